"""One request about an experience: the consultation, its questions, and what this browser has written."""

from dataclasses import dataclass

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from sqlalchemy import select

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.sealing.keys import AccountKey
from consult.services.consultations.consulting import get_consultation, is_open
from consult.services.consultations.opening_form import list_obstacles
from consult.services.consultations.publishing import find_published
from consult.services.experiences.giving import OpenedAccount, note_writing, open_unsent, reopen_account
from consult.services.experiences.hearing_events import find_event, is_listening_event
from consult.vocabulary import ConsultationState, FormPurpose, ResponseKind, ResponseState
from consult.web.account_cookie import EXPERIENCE_COOKIE, Held
from consult.web.account_way_in import check_way_in
from consult.web.clock import get_today
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_key_store
from consult.web.opening import Opening, read_shown
from consult.web.return_numbers import reopen_number

NOT_YET = 503


@dataclass(frozen=True)
class Visit(Opening):
    """A consultation and the experience that this browser has open, with its key for this request."""

    opened: OpenedAccount
    held: Held

    @property
    def response(self) -> Response:
        """The row of the experience."""
        return self.opened.response

    @property
    def key(self) -> AccountKey:
        """The key of its words."""
        return self.opened.key


def is_form_open(consultation: Consultation | None = None) -> bool:
    """True where experiences may be given: nothing stands in the way. The public is never told what does."""
    return not list_obstacles(get_session(), consultation, settings=current_app.config, today=get_today())


def get_opening(slug: str) -> Opening:
    """The consultation with its form for experiences; a polite page where it cannot be given now.

    Raises: NotFound (C209), Conflict (C201).
    """
    consultation = get_consultation(get_session(), slug)
    if consultation.state == ConsultationState.PREPARING:
        raise NotFound("C209", slug=slug)
    version = find_published(get_session(), consultation.id, FormPurpose.ACCOUNT)
    if version is None or not is_form_open(consultation):
        abort(make_response(render_template("account/closed.html"), NOT_YET))
    if not is_open(consultation, today=get_today()):
        raise Conflict("C201")
    check_way_in(consultation)
    return Opening(consultation, version, read_shown(version), True)


def get_writing_visit(slug: str) -> Visit:
    """What this browser is writing; else the page where to begin, or its number once it was sent.

    Raises: NotFound (C209), Conflict (C201, C206).
    """
    opening, held = get_opening(slug), EXPERIENCE_COOKIE.find()
    response = _find_response(held, opening.consultation)
    if held is None or response is None:
        if request.method == "POST":
            raise Conflict("C206")  # its page shows what was typed
        abort(redirect(url_for("account.start", slug=slug)))
    if response.state == ResponseState.SUBMITTED:
        abort(redirect(url_for("account.number", slug=slug)))
    opened = open_unsent(get_session(), get_key_store(), response.id, held.opening_key)
    return _make_visit(opening.consultation, opened, held)


def get_stop_visit(slug: str) -> Visit:
    """As get_writing_visit, for a page that keeps what is sent to it: the day is kept too.

    Not for sending: it looks in a transaction that only reads, and a day is not kept of what was sent.
    """
    visit = get_writing_visit(slug)
    if request.method == "POST":
        note_writing(get_key_store(), visit.response, today=get_today())
    return visit


def get_reopened_visit() -> Visit:
    """What was sent, opened with the number that this browser holds; else the page that asks for one."""
    held = EXPERIENCE_COOKIE.find()
    if held is None or held.draft_key or not held.number:
        abort(redirect(url_for("account_return.enter")))
    if not _is_there(held):
        EXPERIENCE_COOKIE.hold(None)
        abort(redirect(url_for("account_return.enter")))
    reopening = reopen_number(held.codename, held.response_id)
    try:
        opened = reopen_account(get_session(), get_key_store(), reopening)
    except NotFound:
        EXPERIENCE_COOKIE.hold(None)
        abort(redirect(url_for("account_return.enter")))
    consultation = get_session().get_one(Consultation, opened.response.consultation_id)
    return _make_visit(consultation, opened, held)


def find_sent(slug: str) -> tuple[Held, Response] | None:
    """The experience that this browser has sent to the consultation, to show its number."""
    held, consultation = EXPERIENCE_COOKIE.find(), get_consultation(get_session(), slug)
    response = _find_response(held, consultation)
    if held is None or response is None or response.state != ResponseState.SUBMITTED:
        return None
    return held, response


def find_slug(held: Held) -> str:
    """The consultation of what this browser holds, by its name in addresses."""
    response = get_session().get_one(Response, held.response_id)
    return get_session().get_one(Consultation, response.consultation_id).slug


def find_number_so_far() -> str:
    """The return number of what is being written, once words of it are saved; empty before and afterwards."""
    held = EXPERIENCE_COOKIE.find()
    if held is None or not held.draft_key:
        return ""
    saved = select(Answer.id).where(Answer.response_id == held.response_id).limit(1)
    is_saved = get_session().scalar(saved) is not None or _has_event(held)
    return held.codename.shown() if is_saved else ""


def _has_event(held: Held) -> bool:
    """Whether it is a listening event of which the first page was saved."""
    if not is_listening_event(get_session(), held.response_id):
        return False
    opened = open_unsent(get_session(), get_key_store(), held.response_id, held.opening_key)
    event = find_event(get_session(), opened)
    return event is not None and bool(event.month)


def _is_there(held: Held) -> bool:
    """Whether it was sent and not withdrawn: what is gone is not worth the slow work.

    It tells nothing: whoever has the signed cookie has had it open.
    """
    with brief_transaction() as session:
        state = session.scalar(select(Response.state).where(Response.id == held.response_id))
    return state == ResponseState.SUBMITTED


def _find_response(held: Held | None, consultation: Consultation) -> Response | None:
    response = get_session().get(Response, held.response_id) if held else None
    if response is None or response.kind != ResponseKind.ACCOUNT:
        return None
    is_gone = response.state == ResponseState.WITHDRAWN or response.consultation_id != consultation.id
    return None if is_gone else response


def make_group_visit(response: Response, key: AccountKey) -> Visit:
    """What a group may read back, because the person allows it; nothing of it is in its browser."""
    consultation = get_session().get_one(Consultation, response.consultation_id)
    return _make_visit(consultation, OpenedAccount(response, key), Held())


def _make_visit(consultation: Consultation, opened: OpenedAccount, held: Held) -> Visit:
    version: QuestionnaireVersion = opened.response.questionnaire_version
    is_open_now = is_open(consultation, today=get_today())
    return Visit(consultation, version, read_shown(version), is_open_now, opened, held)
