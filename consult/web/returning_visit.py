"""Which return was reopened with its number in this browser."""

from flask import abort, redirect, session, url_for

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.sealing.codenames import parse_codename
from consult.sealing.errors import CodenameMistyped
from consult.services import auditing
from consult.services.returns.answering import find_answered_language
from consult.services.returns.submitting import find_by_lookup
from consult.vocabulary import LANGUAGES, ResponseKind, ResponseState
from consult.web.answering_session import REOPENED_KEY, Held, find_held, forget
from consult.web.answering_visit import Visit
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.languages import (
    SOURCE,
    find_chosen_language,
    find_page_language,
    has_chosen_language,
    has_own_words,
)
from consult.web.more_time import is_open_for
from consult.web.opening import read_shown
from consult.web.return_numbers import find_typed_lookup


def find_return_id(typed: str) -> str | None:
    """The return of a number as typed; None for one that is mistyped, unknown or withdrawn."""
    try:
        lookup = find_typed_lookup(parse_codename(typed))
    except CodenameMistyped:
        return None
    with brief_transaction() as session:
        found = find_by_lookup(session, lookup, ResponseKind.RETURN)
        return found.id if found else None


def get_reopened() -> Visit:
    """The return that was opened with its number, open or closed; else the page that asks for one."""
    response = get_session().get(Response, session.get(REOPENED_KEY, ""))
    if response is None or response.state != ResponseState.SUBMITTED:
        abort(redirect(url_for("returning.enter")))
    consultation = get_session().get_one(Consultation, response.consultation_id)
    version = response.questionnaire_version
    is_open_now = is_open_for(consultation, response)
    held = find_held(consultation.slug)
    if held is None or held.response_id != response.id:
        held = Held(response.id)
    return Visit(consultation, version, read_shown(version), is_open_now, response, held)


def find_other_language(visit: Visit) -> str | None:
    """The language a return was answered in, where the page is in another and none was chosen here.

    It is asked for with the page, not with the number: all numbers cost the same, known or not. A language
    that the form does not have changes nothing, nor does one that would turn our own words into English.
    """
    if has_chosen_language():
        return None
    tag = find_answered_language(get_session(), visit.response)
    is_better = tag in LANGUAGES and tag in visit.definition.languages and tag != find_chosen_language().tag
    return tag if is_better and (has_own_words(tag) or find_page_language().tag == SOURCE) else None


def get_reopened_while_open() -> Visit:
    """As above, while the consultation is open. Raises: Conflict (C201)."""
    visit = get_reopened()
    if not visit.is_open:
        raise Conflict("C201")
    return visit


def let_go(slug: str) -> None:
    """This browser forgets the return."""
    session.pop(REOPENED_KEY, None)
    forget(slug)


def record_change(response: Response, action: str) -> None:
    """Note in the audit what somebody with the number did."""
    auditing.record(
        get_session(),
        actor=auditing.PUBLIC,
        action=action,
        subject_kind="response",
        subject_id=response.id,
        now=get_now(),
    )
