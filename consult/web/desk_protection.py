"""The data-protection file of a consultation: what it says, its gaps, its recipients, and its approval."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.services.consultations import protecting
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.notices import find_notice, list_notices
from consult.services.consultations.protection_content import list_missing
from consult.services.region import directing
from consult.web import desk_protection_words as words
from consult.web.access import MANAGE, STAFF, allow, meets
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_form_obstacles import find_form_obstacles
from consult.web.desk_forms.protection import (
    ApprovalForm,
    RecipientForm,
    list_file_values,
    list_recipient_values,
    make_file_form,
    make_recipient_form,
    write_time,
)
from consult.web.desk_forms.stale import list_differences
from consult.web.desk_protection_acts import approve_as, find_version, keep, save
from consult.web.desk_titles import find_title, list_title_languages
from consult.web.desk_words import name_language

bp = Blueprint("desk_protection", __name__, url_prefix="/desk/consultations/<slug>/data-protection")
WRONG, STALE = 422, 409


@bp.get("/")
@allow(STAFF)
def index(slug: str) -> str:
    """What the file says, what is missing, and every version that was approved."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    content, notices = (
        protecting.read_content(session, consultation.id),
        list_notices(session, consultation.id),
    )
    return _render(
        "index",
        consultation,
        content=content,
        missing=list_missing(content, today=get_today()),
        notices=notices,
        is_approved=protecting.is_approved(content, notices[0] if notices else None),
        obstacles=find_form_obstacles(consultation),
    )


@bp.route("/edit", methods=["GET", "POST"])
@allow(MANAGE)
def edit(slug: str) -> ResponseReturnValue:
    """Change the file; what somebody else saved meanwhile is shown beside what was written here."""
    consultation, make = get_consultation(get_session(), slug), make_file_form()
    content = protecting.read_content(get_session(), consultation.id)
    form = make(data=list_file_values(content))
    if not form.validate_on_submit():
        version = request.form.get("version", find_version(consultation))
        page = _render("edit", consultation, form=form, version=version)
        return page, WRONG if form.is_submitted() else 200
    if save(consultation, form.read(content)):
        flash("The file is saved as a draft. The notice changes once another person has approved it.")
        return redirect(url_for(".index", slug=slug))
    stored = make(
        formdata=None, data=list_file_values(protecting.read_content(get_session(), consultation.id))
    )
    return _render("edit", consultation, form=form, differences=list_differences(form, stored)), STALE


@bp.route("/recipients/new", methods=["GET", "POST"])
@allow(MANAGE)
def add_recipient(slug: str) -> ResponseReturnValue:
    """Name somebody who receives something."""
    consultation = get_consultation(get_session(), slug)
    form = _make_recipient_form(is_new=True)
    if form.validate_on_submit() and keep(consultation, form, str(form["key"].data), is_new=True):
        flash("The recipient is in the file.")
        return redirect(url_for(".index", slug=slug))
    return _show_recipient(consultation, form)


@bp.route("/recipients/<recipient>", methods=["GET", "POST"])
@allow(MANAGE)
def change_recipient(slug: str, recipient: str) -> ResponseReturnValue:
    """Change a recipient."""
    consultation = get_consultation(get_session(), slug)
    named = protecting.read_content(get_session(), consultation.id).recipients
    found = next((one for one in named if one.key == recipient), None)
    if found is None:
        raise NotFound("C102")
    form = _make_recipient_form(is_new=False, data=list_recipient_values(found))
    if form.validate_on_submit() and keep(consultation, form, recipient, is_new=False):
        flash("The recipient is saved.")
        return redirect(url_for(".index", slug=slug))
    return _show_recipient(consultation, form, recipient=found)


@bp.post("/recipients/<recipient>/remove")
@allow(MANAGE)
def remove_recipient(slug: str, recipient: str) -> ResponseReturnValue:
    """Take a recipient out."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    protecting.remove_recipient(session, consultation, recipient, actor=current_user.id, now=get_now())
    flash("The recipient is taken out. Versions that were approved keep it.")
    return redirect(url_for(".index", slug=slug))


@bp.route("/approve", methods=["GET", "POST"])
@allow(MANAGE)
def approve(slug: str) -> ResponseReturnValue:
    """Approve what the file says, oneself or as somebody outside did."""
    consultation, form = get_consultation(get_session(), slug), ApprovalForm()
    status = WRONG if form.is_submitted() else 200
    if form.is_submitted() and form.check(get_today()):
        try:
            number = approve_as(consultation, form)
        except Conflict as conflict:
            form.by.errors = [f"{conflict.message} {conflict.remedy}"]
        else:
            flash(f"Version {number} of the notice is approved, and holds from now on.")
            return redirect(url_for(".index", slug=slug))
    content = protecting.read_content(get_session(), consultation.id)
    missing = list_missing(content, today=get_today())
    return _render("approve", consultation, form=form, content=content, missing=missing), status


def _make_recipient_form(*, is_new: bool, **options: Any) -> RecipientForm:
    form = make_recipient_form([one.tag for one in list_title_languages()], is_new=is_new)(**options)
    form.offer(directing.list_organisations(get_session()))
    return form


def _show_recipient(consultation: Consultation, form: RecipientForm, **more: Any) -> ResponseReturnValue:
    page = _render("recipient", consultation, form=form, languages=list_title_languages(), **more)
    return page, WRONG if form.is_submitted() else 200


def _render(name: str, consultation: Consultation, **values: Any) -> str:
    every = {
        "consultation": consultation,
        "title": find_title(consultation)[0],
        "version": find_version(consultation),
        "may_manage": meets(MANAGE),
        "holds": find_notice(get_session(), consultation.id),
        "words": words,
        "write_time": write_time,
        "name_language": name_language,
    }
    return render_template(f"desk/protection/{name}.html", **every | values)
