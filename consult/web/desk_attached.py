"""Files that staff attach to a consultation; each is sent as a download, never shown."""

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from consult.errors import CodedError
from consult.models.draft_kinds import AttachedKind
from consult.services.consultations.attaching import (
    MOST_BYTES,
    attach,
    get_attached,
    list_attached,
    read_attached,
    remove_attached,
)
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.knowing_files import KNOWN
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_attached", __name__, url_prefix="/desk/consultations/<slug>/files")
KINDS = {
    AttachedKind.MINUTE: "Minute of a meeting",
    AttachedKind.EMAIL: "E-mail",
    AttachedKind.PROOF: "Proof that something was sent",
    AttachedKind.SOURCE: "Source",
    AttachedKind.TERMS: "Terms of reference",
}
NOTHING = "Choose a file, and say what it is"


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """What is attached, and a form for another file."""
    return _show(slug)


@bp.post("")
@allow(MANAGE)
def add(slug: str) -> ResponseReturnValue:
    """Attach a file."""
    session, upload, kind = get_session(), request.files.get("file"), request.form.get("kind", "")
    consultation = get_consultation(session, slug)
    if upload is None or not upload.filename or kind not in set(AttachedKind):
        return _show(slug, NOTHING)
    given = (upload.filename, upload.stream.read(MOST_BYTES + 1))
    viewer, now = get_current_viewer(), get_now()
    try:
        attach(session, viewer, consultation, AttachedKind(kind), given, author=get_author(), now=now)
    except CodedError as error:
        return _show(slug, f"{error.message} {error.remedy} ({error.code})")
    flash("The file is attached.")
    return redirect(url_for(".index", slug=slug))


@bp.get("/<file_id>")
@allow(MANAGE)
def download(slug: str, file_id: str) -> ResponseReturnValue:
    """One file, as it was given."""
    consultation = get_consultation(get_session(), slug)
    file = read_attached(get_session(), get_current_viewer(), consultation.id, file_id)
    content = io.BytesIO(file.content)
    return send_file(content, mimetype=file.media_type, as_attachment=True, download_name=file.name)


@bp.post("/<file_id>/remove")
@allow(MANAGE)
def remove(slug: str, file_id: str) -> ResponseReturnValue:
    """Delete a file."""
    session, viewer = get_session(), get_current_viewer()
    file = get_attached(session, viewer, get_consultation(session, slug).id, file_id)
    remove_attached(session, viewer, file, author=get_author(), now=get_now())
    flash("The file is deleted. The record says that it was attached.")
    return redirect(url_for(".index", slug=slug))


def _show(slug: str, wrong: str = "") -> ResponseReturnValue:
    consultation = get_consultation(get_session(), slug)
    page = render_template(
        "desk/consultations/files.html",
        consultation=consultation,
        files=list_attached(get_session(), get_current_viewer(), consultation.id),
        kinds=KINDS,
        items=[{"value": kind, "text": words} for kind, words in KINDS.items()],
        known=KNOWN,
        errors=[{"text": wrong, "href": "#file"}] if wrong else [],
    )
    return page, 422 if wrong else 200
