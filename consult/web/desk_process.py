"""How a response came about: what is printed of it, its days and rules, and what changed."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.services.consultations.consulting import get_consultation
from consult.services.process.noting_changes import note_change, remove_change
from consult.web.access import DRAFTS, MANAGE, allow, meets
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.process import ChangeForm, ProcessForm
from consult.web.desk_process_views import (
    list_process_blocks,
    make_change_form,
    make_process_form,
    save_process,
    show_lists,
    show_stored,
)
from consult.web.desk_titles import find_title
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_process", __name__, url_prefix="/desk/consultations/<slug>/process")
WRONG, STALE = 422, 409


@bp.get("")
@allow(DRAFTS)
def show(slug: str) -> ResponseReturnValue:
    """What is printed, and for managers the forms."""
    consultation = get_consultation(get_session(), slug)
    return _show(slug, make_process_form(consultation), make_change_form(consultation))


@bp.post("")
@allow(MANAGE)
def change(slug: str) -> ResponseReturnValue:
    """Keep days and rules; what somebody else saved meanwhile is shown beside what was written here."""
    consultation = get_consultation(get_session(), slug)
    form = make_process_form(consultation)
    if not form.validate_on_submit():
        return _show(slug, form, make_change_form(consultation)), WRONG
    try:
        save_process(consultation, form, request.form.get("version", 0, type=int))
    except Conflict:
        stored = show_stored(consultation, form)
        return _show(slug, form, make_change_form(consultation), differences=stored), STALE
    flash("It is saved, and printed in the annex on method from now on.")
    return redirect(url_for(".show", slug=slug))


@bp.post("/changes")
@allow(MANAGE)
def add(slug: str) -> ResponseReturnValue:
    """Note something that changed because of a partner."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    form = make_change_form(consultation)
    if not form.validate_on_submit():
        return _show(slug, make_process_form(consultation, fresh=True), form), WRONG
    about: Any = {"author": get_author(), "now": get_now()}
    note_change(session, get_current_viewer(), consultation, form.read(), **about)
    flash("It is on the list of what changed because of partners.")
    return redirect(url_for(".show", slug=slug, _anchor="changes"))


@bp.post("/changes/<change_id>/remove")
@allow(MANAGE)
def remove(slug: str, change_id: str) -> ResponseReturnValue:
    """Take something off the list."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    about: Any = {"author": get_author(), "now": get_now()}
    remove_change(session, get_current_viewer(), consultation, change_id, **about)
    flash("It is off the list. Versions that were made keep it.")
    return redirect(url_for(".show", slug=slug, _anchor="changes"))


def _show(slug: str, form: ProcessForm, change_form: ChangeForm, **values: Any) -> str:
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/process/show.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        blocks=list_process_blocks(consultation),
        form=form,
        change_form=change_form,
        may_manage=meets(MANAGE),
        **show_lists(consultation),
        **values,
    )
