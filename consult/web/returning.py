"""Coming back with a return number: go on with what is unfinished; see, change, withdraw what was sent."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services import auditing
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.following_outcomes import Followed, follow
from consult.web.access import PUBLIC, allow
from consult.web.answered_lines import find_problems
from consult.web.answering_lines import list_sections
from consult.web.answering_session import REOPENED_KEY, hold
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.followed_outcomes import read_followed
from consult.web.late_words import say_late
from consult.web.opening import describe_frame
from consult.web.resuming import resume
from consult.web.returning_visit import (
    find_other_language,
    find_return_id,
    get_reopened,
    get_reopened_while_open,
    let_go,
    record_change,
)
from consult.web.stops import WRONG

blueprint = Blueprint("returning", __name__, url_prefix="/return")
LONGEST_SHOWN = 60


@blueprint.get("/")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Where the return number is typed."""
    return render_template("public/return_number.html")


@blueprint.post("/")
@allow(PUBLIC)
def reopen() -> ResponseReturnValue:
    """Find the return; whatever is wrong with a number, the answer is the same."""
    typed = request.form.get("return_number", "")
    response_id = find_return_id(typed)
    refusal = _refuse(typed)  # drawn for a known number too, so that it takes as long as an unknown one
    if response_id is None:
        return refusal, WRONG
    session[REOPENED_KEY] = response_id
    session.permanent = True
    return redirect(resume(response_id, REOPENED_KEY) or url_for("returning.show"))


@blueprint.get("/yours")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """What was sent, each answer in the language it was given in; changes may have left something open."""
    visit = get_reopened()
    if tag := find_other_language(visit):
        return redirect(url_for("returning.show", lang=tag))
    sections = list_sections(visit)
    return render_template(
        "public/own_return.html",
        **describe_frame(visit),
        visit=visit,
        sections=sections,
        late=say_late(visit.consultation, visit.response),
        errors=find_problems(sections) if visit.is_open and visit.held.is_reopened else [],
        one=_find_outcome(visit.consultation),
    )


@blueprint.post("/change")
@allow(PUBLIC)
def change() -> ResponseReturnValue:
    """Open the return for changes, in this browser."""
    visit = get_reopened_while_open()
    hold(visit.slug, replace(visit.held, is_reopened=True))
    record_change(visit.response, "return reopened")
    return redirect(url_for("returning.show"))


@blueprint.get("/withdraw")
@allow(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask before withdrawing, for it cannot be undone."""
    visit = get_reopened_while_open()
    return render_template("public/withdraw.html", visit=visit, languages=list(visit.definition.languages))


@blueprint.post("/withdraw")
@allow(PUBLIC)
def take_back() -> ResponseReturnValue:
    """Withdraw the return: its words are deleted."""
    visit = get_reopened_while_open()
    withdraw(get_session(), visit.response, actor=auditing.PUBLIC, now=get_now())
    let_go(visit.slug)
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
    let_go(get_reopened().slug)
    return redirect(url_for("public.home"))


def _find_outcome(home: Consultation) -> Followed | None:
    def find(session: Session, reads_carried: bool) -> list[Followed]:
        found = follow(session, home, {}, today=get_today(), reads_carried=reads_carried)
        return [found] if found else []

    return next(iter(read_followed(find)), None)


def _refuse(typed: str) -> str:
    words = gettext("We do not know that return number. Check each group of digits and try again.")
    errors = [{"text": words, "href": "#return-number"}]
    return render_template("public/return_number.html", errors=errors, typed=typed[:LONGEST_SHOWN])
