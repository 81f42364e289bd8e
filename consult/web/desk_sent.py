"""Sendings of a response to government: which version, when, how and to whom; recorded, read and undone."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.following_kinds import SendingWay
from consult.models.submissions import Submission
from consult.queries.versions import get_version, list_versions
from consult.services.consultations.attaching import get_attached, list_attached
from consult.services.consultations.consulting import get_consultation
from consult.services.following.finding_submissions import list_submissions
from consult.services.following.published_versions import find_public_version
from consult.services.following.recipients import list_files
from consult.services.following.recording_submissions import Sending, record_submission, undo_submission
from consult.services.permissions.recalling import find_recalls
from consult.services.signing.finding_sign_offs import find_standing_sign_off
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.sent import WAYS, SentForm
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_sent", __name__, url_prefix="/desk/consultations/<slug>/sent")
WRONG = 422
FIELDS = {"C570": "reason", "C571": "sent_on", "C572": "file", "C573": "recipients"}
"""The field that a refusal is about."""


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """Every sending, with who has it and whether they have to be told that words were withdrawn."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    files = {one.id: list_files(session, one) for one in list_submissions(session, consultation.id)}
    return render_template(
        "desk/following/sent.html",
        consultation=consultation,
        sendings=list_submissions(session, consultation.id),
        files=files,
        recalls=find_recalls(session, [one.id for some in files.values() for one in some]),
        ways=WAYS,
        version=find_public_version(session, consultation.id),
    )


@bp.get("/record")
@allow(MANAGE)
def form(slug: str) -> ResponseReturnValue:
    """A form for one sending, with the version that is signed off chosen."""
    return _show(slug, _make_form(slug, formdata=None))


@bp.post("/record")
@allow(MANAGE)
def record(slug: str) -> ResponseReturnValue:
    """Record that it was sent; a refusal keeps what was typed."""
    session, typed = get_session(), _make_form(slug)
    consultation = get_consultation(session, slug)
    if not typed.validate():
        return _show(slug, typed), WRONG
    sending, viewer = _read(typed, consultation), get_current_viewer()
    try:
        with session.begin_nested():
            record_submission(session, viewer, consultation, sending, author=get_author(), now=get_now())
    except Conflict as error:
        typed.refuse(error, FIELDS, "version")
        return _show(slug, typed), WRONG
    flash("It is on record that the response was sent.")
    return redirect(url_for(".index", slug=slug))


@bp.post("/<submission_id>/undo")
@allow(MANAGE)
def undo(slug: str, submission_id: str) -> ResponseReturnValue:
    """What was recorded by mistake stands no more."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    row = session.get(Submission, submission_id)
    if row is None or row.consultation_id != consultation.id:
        raise NotFound("C102")
    reason, viewer, author = request.form.get("reason", ""), get_current_viewer(), get_author()
    undo_submission(session, viewer, consultation, row, reason, author=author, now=get_now())
    flash("The sending is undone. It stays on record.")
    return redirect(url_for(".index", slug=slug))


def _make_form(slug: str, **options: object) -> SentForm:
    found, session = SentForm(**options), get_session()
    consultation = get_consultation(session, slug)
    files = list_attached(session, get_current_viewer(), consultation.id)
    signed = find_standing_sign_off(session, consultation.id)
    found.offer(list_versions(session, consultation.id), signed.version_id if signed else "", files)
    return found


def _read(typed: SentForm, consultation: Consultation) -> Sending:
    session, viewer, number = get_session(), get_current_viewer(), typed.version.data
    file_id = typed.file.data
    return Sending(
        sent_on=typed.sent_on.data,
        version=get_version(session, consultation.id, int(number)) if number else None,
        way=SendingWay(typed.way.data),
        reference=typed.reference.data or "",
        recipients=typed.read_recipients(),
        proof=get_attached(session, viewer, consultation.id, file_id) if file_id else None,
        reason=typed.reason.data or "",
    )


def _show(slug: str, typed: SentForm) -> str:
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/following/record.html", consultation=consultation, form=typed, errors=typed.list_errors()
    )
