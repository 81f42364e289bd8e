"""Answering a consultation: begin, one thing a page, check, send, receipt."""

import uuid

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.models.response import Response
from consult.services.consultations.publishing import find_published
from consult.services.returns.answering import start_response
from consult.vocabulary import Channel, FormPurpose, ResponseKind, ResponseState
from consult.web.access import PUBLIC, allow
from consult.web.account_visit import is_form_open
from consult.web.answering_check import refuse, send, show_check
from consult.web.answering_later import is_saved_for_later, run_or_save, save_here
from consult.web.answering_session import FORM_FIELD, Held, draw_number, find_held, forget, hold, sign_held
from consult.web.answering_stops import QUESTION, USE, WHO
from consult.web.answering_visit import (
    find_opening,
    find_own_return,
    get_opening,
    get_visit,
)
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.late_words import say_late
from consult.web.limits import count_this, limit_begins, limit_form_begins, limit_form_sends, limit_sends
from consult.web.more_time import find_more_time, note_more_time
from consult.web.opening import Opening
from consult.web.return_numbers import make_lookup
from consult.web.stops import WRONG

blueprint = Blueprint("answering", __name__, url_prefix="/c/<slug>")
GONE = 410
LONGEST_SUBMISSION_ID = 64


@blueprint.get("/")
@allow(PUBLIC)
def start(slug: str) -> ResponseReturnValue:
    """What the consultation is about, and where to begin or go on."""
    opening = find_opening(slug)
    held, response = find_own_return(slug) or (None, None)
    page = render_template(
        "public/start.html",
        opening=opening,
        held=held,
        is_sent=response is not None and response.state == ResponseState.SUBMITTED,
        more_time=find_more_time(opening.consultation, held.response_id if held else ""),
        has_experiences=_has_experiences(opening),
        languages=list(opening.definition.languages),
        submission_id=str(uuid.uuid4()),
    )
    return page if opening.is_open else (page, GONE)


@blueprint.post("/")
@allow(PUBLIC)
@limit_begins
@limit_form_begins
def begin(slug: str) -> ResponseReturnValue:
    """Begin a return; the same form sent twice begins one."""
    opening = get_opening(slug)
    response = _begin(opening)
    count_this()
    held = find_held(slug)
    if held is None or held.response_id != response.id:
        if response.state != ResponseState.IN_PROGRESS or response.codename_lookup:
            return redirect(url_for("returning.enter"))  # this browser let go of it: only its number opens it
        hold(slug, Held(response.id, draw_number()))
        note_more_time(opening.consultation, response)
    return redirect(url_for("answering.who", slug=slug))


@blueprint.route("/who", methods=["GET", "POST"])
@allow(PUBLIC)
def who(slug: str) -> ResponseReturnValue:
    """Who answers."""
    return run_or_save(slug, WHO)


@blueprint.route("/q/<page_id>", methods=["GET", "POST"])
@allow(PUBLIC)
def question(slug: str, page_id: str) -> ResponseReturnValue:
    """One page of the questionnaire."""
    return run_or_save(slug, f"{QUESTION}{page_id}")


@blueprint.route("/use", methods=["GET", "POST"])
@allow(PUBLIC)
def use(slug: str) -> ResponseReturnValue:
    """How the return may be used."""
    return run_or_save(slug, USE)


@blueprint.get("/check")
@allow(PUBLIC)
def check(slug: str) -> ResponseReturnValue:
    """Everything said, with a way back to each answer."""
    return show_check(slug)


@blueprint.post("/check")
@allow(PUBLIC)
@limit_sends
@limit_form_sends
def submit(slug: str) -> ResponseReturnValue:
    """Send the return; sent again, it is the same return with the same receipt."""
    if is_saved_for_later():
        return save_here(slug)
    with brief_transaction():
        visit, sent = get_visit(slug), redirect(url_for("answering.receipt", slug=slug))
        if visit.is_sent:
            return sent
        if refusal := refuse(visit):
            return refusal
        known = visit.response.codename_lookup
    count_this()
    lookup = known or make_lookup(visit.held.codename)
    send(get_visit(slug), lookup)
    return sent


@blueprint.get("/receipt")
@allow(PUBLIC)
def receipt(slug: str) -> ResponseReturnValue:
    """The return number, shown until the person says they have it."""
    return _show_receipt(slug)


@blueprint.post("/receipt")
@allow(PUBLIC)
def confirm(slug: str) -> ResponseReturnValue:
    """The person has written the number down: this browser forgets it, after showing it once more."""
    held = find_held(slug)
    if held and held.number and not request.form.get("written_down"):
        return make_response(_show_receipt(slug, is_unconfirmed=True), WRONG)
    forget(slug)
    number = held.codename.shown() if held and held.number else ""
    return render_template("public/leaving.html", number=number)


def _begin(opening: Opening) -> Response:
    return start_response(
        get_session(),
        opening.consultation,
        opening.version,
        kind=ResponseKind.RETURN,
        channel=Channel.WEB,
        language=opening.language,
        submission_id=request.form.get("submission_id", "")[:LONGEST_SUBMISSION_ID] or str(uuid.uuid4()),
        now=get_now(),
    )


def _show_receipt(slug: str, *, is_unconfirmed: bool = False) -> ResponseReturnValue:
    opening, own = find_opening(slug), find_own_return(slug)
    if own is None or own[1].state != ResponseState.SUBMITTED:
        return redirect(url_for("answering.start", slug=slug))
    held, response = own
    return render_template(
        "public/receipt.html",
        opening=opening,
        response=response,
        late=say_late(opening.consultation, response),
        number=held.codename.shown() if held.number else "",
        is_unconfirmed=is_unconfirmed,
        hidden=[(FORM_FIELD, sign_held(slug, held))],
        languages=list(opening.definition.languages),
    )


def _has_experiences(opening: Opening) -> bool:
    """True where people may tell their own experience too, now."""
    asked = find_published(get_session(), opening.consultation.id, FormPurpose.ACCOUNT)
    return asked is not None and is_form_open(opening.consultation)
