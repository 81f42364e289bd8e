"""The next thing to do for a consultation, which its page shows first."""

from dataclasses import dataclass, replace
from datetime import date

from flask import request, url_for

from consult.models.consultation import Consultation
from consult.queries.milestones import Milestones
from consult.vocabulary import ConsultationState
from consult.web.desk_words import count_in_words, show_short_day


@dataclass(frozen=True)
class Step:
    """`address` is a page to open, or with `is_act` where the button posts; `share` is shown to be copied.

    outline: the page of what is held already, to be looked at first; empty where it is too late for that.
    """

    title: str
    text: str
    address: str
    action: str
    is_act: bool = False
    share: str = ""
    outline: str = ""


def find_next_step(consultation: Consultation, done: Milestones, returns: int, today: date) -> Step:
    """The first that has not been done; while nothing was asked yet, with what is held already beside it."""
    step = _find_first(consultation, done, returns, today)
    is_planned = consultation.state is ConsultationState.PREPARING and consultation.government_questions
    outline = url_for("desk_outline.show", slug=consultation.slug) if is_planned else ""
    return replace(step, outline=outline)


def find_public_address(consultation: Consultation) -> str:
    """The address that partners open to answer."""
    return f"{request.url_root}c/{consultation.slug}/"


def _find_first(consultation: Consultation, done: Milestones, returns: int, today: date) -> Step:
    """Publish, open, share, analyse, draft: the first that has not been done; or what became of it."""
    if consultation.state is ConsultationState.SENT:
        return _tell(consultation)
    if not done.is_published:
        return _publish(consultation, done)
    if consultation.state is ConsultationState.PREPARING:
        return _open(consultation)
    if not returns:
        return _share(consultation)
    if not done.runs_finished:
        return _analyse(consultation, returns)
    if consultation.government_deadline_on and consultation.government_deadline_on < today:
        return _conclude(consultation, consultation.government_deadline_on)
    return _draft(consultation, done)


def _publish(consultation: Consultation, done: Milestones) -> Step:
    questionnaire = url_for("desk_questionnaire.index", slug=consultation.slug)
    if done.draft_version_id is None:
        text = "A spreadsheet in the XLSForm layout. It is checked first, and you see every problem by row."
        return Step("Add the questionnaire", text, questionnaire, "Add the questionnaire")
    text = "It is saved as a draft. Read it in every language, then publish it."
    return Step("Publish the questionnaire", text, questionnaire, "Check and publish")


def _open(consultation: Consultation) -> Step:
    text = "The questionnaire is published. Once open, anybody with the address can answer."
    address = url_for("desk_consultations.change_state", slug=consultation.slug)
    return Step("Open the consultation", text, address, "Open for answers", is_act=True)


def _share(consultation: Consultation) -> Step:
    returns = url_for("desk_returns.index", slug=consultation.slug)
    if consultation.state is not ConsultationState.OPEN:
        text = "It closed without any. You can still add those that came by telephone, paper or e-mail."
        return Step("No returns came in", text, returns, "Add a return")
    text = "Send this address to your partners. Returns appear here as they come in."
    address = find_public_address(consultation)
    return Step("Share the address", text, returns, "Add a return by hand", share=address)


def _analyse(consultation: Consultation, returns: int) -> Step:
    came = count_in_words(returns, "return").capitalize()
    text = f"{came} can be read for themes now. You can run the analysis again when more come in."
    return Step("Run the analysis", text, _find_page(consultation, "themes"), "Go to themes")


def _draft(consultation: Consultation, done: Milestones) -> Step:
    address = _find_page(consultation, "draft")
    if done.drafts:
        text = "Check every number and quotation, then put it to your board."
        return Step("Finish the regional response", text, address, "Open the draft")
    text = "Themes are ready. The draft answers each of the government’s questions from them."
    return Step("Draft the regional response", text, address, "Go to the draft")


def _conclude(consultation: Consultation, deadline: date) -> Step:
    text = (
        f"Government’s deadline was {show_short_day(deadline)}. Record which version went, on which day and "
        "to whom, with the proof. If it has not gone, the draft is where it was."
    )
    address = url_for("desk_sent.form", slug=consultation.slug)
    return Step("Say when the response was sent", text, address, "Record that it was sent")


def _tell(consultation: Consultation) -> Step:
    text = "Whoever comes back with a return number reads what the region said and what government replied."
    address = url_for("desk_outcome.edit", slug=consultation.slug)
    return Step("Keep the outcome up to date", text, address, "Open the outcome")


def _find_page(consultation: Consultation, part: str) -> str:
    return f"{url_for('desk_consultations.overview', slug=consultation.slug)}{part}"
