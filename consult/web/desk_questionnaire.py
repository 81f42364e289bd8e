"""The questionnaires of a consultation: check a file, save it as a draft, read it, publish it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.queries.questionnaires import get_version, list_versions
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.limiting_answers import find_refusal
from consult.services.consultations.publishing import add_version, publish
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import FormPurpose
from consult.web.access import MANAGE, STAFF, allow, meets
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_form_files import check_file
from consult.web.desk_forms.questionnaire import CheckedForm, QuestionnaireFileForm, write_definition
from consult.web.desk_previews import preview_definition
from consult.web.desk_titles import find_title
from consult.web.desk_words import FORM_PURPOSES, VERSION_STATES, name_language
from forms.xlsform.problems import Reading, Severity

bp = Blueprint("desk_questionnaire", __name__, url_prefix="/desk/consultations/<slug>/questionnaire")
SEVERITIES = {
    Severity.ERROR: ("Has to be corrected", "red"),
    Severity.DROPPED: ("Left out", "yellow"),
    Severity.WARNING: ("Worth knowing", "grey"),
}


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
    reading = check_file(form.file.data)
    with brief_transaction():
        return _show_report(consultation, reading, FormPurpose(form.purpose.data))


@bp.route("/save", methods=["POST"])
@allow(MANAGE)
def save(slug: str) -> ResponseReturnValue:
    """Keep what was checked as a draft version."""
    form = CheckedForm()
    definition, purpose, session = form.read(), form.read_purpose(), get_session()
    consultation = get_consultation(session, slug)
    version = add_version(
        session, consultation, definition, purpose=purpose, actor=current_user.id, now=get_now()
    )
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
    return _render("preview", consultation, version=version, refusal=refusal, **shown)


@bp.route("/<version_id>/publish", methods=["POST"])
@allow(MANAGE)
def make_public(slug: str, version_id: str) -> ResponseReturnValue:
    """Publish a version; from now on it never changes."""
    session = get_session()
    consultation = get_consultation(session, slug)
    version = get_version(session, consultation.id, version_id)
    publish(session, version, actor=current_user.id, now=get_now())
    flash(f"Version {version.number} is published.")
    if version.questionnaire.purpose is FormPurpose.RETURN:
        return redirect(url_for("desk_consultations.overview", slug=slug))
    return redirect(url_for(".index", slug=slug))


def _show_report(consultation: Consultation, reading: Reading, purpose: FormPurpose) -> str:
    made = reading.questionnaire
    return _render(
        "report",
        consultation,
        reading=reading,
        purpose=purpose,
        refusal=find_refusal(made, purpose) if made else None,
        definition=write_definition(made) if made else "",
        languages=[name_language(tag) for tag in made.languages] if made else [],
        severities=SEVERITIES,
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
