"""Coming back with a return number: see what was sent, change it, withdraw it."""

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.sealing.codenames import parse_codename
from consult.sealing.errors import CodenameMistyped
from consult.services import auditing
from consult.services.consulting import is_open
from consult.services.publishing import read_definition
from consult.services.submitting import get_by_codename, withdraw
from consult.vocabulary import ResponseKind, ResponseState
from consult.web.access import PUBLIC, allow
from consult.web.answering_check import find_cost, get_salt, list_sections
from consult.web.answering_session import Held, find_held, forget, hold
from consult.web.answering_stops import WRONG, describe_frame
from consult.web.answering_visit import Visit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.limits import limit_numbers

blueprint = Blueprint("returning", __name__, url_prefix="/return")
COOKIE_KEY = "reopened"
LONGEST_SHOWN = 60


@blueprint.get("/")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Where the return number is typed."""
    return render_template("public/return_number.html")


@blueprint.post("/")
@allow(PUBLIC)
@limit_numbers
def reopen() -> ResponseReturnValue:
    """Find the return; whatever is wrong with a number, the answer is the same."""
    typed = request.form.get("return_number", "")
    response = _find(typed)
    if response is None:
        words = gettext("We do not know that return number. Check each group of digits and try again.")
        errors = [{"text": words, "href": "#return-number"}]
        return render_template("public/return_number.html", errors=errors, typed=typed[:LONGEST_SHOWN]), WRONG
    session[COOKIE_KEY] = response.id
    session.permanent = True
    return redirect(url_for("returning.show"))


@blueprint.get("/yours")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """What was sent, each answer in the language it was given in."""
    visit = _get_visit()
    return render_template(
        "public/own_return.html", **describe_frame(visit), visit=visit, sections=list_sections(visit)
    )


@blueprint.post("/change")
@allow(PUBLIC)
def change() -> ResponseReturnValue:
    """Open the return for changes, in this browser."""
    visit = _get_open_visit()
    hold(visit.slug, replace(visit.held, is_reopened=True))
    _record(visit.response, "return reopened")
    return redirect(url_for("returning.show"))


@blueprint.get("/withdraw")
@allow(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask before withdrawing, for it cannot be undone."""
    visit = _get_open_visit()
    return render_template("public/withdraw.html", visit=visit, languages=list(visit.definition.languages))


@blueprint.post("/withdraw")
@allow(PUBLIC)
def take_back() -> ResponseReturnValue:
    """Withdraw the return: its words are deleted."""
    visit = _get_open_visit()
    withdraw(get_session(), visit.response, actor=auditing.PUBLIC, now=get_now())
    _let_go(visit.slug)
    return redirect(url_for("returning.withdrawn"))


@blueprint.get("/withdrawn")
@allow(PUBLIC)
def withdrawn() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("public/withdrawn.html")


@blueprint.post("/leave")
@allow(PUBLIC)
def leave() -> ResponseReturnValue:
    """Close the return in this browser."""
    _let_go(_get_visit().slug)
    return redirect(url_for("public.home"))


def _find(typed: str) -> Response | None:
    """The return of a number as typed; None for one that is mistyped, unknown or withdrawn."""
    try:
        number = parse_codename(typed)
        return get_by_codename(
            get_session(), number, kind=ResponseKind.RETURN, secret_salt=get_salt(), cost=find_cost()
        )
    except (CodenameMistyped, NotFound):
        return None


def _get_visit() -> Visit:
    """The return that was opened with its number, open or closed; else the page that asks for one."""
    response = get_session().get(Response, session.get(COOKIE_KEY, ""))
    if response is None or response.state != ResponseState.SUBMITTED:
        abort(redirect(url_for("returning.enter")))
    consultation = get_session().get_one(Consultation, response.consultation_id)
    version = response.questionnaire_version
    is_open_now = is_open(consultation, today=get_today())
    held = find_held(consultation.slug)
    if held is None or held.response_id != response.id:
        held = Held(response.id)
    return Visit(consultation, version, read_definition(version), is_open_now, response, held)


def _get_open_visit() -> Visit:
    """As above, while the consultation is open. Raises: Conflict (C201)."""
    visit = _get_visit()
    if not visit.is_open:
        raise Conflict("C201")
    return visit


def _let_go(slug: str) -> None:
    session.pop(COOKIE_KEY, None)
    forget(slug)


def _record(response: Response, action: str) -> None:
    auditing.record(
        get_session(),
        actor=auditing.PUBLIC,
        action=action,
        subject_kind="response",
        subject_id=response.id,
        now=get_now(),
    )
