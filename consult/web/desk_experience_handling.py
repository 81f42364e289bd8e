"""Set an experience aside with a reason, take that back, and decide when the person says otherwise."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.models.desk_kinds import AppealState, Handled, SetAsideReason
from consult.models.response import Response
from consult.queries.handled import (
    count_handled,
    count_received,
    find_handlings,
    find_not_permitted,
    list_appeals,
)
from consult.services.experiences.ageing import find_unread
from consult.services.experiences.setting_aside import decide_appeal, read_appeal, set_aside, take_back
from consult.vocabulary import Bucket, ResponseState
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_visit import WRONG, get_account, render_experiences
from consult.web.desk_experience_words import WHY_NOT
from consult.web.desk_forms.handling import REASONS, SetAsideForm
from consult.web.desk_words import RESPONSE_STATES
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_experience_handling", __name__, url_prefix="/desk/experiences")
HANDLED: dict[Handled, str] = {
    Handled.UNREAD: "Not read yet",
    Handled.NOT_PERMITTED: "Nobody may read it",
    Handled.READ: "Read",
    Handled.SET_ASIDE: "Set aside as not an experience",
    Handled.WITHDRAWN: "Withdrawn",
}


@bp.get("/states")
@allow(ACCOUNTS)
def states() -> ResponseReturnValue:
    """Where everything that was received stands, how old what is unread is, and answers to decide."""
    viewer, session = get_account_viewer(), get_session()
    counts = count_handled(session, viewer, today=get_today())
    return render_experiences(
        "states",
        rows=[[words, *counts[state].cells] for state, words in HANDLED.items()],
        received=count_received(session, viewer),
        unread=find_unread(session, viewer, today=get_today()),
        appeals=[get_account(one.response_id) for one in list_appeals(session, viewer)],
    )


@bp.route("/<response_id>/set-aside", methods=["GET", "POST"])
@allow(ACCOUNTS)
def aside(response_id: str) -> ResponseReturnValue:
    """Say why this is not an experience; the person sees the reason and may answer."""
    response, form = get_account(response_id), SetAsideForm()
    if form.validate_on_submit():
        reason, viewer = SetAsideReason(form.reason.data), get_account_viewer()
        set_aside(get_session(), viewer, response, reason, today=get_today(), now=get_now())
        flash("It is set aside. The person sees why when they come back, and may answer.")
        return redirect(url_for("desk_experiences.show", response_id=response_id))
    page = render_experiences("set_aside", response=response, form=form)
    return (page, WRONG) if form.errors else page


@bp.post("/<response_id>/take-back")
@allow(ACCOUNTS)
def back(response_id: str) -> ResponseReturnValue:
    """Take it for an experience after all."""
    take_back(get_session(), get_account_viewer(), get_account(response_id), now=get_now())
    flash("It is taken for an experience again.")
    return redirect(url_for("desk_experiences.show", response_id=response_id))


@bp.get("/<response_id>/answer")
@allow(ACCOUNTS)
def answer(response_id: str) -> ResponseReturnValue:
    """What the person answered, for another person to decide; reading it is on record."""
    with brief_transaction(writes=True):
        told = _read_appeal(get_account(response_id))
    response = get_account(response_id)
    return render_experiences("appeal", response=response, **describe_handling(response, told))


@bp.post("/<response_id>/answer")
@allow(ACCOUNTS)
def decide(response_id: str) -> ResponseReturnValue:
    """Decide what the person answered; whoever set it aside may not."""
    is_granted = request.form.get("act") == "grant"
    viewer, response = get_account_viewer(), get_account(response_id)
    session, today = get_session(), get_today()
    decide_appeal(session, viewer, response, is_granted=is_granted, today=today, now=get_now())
    flash("It is taken for an experience again." if is_granted else "It stays set aside.")
    return redirect(url_for("desk_experiences.show", response_id=response_id))


def describe_handling(response: Response, told: str | Bucket = "") -> dict[str, Any]:
    """What a page needs to say how an experience was handled. told: what the person answered, or why not."""
    viewer = get_account_viewer()
    row = find_handlings(get_session(), viewer, [response.id]).get(response.id)
    return {
        "handling": row,
        "set_aside_reasons": REASONS,
        "is_appealed": row is not None and row.appeal_state is AppealState.OPEN,
        "may_decide": row is not None and row.set_aside_by_id != viewer.staff_id,
        "answer": "" if isinstance(told, Bucket) else told,
        "answer_gap": WHY_NOT.get(told, "") if isinstance(told, Bucket) else "",
    }


def make_state_namer(responses: Sequence[Response]) -> Callable[[Response], tuple[str, str]]:
    """Gives the words and the colour of where each of these experiences stands."""
    session, viewer, ids = get_session(), get_account_viewer(), [one.id for one in responses]
    handlings = find_handlings(session, viewer, ids)
    closed = find_not_permitted(session, viewer, ids, today=get_today())

    def name_state(response: Response) -> tuple[str, str]:
        row = handlings.get(response.id)
        if response.state is not ResponseState.SUBMITTED:
            return RESPONSE_STATES[response.state]
        if row is not None and row.set_aside_on is not None:
            return ("Answered", "yellow") if row.appeal_state is AppealState.OPEN else ("Set aside", "grey")
        if response.id in closed:
            return "Nobody may read it", "grey"
        is_read = row is not None and row.first_read_on is not None
        return ("Read", "green") if is_read else ("Not read", "yellow")

    return name_state


def _read_appeal(response: Response) -> str | Bucket:
    viewer = get_account_viewer()
    row = find_handlings(get_session(), viewer, [response.id]).get(response.id)
    if row is None or not row.appeal_sealed:
        return ""
    return read_appeal(get_session(), viewer, row, get_account_keys(), now=get_now())
