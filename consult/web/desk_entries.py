"""A return entered by hand: every question on one page, checked as on the public form."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_security import current_user

from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.sealing.codenames import Codename, new_codename
from consult.services.consultations.publishing import get_published
from consult.services.consultations.reading_versions import read_definition
from consult.services.days import find_noon
from consult.services.permissions.consenting import read_quote_choice
from consult.services.returns.entering import Entry, enter_return
from consult.services.returns.revising import Author
from consult.vocabulary import Channel
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_entry_checks import check_entered
from consult.web.desk_forms.returns import EntryForm, make_entry_form, read_sender
from consult.web.return_numbers import make_lookup
from forms.builder import QuestionForm, build_form, error_summary
from forms.definitions import Page, Questionnaire
from forms.flow.plans import has_expressions
from forms.paper.sheets import number_questions

LONGEST_ID = 64


@dataclass(frozen=True)
class EntryPage:
    """The two halves of the page: who sent it, and what it says."""

    sender: EntryForm
    questions: QuestionForm
    definition: Questionnaire

    def validate(self) -> bool:
        """Check both halves, so that all errors are shown at once."""
        received_on = self.sender.received_on.data
        checked = [self.sender.validate(), self.questions.validate()]
        check_entered(self.questions, self.definition, find_noon(received_on or get_today()))
        return all(checked) and not any(one.errors for one in self.questions)

    def list_numbers(self) -> dict[str, int]:
        """The number that each question has on paper, by its id."""
        return {id: one.number for id, one in number_questions(self.definition.pages).items()}

    def list_errors(self) -> list[dict[str, Any]]:
        """Errors of both, in the order of the page."""
        return [*self.sender.list_errors(), *error_summary(self.questions)]


@dataclass(frozen=True)
class Entered:
    """The return, and its number where it was new: shown once, and never again."""

    response: Response
    codename: Codename | None


def open_page(consultation: Consultation) -> EntryPage:
    """The page with the questions of the published version. Raises: Conflict (C212)."""
    definition = read_definition(get_published(get_session(), consultation))
    made = build_form(
        _join_pages(definition),
        language=definition.default_language,
        default_language=definition.default_language,
        translate=str,
        interface_language="en",
    )
    return EntryPage(make_entry_form(get_session(), today=get_today()), made(), definition)


def enter(consultation: Consultation, page: EntryPage) -> Entered:
    """Keep what a valid page says; called between transactions."""
    codename = new_codename()
    lookup = make_lookup(codename)
    session, sender = get_session(), page.sender
    received_on = sender.received_on.data
    entry = Entry(
        submission_id=request.form.get("submission_id", "")[:LONGEST_ID] or str(uuid.uuid4()),
        channel=Channel(sender.channel.data),
        language=sender.language.data,
        received_on=received_on or get_today(),
        sender=read_sender(session, sender),
        consents=read_quote_choice(sender.quoting.data),
        answers=page.questions.answers(),
    )
    author = Author(current_user.id, current_user.name)
    response, is_new = enter_return(
        session,
        consultation,
        entry,
        author=author,
        lookup=lookup,
        now=get_now(),
    )
    return Entered(response, codename if is_new else None)


def _join_pages(definition: Questionnaire) -> Page:
    """Every question on one page; which of them must be answered depends on what is typed."""
    questions = (question for page in definition.pages for question in page.questions)
    if has_expressions(definition):
        questions = (replace(question, required=False) for question in questions)
    return Page("all", {}, tuple(questions))
