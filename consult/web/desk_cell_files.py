"""A questionnaire's texts for a translator elsewhere: out as a file, and back in once seen."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict, ImportRefused, NotFound
from consult.exports.questionnaire_cells import MEDIA_TYPES, write_cells
from consult.models.cell_kinds import DraftedBy
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.queries.questionnaires import get_version
from consult.services.cells.importing_cells import Comparison, compare_cells, take_cells
from consult.services.cells.reading_cells import find_source_language, list_views
from consult.services.cells.reading_files import FileCell, read_cells
from consult.services.consultations.consulting import get_consultation
from consult.services.imports.table_rows import TableLimits
from consult.vocabulary import VersionState
from consult.web.access import TRANSLATE_FORMS, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_cell_views import KINDS, find_language, get_person
from consult.web.desk_forms.cell_files import CellFileForm, MakerForm, TakeForm, pack_cells
from consult.web.desk_return_pages import send_file
from consult.web.desk_titles import find_title
from consult.web.desk_words import count_in_words

bp = Blueprint(
    "desk_cell_files",
    __name__,
    url_prefix="/desk/consultations/<slug>/questionnaire/<version_id>/languages/<language>",
)
WRONG, CONFLICT = 422, 409


@bp.get("/texts.<ending>")
@allow(TRANSLATE_FORMS)
def download(slug: str, version_id: str, language: str, ending: str) -> Response:
    """Every text with its translation as a file."""
    if ending not in MEDIA_TYPES:
        raise NotFound("C102")
    with brief_transaction() as session:
        consultation, version = _find(slug, version_id)
        views, number = list_views(session, version, language), version.number
        name = f"{consultation.slug}-{number}-{language}"
    content = write_cells(ending, views, language=language, name=name)
    return send_file(content, f"{name}.{ending}", MEDIA_TYPES[ending])


@bp.route("/import", methods=["GET", "POST"])
@allow(TRANSLATE_FORMS)
def upload(slug: str, version_id: str, language: str) -> ResponseReturnValue:
    """A file, and what it would change; nothing is kept yet."""
    form = CellFileForm()
    if not form.validate_on_submit():
        return _show_form(slug, version_id, language, form), WRONG if form.errors else 200
    name = str(form.file.data.filename)
    try:
        cells = read_cells(name, form.file.data.read(), _find_limits())  # outside of any transaction
    except ImportRefused as error:
        form.file.errors = [f"{error.message} {error.remedy} ({error.code})"]
        return _show_form(slug, version_id, language, form), WRONG
    return _show_report(slug, version_id, language, form, cells, name)


@bp.post("/import/take")
@allow(TRANSLATE_FORMS)
def take(slug: str, version_id: str, language: str) -> ResponseReturnValue:
    """Write what was shown; where it would change something else by now, it is shown again."""
    form = TakeForm()
    cells, name = form.read_cells(), str(form.file_name.data)
    try:
        with brief_transaction(writes=True):
            taken = _take(_find(slug, version_id)[1], language, form, cells)
    except Conflict as error:
        if error.code != "C203":
            raise
        return _show_report(slug, version_id, language, form, cells, name, is_late=True), CONFLICT
    flash(f"{count_in_words(taken, 'text').capitalize()} taken from {name}.")
    return redirect(url_for("desk_cells.show", slug=slug, version_id=version_id, language=language))


def _take(version: QuestionnaireVersion, language: str, form: TakeForm, cells: list[FileCell]) -> int:
    maker, now = form.read(str(form.file_name.data)), get_now()
    told = {"maker": maker, "mark": form.mark.data, "actor": current_user.id, "now": now}
    replaces = bool(form.replaces_checked.data)
    return take_cells(get_session(), version, language, cells, replaces_checked=replaces, **told)


def _find(slug: str, version_id: str) -> tuple[Consultation, QuestionnaireVersion]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_version(get_session(), consultation.id, version_id)


def _find_limits() -> TableLimits:
    config = current_app.config
    return TableLimits(max_bytes=config["MAX_UPLOAD_BYTES"], max_rows=config["MAX_ROWS"])


def _show_form(slug: str, version_id: str, language: str, form: CellFileForm) -> str:
    with brief_transaction() as session:
        consultation, version = _find(slug, version_id)
        list_views(session, version, language)  # a language that it has
        if not form.is_submitted():
            form.drafted_by.data, form.name.data = DraftedBy.PERSON.value, get_person().name
        return _render("import", consultation, version, language, form=form)


def _show_report(
    slug: str,
    version_id: str,
    language: str,
    form: MakerForm,
    cells: tuple[FileCell, ...] | list[FileCell],
    name: str,
    *,
    is_late: bool = False,
) -> str:
    with brief_transaction() as session:
        consultation, version = _find(slug, version_id)
        compared = compare_cells(session, version, language, cells)
        packed = pack_cells([one.given for one in compared.changes])
        shown = {"form": form, "compared": compared, "packed": packed, "name": name, "is_late": is_late}
        shown["take"] = TakeForm(formdata=None)
        return _render("import_report", consultation, version, language, **shown, groups=_group(compared))


def _group(compared: Comparison) -> list[tuple[str, list[Any]]]:
    """What would change, by what it is now; what somebody checked is always shown whole."""
    words = {"checked": "Checked by somebody", "changed": "Changed", "new": "New"}
    groups = [(words[kind], [one for one in compared.changes if one.kind == kind]) for kind in words]
    return [group for group in groups if group[1]]


def _render(
    page: str, consultation: Consultation, version: QuestionnaireVersion, language: str, **values: Any
) -> str:
    return render_template(
        f"desk/cells/{page}.html",
        consultation=consultation,
        version=version,
        title=find_title(consultation)[0],
        source=find_language(find_source_language(version)),
        into=find_language(language),
        is_draft=version.state is VersionState.DRAFT,
        kinds=KINDS,
        **values,
    )
