"""The questionnaires of a consultation: check a file, save it as a draft, read it, publish it."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import NotFound
from consult.exports.xlsform import MIMETYPE, write_xlsform
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.queries.questionnaires import get_version, list_versions
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.limiting_answers import find_refusal
from consult.services.consultations.publishing import add_version, publish
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import FormPurpose
from consult.web.access import MANAGE, STAFF, allow, meets
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_cell_views import list_progress
from consult.web.desk_equal_words import list_equal_languages, show_form_lacks
from consult.web.desk_form_files import open_file
from consult.web.desk_form_reports import make_checked, read_checked
from consult.web.desk_forms.questionnaire import CheckedForm, QuestionnaireFileForm, RepairForm
from consult.web.desk_previews import preview_definition
from consult.web.desk_return_pages import send_file
from consult.web.desk_titles import find_title
from consult.web.desk_words import FORM_PURPOSES, VERSION_STATES, name_language
from forms.repairing.carrying import unpack_opened

bp = Blueprint("desk_questionnaire", __name__, url_prefix="/desk/consultations/<slug>/questionnaire")


@bp.route("", methods=["GET", "POST"])
@allow(STAFF)
def index(slug: str) -> ResponseReturnValue:
    """The versions, and a file to be checked."""
    form = QuestionnaireFileForm()
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        if request.method == "POST" and not meets(MANAGE):
            raise NotFound("C102")
        if not form.validate_on_submit():
            return _render("index", consultation, form=form, versions=list_versions(session, consultation.id))
    opened = open_file(form.file.data)
    report = make_checked(opened, FormPurpose(form.purpose.data))
    with brief_transaction():
        return _render("report", consultation, **report)


@bp.route("/repair", methods=["POST"])
@allow(MANAGE)
def repair(slug: str) -> str:
    """The report again, on the file as it was repaired; nothing is saved yet."""
    form = RepairForm()
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
    report = make_checked(unpack_opened(form.sheets.data or ""), form.read_purpose(), form.read_extent())
    with brief_transaction():
        return _render("report", consultation, **report)


@bp.route("/save", methods=["POST"])
@allow(MANAGE)
def save(slug: str) -> ResponseReturnValue:
    """Keep what was checked as a draft version."""
    with brief_transaction() as session:
        get_consultation(session, slug)
    version = _add_version(slug, CheckedForm())
    flash(f"Saved as version {version.number}. Read it in every language, then publish it.")
    return redirect(url_for(".preview", slug=slug, version_id=version.id))


@bp.route("/<version_id>")
@allow(STAFF)
def preview(slug: str, version_id: str) -> str:
    """One version to be read, in any of its languages."""
    session = get_session()
    consultation = get_consultation(session, slug)
    version = get_version(session, consultation.id, version_id)
    definition = read_definition(version)
    shown = preview_definition(definition, consultation, request.args.get("language", ""))
    refusal = find_refusal(definition, version.questionnaire.purpose)
    progress = list_progress(version)
    partial = {one.tag for one in progress if not one.is_public}
    shown |= {"refusal": refusal, "progress": progress, "partial": partial}
    return _render(
        "preview", consultation, version=version, lacks=show_form_lacks(consultation, version), **shown
    )


@bp.route("/<version_id>/form.xlsx")
@allow(STAFF)
def download(slug: str, version_id: str) -> Response:
    """One version as an XLSForm, for other programs and to be changed."""
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        version = get_version(session, consultation.id, version_id)
        definition, number = read_definition(version), version.number
    return send_file(write_xlsform(definition), f"{slug}-questionnaire-{number}.xlsx", MIMETYPE)


@bp.route("/<version_id>/publish", methods=["POST"])
@allow(MANAGE)
def make_public(slug: str, version_id: str) -> ResponseReturnValue:
    """Publish a version; from now on it never changes."""
    session = get_session()
    consultation = get_consultation(session, slug)
    version = get_version(session, consultation.id, version_id)
    equal = list_equal_languages()
    publish(session, version, equal_languages=equal, actor=current_user.id, now=get_now())
    flash(f"Version {version.number} is published.")
    if version.questionnaire.purpose is FormPurpose.RETURN:
        return redirect(url_for("desk_consultations.overview", slug=slug))
    return redirect(url_for(".index", slug=slug))


def _add_version(slug: str, form: CheckedForm) -> QuestionnaireVersion:
    """Read what was checked before the first query of what writes: a large form takes seconds."""
    definition, repairs = read_checked(form)
    session = get_session()
    return add_version(
        session,
        get_consultation(session, slug),
        definition,
        purpose=form.read_purpose(),
        repairs=repairs,
        actor=current_user.id,
        now=get_now(),
    )


def _render(page: str, consultation: Consultation, **values: Any) -> str:
    return render_template(
        f"desk/questionnaire/{page}.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        may_manage=meets(MANAGE),
        purposes=FORM_PURPOSES,
        version_states=VERSION_STATES,
        name_language=name_language,
        **values,
    )
