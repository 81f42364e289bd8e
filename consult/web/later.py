"""A return that was saved for later: its number, a reminder if one is wanted, and the way out."""

import re

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.models.unfinished import UnfinishedReturn
from consult.services.returns.saving_for_later import find_unfinished, throw_away
from consult.web.access import PUBLIC, allow
from consult.web.answering_session import FORM_FIELD, forget, sign_held
from consult.web.answering_stops import locate_stop
from consult.web.answering_visit import Visit, get_visit
from consult.web.database import get_session
from consult.web.more_time import find_last_sending_day
from consult.web.opening import describe_frame
from consult.web.outbox import has_mail
from consult.web.stops import SWITCH_FIELD, WRONG

blueprint = Blueprint("later", __name__, url_prefix="/c/<slug>/later")
EMAIL_SHAPE = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]+")
LONGEST_EMAIL = 300
UNWANTED = "no_reminder"


@blueprint.get("/")
@allow(PUBLIC)
def show(slug: str) -> ResponseReturnValue:
    """The return number, until when it opens the return, and what a reminder would reveal."""
    visit, row = _get_unfinished(slug)
    return _show(visit, row)


@blueprint.post("/")
@allow(PUBLIC)
def leave(slug: str) -> ResponseReturnValue:
    """The number is written down: this browser forgets the return, after showing it once more."""
    visit, row = _get_unfinished(slug)
    typed = request.form.get("email", "").strip()
    if SWITCH_FIELD in request.form:
        return _show(visit, row, typed=typed)
    errors = _list_errors(visit, typed)
    if errors:
        return _show(visit, row, typed=typed, errors=errors), WRONG
    row.email = _find_address(row, typed) if has_mail() else ""
    forget(slug)
    number = visit.held.codename.shown() if visit.held.number else ""
    return render_template("public/left_for_later.html", visit=visit, row=row, number=number)


@blueprint.get("/delete")
@allow(PUBLIC)
def ask(slug: str) -> ResponseReturnValue:
    """Ask before it is deleted, for it cannot be undone."""
    visit, _ = _get_unfinished(slug)
    return render_template("public/delete_unfinished.html", **describe_frame(visit), visit=visit)


@blueprint.post("/delete")
@allow(PUBLIC)
def delete(slug: str) -> ResponseReturnValue:
    """Delete what was saved, with its number."""
    visit, _ = _get_unfinished(slug)
    throw_away(get_session(), visit.response)
    forget(slug)
    return render_template("public/deleted_unfinished.html")


def _find_address(row: UnfinishedReturn, typed: str) -> str:
    """Where the reminder goes. Nobody is shown where one is set to go, so an empty field changes nothing."""
    return typed or ("" if request.form.get(UNWANTED) else row.email)


def _get_unfinished(slug: str) -> tuple[Visit, UnfinishedReturn]:
    """This browser's return that was saved for later; else the page where what it holds goes on."""
    visit = get_visit(slug)
    row = None if visit.is_sent else find_unfinished(get_session(), visit.response.id)
    if row is None:
        where = "answering.receipt" if visit.is_sent else "answering.check"
        abort(redirect(url_for(where, slug=slug)))
    return visit, row


def _show(
    visit: Visit, row: UnfinishedReturn, *, typed: str = "", errors: list[dict[str, str]] | None = None
) -> str:
    return render_template(
        "public/later.html",
        **describe_frame(visit),
        visit=visit,
        row=row,
        number=visit.held.codename.shown() if visit.held.number else "",
        sent_until=find_last_sending_day(visit.consultation, visit.response),
        can_remind=has_mail(),
        is_written=bool(request.form.get("written_down")),
        is_unwanted=bool(request.form.get(UNWANTED)),
        typed=typed,
        errors=errors or [],
        faults={error["href"][1:]: error["text"] for error in errors or []},
        onward=locate_stop(visit.slug, row.stop),
        hidden=[(FORM_FIELD, sign_held(visit.slug, visit.held))],
    )


def _list_errors(visit: Visit, email: str) -> list[dict[str, str]]:
    found = []
    if visit.held.number and not request.form.get("written_down"):
        words = gettext("Tick the box when you have written the number down")
        found.append({"text": words, "href": "#written_down"})
    if email and (len(email) > LONGEST_EMAIL or not EMAIL_SHAPE.fullmatch(email)):
        words = gettext("Enter an e-mail address like name@example.org, or leave it empty")
        found.append({"text": words, "href": "#email"})
    return found
