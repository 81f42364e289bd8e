"""Staff: who signs in and what they do; only administrators come here."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user, hash_password
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.region import Organisation
from consult.models.staff import Staff
from consult.services.region import directing, staffing
from consult.web.access import ADMINISTER, allow, meets
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_forms.staff import InvitationForm, MemberForm, StaffForm
from consult.web.password_checks import check_in_turn
from consult.web.region_words import ROLES

bp = Blueprint("desk_staff", __name__, url_prefix="/desk/staff")
ADDRESS_TAKEN, FORBIDDEN = "C113", 403


@bp.get("/")
@allow(ADMINISTER)
def index() -> ResponseReturnValue:
    """Everybody who signs in."""
    names = {one.id: one.name for one in directing.list_organisations(get_session())}
    staff = staffing.list_staff(get_session())
    return render_template("desk/staff/index.html", staff=staff, organisations=names, role_words=ROLES)


@bp.route("/invite", methods=["GET", "POST"])
@allow(ADMINISTER)
def invite() -> ResponseReturnValue:
    """Add somebody; their one-time password is shown once, on the page that answers."""
    form = InvitationForm()
    form.offer(directing.list_organisations(get_session()))
    if not form.validate_on_submit():
        return render_template("desk/staff/invite.html", form=form, errors=form.list_errors())
    try:
        first = _invite(get_session(), form)
    except Conflict as error:
        if error.code != ADDRESS_TAKEN:
            raise
        form.email.errors = [f"{error.message} {error.remedy}"]
        return render_template("desk/staff/invite.html", form=form, errors=form.list_errors()), error.status
    return render_template("desk/staff/password.html", first=first)


@bp.route("/<staff_id>", methods=["GET", "POST"])
@allow(ADMINISTER)
def show(staff_id: str) -> ResponseReturnValue:
    """One member of staff: name, roles, organisation, and whether they may sign in."""
    session = get_session()
    staff = staffing.get_staff(session, staff_id)
    form = MemberForm()
    form.offer(directing.list_organisations(session))
    if form.validate_on_submit():
        _change(session, staff, form)
        flash(f"{staff.name} is saved.")
        return redirect(url_for("desk_staff.index"))
    if not form.is_submitted():
        form.show(staff, _find_key(session, staff))
    return render_template("desk/staff/show.html", staff=staff, form=form, errors=form.list_errors())


@bp.post("/<staff_id>/password")
@allow(ADMINISTER)
def renew_password(staff_id: str) -> ResponseReturnValue:
    """Give somebody a new one-time password, shown once."""
    drawn = _draw_password()
    session = get_session()
    staff = staffing.get_staff(session, staff_id)
    first = staffing.renew_password(session, staff, drawn=drawn, actor=current_user.id, now=get_now())
    return render_template("desk/staff/password.html", first=first)


@bp.post("/<staff_id>/code")
@allow(ADMINISTER)
def switch_code_off(staff_id: str) -> ResponseReturnValue:
    """Switch the second step off for somebody who lost their phone."""
    staff = staffing.get_staff(get_session(), staff_id)
    staffing.switch_code_off(get_session(), staff, actor=current_user.id, now=get_now())
    flash(f"{staff.name or staff.email} can sign in with the password alone.")
    return redirect(url_for("desk_staff.show", staff_id=staff_id))


def _draw_password() -> staffing.DrawnPassword:
    """Draw and hash one in a turn, while nobody waits to write; meanwhile rights may have ended."""
    with brief_transaction(), check_in_turn():
        drawn = staffing.draw_password(hash_password)
    if not meets(ADMINISTER, "POST"):
        abort(FORBIDDEN)
    return drawn


def _invite(session: Session, form: InvitationForm) -> staffing.FirstPassword:
    drawn = _draw_password()
    first = staffing.invite_staff(
        session,
        email=form.email.data,
        name=form.name.data,
        roles=form.list_roles(),
        drawn=drawn,
        actor=current_user.id,
        now=get_now(),
    )
    _place(session, first.staff, form)
    return first


def _change(session: Session, staff: Staff, form: MemberForm) -> None:
    _place(session, staff, form)
    staffing.change_roles(
        session,
        staff,
        form.list_roles(),
        is_active=form.is_active.data,
        actor=current_user.id,
        now=get_now(),
    )


def _place(session: Session, staff: Staff, form: StaffForm) -> None:
    key = form.organisation.data
    organisation_id = directing.get_organisation(session, key).id if key else None
    staffing.describe_staff(
        session,
        staff,
        name=form.name.data,
        organisation_id=organisation_id,
        actor=current_user.id,
        now=get_now(),
    )


def _find_key(session: Session, staff: Staff) -> str:
    organisation = session.get(Organisation, staff.organisation_id) if staff.organisation_id else None
    return organisation.key if organisation else ""
