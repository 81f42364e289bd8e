"""On the return page: one's own sentences as they will be printed, messages, and what became of it all."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Conflict
from consult.models.base import new_id
from consult.services.experiences.conversing import (
    LONGEST_MESSAGE,
    list_messages,
    may_converse,
    write_message,
)
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.experiences.showing_quoted import (
    QuotedSentence,
    RefusedPassage,
    list_quoted,
    list_refused_passages,
)
from consult.vocabulary import Verdict
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_event_lines import is_event, locate_printing, locate_saying_again
from consult.web.account_free_words import FreeWords, read_free_words
from consult.web.account_prompts import list_languages_of
from consult.web.account_visit import Visit, get_reopened_visit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.key_store import get_key_store
from consult.web.opening import describe_frame
from consult.web.stops import WRONG

blueprint = Blueprint("account_conversation", __name__, url_prefix="/your-experience/return")
EXPERIENCE_COOKIE.keep(blueprint)


@blueprint.get("/sentences")
@allow(PUBLIC)
def sentences() -> ResponseReturnValue:
    """Each sentence of one's own that the draft quotes, as it will be printed."""
    visit = get_reopened_visit()
    quoted = list_quoted(get_session(), visit.opened, today=get_today())
    shown = {one.passage for one in quoted}
    refused = list_refused_passages(get_session(), visit.opened)
    return render_template(
        "account/sentences.html",
        **describe_frame(visit),
        visit=visit,
        again=locate_saying_again(visit),
        sentences=quoted,
        refused=[one for one in refused if one.passage not in shown],
        name_passage=name_passage,
        printing=locate_printing(visit) if is_event(visit) else "",
    )


@blueprint.post("/sentences")
@allow(PUBLIC)
def judge() -> ResponseReturnValue:
    """Say yes to a sentence, or that it may not be used; what is no longer quoted is let be."""
    visit, wanted = get_reopened_visit(), request.form.get("verdict", "")
    found = _find_passage(visit, request.form.get("passage", ""))
    if found is not None and wanted in set(Verdict):
        session, store = get_session(), get_key_store()
        give_verdict(session, store, visit.response, found, Verdict(wanted), today=get_today())
    return redirect(url_for("account_conversation.sentences"))


@blueprint.get("/messages")
@allow(PUBLIC)
def messages() -> ResponseReturnValue:
    """What staff asked, and what was answered."""
    visit = get_reopened_visit()
    return _show_messages(visit, _read_message(visit))


@blueprint.post("/messages")
@allow(PUBLIC)
def answer() -> ResponseReturnValue:
    """Leave a message for the staff; words by which somebody could be known are asked about first."""
    visit = get_reopened_visit()
    message = _read_message(visit)
    if not message.is_to_keep:
        return _show_messages(visit, message), WRONG
    try:
        _leave(visit, message.decide())
    except Conflict:
        words = gettext("Write your message, in up to %(number)s characters", number=str(LONGEST_MESSAGE))
        return _show_messages(visit, message, words), WRONG
    return redirect(url_for("account_conversation.messages"))


def _read_message(visit: Visit) -> FreeWords:
    return read_free_words("message", list_languages_of(visit), LONGEST_MESSAGE)


def _leave(visit: Visit, text: str) -> None:
    drawn = request.form.get("submission_id", "")
    write_message(get_session(), visit.response, text, key=visit.key, submission_id=drawn, today=get_today())


def name_passage(sentence: QuotedSentence | RefusedPassage) -> str:
    """How a form names a passage."""
    return f"{sentence.passage.question_id}:{sentence.passage.start}:{sentence.passage.end}"


def _find_passage(visit: Visit, name: str) -> Passage | None:
    """A passage of this experience that is quoted and may still be used, or was refused."""
    found = list_quoted(get_session(), visit.opened, today=get_today())
    quoted = [one for one in found if not one.is_printed]
    refused = list_refused_passages(get_session(), visit.opened)
    shown: list[QuotedSentence | RefusedPassage] = [*quoted, *refused]
    return next((one.passage for one in shown if name_passage(one) == name), None)


def _show_messages(visit: Visit, message: FreeWords, mistake: str = "") -> str:
    return render_template(
        "account/messages.html",
        **describe_frame(visit),
        **message.describe(mistake),
        visit=visit,
        messages=list_messages(get_session(), visit.response, key=visit.key),
        may_ask=may_converse(get_session(), visit.response, today=get_today()),
        submission_id=request.form.get("submission_id") or new_id(),
        language_form="answers",
    )
