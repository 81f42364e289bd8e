"""The region's glossary: agreed words for its terms in each language, shown to whoever translates."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict
from consult.models.glossary import GlossaryTerm
from consult.services.cells.glossary import add_term, change_term, get_term, list_terms, remove_term
from consult.vocabulary import LANGUAGES
from consult.web.access import STAFF, TRANSLATE_FORMS, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_forms.glossary import TermForm, list_tags, list_values, make_term_form
from consult.web.desk_forms.stale import is_stale, list_differences
from consult.web.desk_words import name_language

bp = Blueprint("desk_glossary", __name__, url_prefix="/desk/region/glossary")
WRONG, CONFLICT = 422, 409
FIELDS = {"C244": "term"}


@bp.get("")
@allow(STAFF)
def index() -> str:
    """Every term with its words."""
    terms = list_terms(get_session())
    return render_template("desk/cells/glossary.html", terms=terms, name_language=name_language)


@bp.route("/new", methods=["GET", "POST"])
@allow(TRANSLATE_FORMS)
def add() -> ResponseReturnValue:
    """A term more."""
    form = make_term_form(list_tags())()
    if form.validate_on_submit():
        try:
            add_term(get_session(), form.read(), actor=current_user.id, now=get_now())
        except Conflict as error:
            form.refuse(error, FIELDS, "term")
            return _show(form, None), CONFLICT
        flash(f"“{form.term.data}” is in the glossary.")
        return redirect(url_for(".index"))
    return _show(form, None), WRONG if form.errors else 200


@bp.route("/<term_id>", methods=["GET", "POST"])
@allow(TRANSLATE_FORMS)
def change(term_id: str) -> ResponseReturnValue:
    """Change a term; what somebody else saved meanwhile is shown beside what was typed."""
    row = get_term(get_session(), term_id)
    form = make_term_form(list_tags(row))(data=list_values(row))
    if form.validate_on_submit():
        refusal = _change(row, form)
        if refusal is None:
            return redirect(url_for(".index"))
        return _show(form, row), refusal.status
    return _show(form, row), WRONG if form.errors else 200


@bp.post("/<term_id>/remove")
@allow(TRANSLATE_FORMS)
def remove(term_id: str) -> ResponseReturnValue:
    """Take a term out."""
    row = get_term(get_session(), term_id)
    flash(f"“{row.term}” is taken out of the glossary.")
    remove_term(get_session(), row, actor=current_user.id, now=get_now())
    return redirect(url_for(".index"))


def _change(row: GlossaryTerm, form: TermForm) -> Conflict | None:
    told: dict[str, Any] = {"version": request.form.get("version", 0, type=int), "now": get_now()}
    try:
        with get_session().begin_nested():
            change_term(get_session(), row, form.read(), actor=current_user.id, **told)
    except Conflict as error:
        if error.code in FIELDS:
            form.refuse(error, FIELDS, "term")
        return error
    flash("Saved.")
    return None


def _show(form: TermForm, row: GlossaryTerm | None) -> str:
    late = row is not None and request.method == "POST" and is_stale(request.form.get("version"), row.version)
    differences = None
    if row is not None and late:
        stored = make_term_form(list_tags(row))(formdata=None, data=list_values(row))
        differences = list_differences(form, stored)
    fields = [(form[f"words_{tag}"], LANGUAGES[tag]) for tag in list_tags(row)]
    return render_template("desk/cells/term.html", form=form, row=row, fields=fields, differences=differences)
