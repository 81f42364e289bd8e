"""Requests to withdraw of people without their number: one finds the experience, another confirms."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.consultation import Consultation
from consult.models.group_kinds import LostRefusal
from consult.models.groups import LostNumber
from consult.models.response import Response
from consult.queries.experiences import find_by_beginning
from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.lost import lost_numbers
from consult.services.lost.lost_labels import find_label
from consult.services.region.staffing import get_staff
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_forms.lost_numbers import AskForm, FindForm, RefuseForm
from consult.web.desk_group_words import LOST_REFUSALS, LOST_STATES, LOST_WAYS
from consult.web.desk_reach import list_reach
from consult.web.desk_titles import find_title
from consult.web.keeping_staff_away import ask_of_experience
from consult.web.key_store import get_account_keys, get_key_store
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_lost_numbers", __name__, url_prefix="/desk/lost-numbers")
WRONG = 422


@bp.get("/")
@allow(ACCOUNTS)
def index() -> ResponseReturnValue:
    """Every request, those to be decided first, and a form for one that came to a listed address."""
    return _show_index(_make_ask_form(formdata=None))


@bp.post("/")
@allow(ACCOUNTS)
def ask() -> ResponseReturnValue:
    """Note a request that came to a listed address."""
    form = _make_ask_form()
    get_account_viewer()
    if not form.validate():
        return _show_index(form), WRONG
    consultation = get_consultation(get_session(), form.consultation.data)
    given = {"reason": form.reason.data, "actor": current_user.id, "today": get_today(), "now": get_now()}
    asked = lost_numbers.ask_by_address(get_session(), consultation.id, **given)
    return redirect(url_for(".show", request_id=asked.id))


@bp.get("/<request_id>")
@allow(ACCOUNTS)
def show(request_id: str) -> ResponseReturnValue:
    """One request, and what is to be done next by whom."""
    return _show(_get(request_id))


@bp.post("/<request_id>/found")
@allow(ACCOUNTS)
def find(request_id: str) -> ResponseReturnValue:
    """Say which experience it is; by the beginning of its id, or as the group named it."""
    asked, form = _get(request_id), FindForm()
    beginning = form.experience.data or asked.response_id or ""
    response = find_by_beginning(get_session(), get_account_viewer(), asked.consultation_id, beginning)
    if response is None:
        form.experience.errors = ["No experience of this consultation has a name that begins so"]
    if response is None or not form.validate():
        return _show(asked, find_form=form), WRONG
    ask_of_experience(get_account_viewer(), response.id)
    given = {"reason": form.reason.data, "keys": get_account_keys(), "now": get_now()}
    lost_numbers.find_account(get_session(), get_account_viewer(), asked, response, **given)
    flash("It is noted. Ask somebody else on the staff to confirm it.")
    return redirect(url_for(".show", request_id=request_id))


@bp.post("/<request_id>/confirm")
@allow(ACCOUNTS)
def confirm(request_id: str) -> ResponseReturnValue:
    """A second person agrees: the experience is withdrawn."""
    asked, looked_at = _get(request_id), request.form.get("experience", "")
    lost_numbers.confirm(
        get_session(), get_account_viewer(), asked, looked_at, store=get_key_store(), **_give()
    )
    flash("The experience is withdrawn. Its words and their key are deleted.")
    return redirect(url_for(".show", request_id=request_id))


@bp.post("/<request_id>/refuse")
@allow(ACCOUNTS)
def refuse(request_id: str) -> ResponseReturnValue:
    """Say why it is not done."""
    asked, form = _get(request_id), RefuseForm(prefix="refuse")
    if not form.validate():
        return _show(asked, refuse_form=form), WRONG
    lost_numbers.refuse(
        get_session(), get_account_viewer(), asked, reason=LostRefusal(form.reason.data), **_give()
    )
    flash("The request is closed.")
    return redirect(url_for(".show", request_id=request_id))


def _give() -> dict[str, Any]:
    return {"keys": get_account_keys(), "today": get_today(), "now": get_now()}


def _get(request_id: str) -> LostNumber:
    get_account_viewer()
    return lost_numbers.get_request(get_session(), request_id)


def _make_ask_form(**options: Any) -> AskForm:
    form = AskForm(**options)
    form.offer(list_consultations(get_session()))
    return form


def _show_index(form: AskForm) -> str:
    get_account_viewer()
    found = lost_numbers.list_requests(get_session())
    return _render("index", requests=found, form=form, errors=form.list_errors())


def _show(
    asked: LostNumber, *, find_form: FindForm | None = None, refuse_form: RefuseForm | None = None
) -> str:
    finding = find_form or FindForm(formdata=None)
    refusing = refuse_form or RefuseForm(formdata=None, prefix="refuse")
    errors = finding.list_errors() + refusing.list_errors()
    response = get_session().get(Response, asked.response_id) if asked.response_id else None
    reach = list_reach(response) if response else []
    label = find_label(get_session(), get_account_viewer(), asked, keys=get_account_keys())
    given = {"refuse_form": refusing, "errors": errors, "reach": reach, "label": label}
    return _render("request", asked=asked, form=finding, **given)


def _render(name: str, **values: Any) -> str:
    session = get_session()
    return render_template(
        f"desk/lost_numbers/{name}.html",
        ways=LOST_WAYS,
        states=LOST_STATES,
        refusals=LOST_REFUSALS,
        name_consultation=lambda one: find_title(session.get_one(Consultation, one.consultation_id))[0],
        name_staff=lambda staff_id: get_staff(session, staff_id).name if staff_id else "",
        is_own=lambda one: one.found_by_id == current_user.id,
        **values,
    )
