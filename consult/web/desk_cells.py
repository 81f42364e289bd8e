"""Translate a questionnaire: its languages, and its texts beside what they say in the source."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.queries.questionnaires import get_version
from consult.services.cells.choosing_languages import add_language, remove_language
from consult.services.cells.reading_cells import find_source_language, list_views
from consult.services.cells.repeating_cells import fill_repeated, find_repeated
from consult.services.cells.saving_cells import Saved, save_cells
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.publishing import draft_again
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import VersionState
from consult.web.access import STAFF, TRANSLATE_FORMS, allow, may_send
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_cell_views import (
    ALL,
    FILTERS,
    KINDS,
    OPEN,
    STATES,
    Slice,
    cut_slice,
    find_language,
    get_person,
    list_progress,
    show_typed,
)
from consult.web.desk_forms.cells import MACHINE, CellsForm, LanguageForm, RemoveForm, read_typed
from consult.web.desk_titles import find_title
from consult.web.desk_words import VERSION_STATES, count_in_words, name_language

bp = Blueprint(
    "desk_cells", __name__, url_prefix="/desk/consultations/<slug>/questionnaire/<version_id>/languages"
)
WRONG, CONFLICT = 422, 409


@bp.get("")
@allow(STAFF)
def index(slug: str, version_id: str) -> str:
    """How far each language is."""
    return _show_index(slug, version_id, LanguageForm(formdata=None))


@bp.post("")
@allow(TRANSLATE_FORMS)
def add(slug: str, version_id: str) -> ResponseReturnValue:
    """Begin to translate into one more language."""
    consultation, version = _find(slug, version_id)
    form = LanguageForm()
    form.offer(read_definition(version).languages)
    if not form.validate():
        return _show_index(slug, version_id, form), WRONG
    tag = str(form.language.data)
    add_language(get_session(), version, tag, actor=current_user.id, now=get_now())
    return redirect(url_for(".show", slug=consultation.slug, version_id=version.id, language=tag))


@bp.post("/draft")
@allow(TRANSLATE_FORMS)
def begin_draft(slug: str, version_id: str) -> ResponseReturnValue:
    """A draft of what is published, with its translations and what is known of them."""
    version = _find(slug, version_id)[1]
    draft = draft_again(get_session(), version, actor=current_user.id, now=get_now())
    flash(f"Version {draft.number} is a draft of it: change it here. What is published stays.")
    return redirect(url_for(".index", slug=slug, version_id=draft.id))


@bp.get("/<language>")
@allow(TRANSLATE_FORMS)
def show(slug: str, version_id: str, language: str) -> str:
    """Texts side by side, those first that wait for somebody."""
    consultation, version = _find(slug, version_id)
    shown = request.args.get("show", OPEN)
    shown = shown if shown in FILTERS else ALL
    views = list_views(get_session(), version, language)
    cells = cut_slice(views, shown, request.args.get("from", 1, type=int))
    more = {"shown": shown, "repeated": len(find_repeated(views))}
    return _show(consultation, version, language, cells, CellsForm(formdata=None), **more)


@bp.post("/<language>")
@allow(TRANSLATE_FORMS)
def save(slug: str, version_id: str, language: str) -> ResponseReturnValue:
    """Keep what was typed and checked; where somebody else was quicker, both texts are shown."""
    form, typed = CellsForm(), read_typed(request.form)
    with brief_transaction(writes=True) as session:  # what was not refused is kept, whatever the answer
        told = {"person": get_person(), "is_from_machine": form.origin.data == MACHINE, "now": get_now()}
        saved = save_cells(session, _find(slug, version_id)[1], language, typed, **told)
    if saved.refused:
        consultation, version = _find(slug, version_id)
        cells = show_typed(list_views(get_session(), version, language), typed, saved.refused)
        return _show(consultation, version, language, cells, form, is_late=True), CONFLICT
    flash(_say_saved(saved))
    start = request.form.get("later" if request.form.get("act") == "on" else "start", 1, type=int)
    onward: dict[str, Any] = {"show": request.args.get("show"), "from": start}
    return redirect(url_for(".show", slug=slug, version_id=version_id, language=language, **onward))


@bp.post("/<language>/repeated")
@allow(TRANSLATE_FORMS)
def repeat(slug: str, version_id: str, language: str) -> ResponseReturnValue:
    """Fill what is missing with what the same words are called elsewhere in the form."""
    version = _find(slug, version_id)[1]
    filled = fill_repeated(get_session(), version, language, actor=current_user.id, now=get_now())
    flash(f"{count_in_words(filled, 'text').capitalize()} filled in. Look at them when you check.")
    return redirect(url_for(".show", slug=slug, version_id=version_id, language=language))


@bp.route("/<language>/remove", methods=["GET", "POST"])
@allow(TRANSLATE_FORMS)
def remove(slug: str, version_id: str, language: str) -> ResponseReturnValue:
    """Take a language out of a draft."""
    consultation, version = _find(slug, version_id)
    form = RemoveForm()
    if form.validate_on_submit():
        remove_language(get_session(), version, language, actor=current_user.id, now=get_now())
        flash(f"{name_language(language)} is taken out of this draft.")
        return redirect(url_for(".index", slug=slug, version_id=version_id))
    list_views(get_session(), version, language)  # a language that it has
    page = _render("remove", consultation, version, form=form, into=find_language(language))
    return page, WRONG if form.errors else 200


def _find(slug: str, version_id: str) -> tuple[Consultation, QuestionnaireVersion]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_version(get_session(), consultation.id, version_id)


def _show_index(slug: str, version_id: str, form: LanguageForm) -> str:
    consultation, version = _find(slug, version_id)
    form.offer(read_definition(version).languages)
    return _render("index", consultation, version, form=form, progress=list_progress(version))


def _show(
    consultation: Consultation,
    version: QuestionnaireVersion,
    language: str,
    cells: Slice,
    form: CellsForm,
    **values: Any,
) -> str:
    progress = next(one for one in list_progress(version) if one.tag == language)
    shown = {"shown": ALL, "repeated": 0, "is_late": False, "errors": cells.list_errors()} | values
    into = find_language(language)
    return _render(
        "cells", consultation, version, form=form, cells=cells, into=into, progress=progress, **shown
    )


def _say_saved(saved: Saved) -> str:
    if not saved.changed and not saved.checked:
        return "Nothing was changed."
    words = [f"{len(saved.changed)} saved"] if saved.changed else []
    return f"{', '.join([*words, *([f'{len(saved.checked)} checked'] if saved.checked else [])])}."


def _render(page: str, consultation: Consultation, version: QuestionnaireVersion, **values: Any) -> str:
    return render_template(
        f"desk/cells/{page}.html",
        consultation=consultation,
        version=version,
        title=find_title(consultation)[0],
        source=find_language(find_source_language(version)),
        is_draft=version.state is VersionState.DRAFT,
        may_write=may_send("desk_cells.save"),
        version_states=VERSION_STATES,
        name_language=name_language,
        filters=FILTERS,
        states=STATES,
        kinds=KINDS,
        **values,
    )
