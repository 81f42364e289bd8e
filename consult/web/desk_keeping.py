"""Keeping and deleting: what is next, what was deleted at the end of its time, and what the law holds."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import CodedError
from consult.queries.audit import AuditFilter, list_entries
from consult.queries.experiences import get_by_label
from consult.queries.waiting import count_waiting
from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.keeping.coming_due import survey
from consult.services.keeping.expiring import ACTION
from consult.services.keeping.holding import is_standing, lift_hold, list_holds, place_hold
from consult.services.keys.unknown_withdrawals import find_unknown_since, note_settled
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_forms.keeping import HoldForm, SettleForm
from consult.web.desk_tallies import KINDS, list_tallies
from consult.web.desk_titles import find_title
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_keeping", __name__, url_prefix="/desk/keeping")
WRONG = 422


@bp.get("/")
@allow(MANAGE)
def index() -> ResponseReturnValue:
    """How long each kind is kept still, what is on hold, and what was deleted."""
    return _show(SettleForm(formdata=None))


def _show(settling: SettleForm) -> str:
    session, today = get_session(), get_today()
    holds = [(one, about, is_standing(one, today)) for one, about in list_holds(session)]
    deleted = list_entries(session, AuditFilter(action=ACTION), 1).entries
    return _render(
        "index",
        unknown_since=find_unknown_since(session),
        waiting=count_waiting(session, get_current_viewer()),
        form=settling,
        tallies=survey(session, today=today),
        list_tallies=list_tallies,
        holds=holds,
        deleted=deleted,
        kinds=KINDS,
    )


@bp.post("/restored")
@allow(MANAGE)
def settle_restored() -> ResponseReturnValue:
    """Say how it was dealt with that nothing knows what people took back since a restored backup."""
    form = SettleForm()
    if not form.validate_on_submit():
        return _show(form), WRONG
    reason = str(form.settled.data)
    note_settled(get_session(), actor=current_user.id, reason=reason, now=get_now())
    flash("It is on record that you dealt with it, and how.")
    return redirect(url_for(".index"))


@bp.route("/hold", methods=["GET", "POST"])
@allow(MANAGE)
def hold() -> ResponseReturnValue:
    """Place a legal hold."""
    form = HoldForm()
    form.consultation.choices = [(one.slug, find_title(one)[0]) for one in list_consultations(get_session())]
    if form.check(get_today()) and _place(form):
        flash("The hold is placed. It stops nothing that somebody withdraws themselves.")
        return redirect(url_for(".index"))
    page = _render("hold", form=form)
    return (page, WRONG) if form.errors else page


@bp.post("/hold/<hold_id>/lift")
@allow(MANAGE)
def lift(hold_id: str) -> ResponseReturnValue:
    """Lift a hold."""
    lift_hold(get_session(), hold_id, actor=current_user.id, now=get_now())
    flash("The hold is lifted. What is past its time is deleted within the hour.")
    return redirect(url_for(".index"))


def _place(form: HoldForm) -> bool:
    """Place it; False, with the error on its field, where none of this consultation is named."""
    session, label = get_session(), form.label.data or ""
    consultation = get_consultation(session, str(form.consultation.data))
    try:
        response = get_by_label(session, get_current_viewer(), label) if label else None
    except CodedError as error:
        form.label.errors = [f"{error.message} {error.remedy}"]
        return False
    if response and response.consultation_id != consultation.id:
        form.label.errors = ["This experience belongs to another consultation. Choose that one."]
        return False
    place_hold(
        session,
        consultation,
        response_id=response.id if response else None,
        reason=str(form.reason.data),
        until_on=form.until.data,
        actor=current_user.id,
        now=get_now(),
    )
    return True


def _render(name: str, **values: Any) -> str:
    return render_template(f"desk/keeping/{name}.html", find_title=find_title, **values)
