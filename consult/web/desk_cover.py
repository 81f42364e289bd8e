"""The e-mail that goes to government with an exact version: to copy, or as a file for a mail program."""

import io

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from consult.exports.cover_message import MESSAGE_TYPE, Attached, make_message
from consult.exports.writers import WRITERS
from consult.queries.versions import get_version
from consult.services.consultations.consulting import get_consultation
from consult.services.following.cover_email import write_cover
from consult.services.following.exporting_cover import export_cover
from consult.vocabulary import UseKind
from consult.web.access import MANAGE, allow
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import make_showing
from consult.web.handed_out import keep_digest
from consult.web.version_files import VersionFile, make_version_file

bp = Blueprint("desk_cover", __name__, url_prefix="/desk/consultations/<slug>/versions/<int:number>")
FORMS = [one.name for one in WRITERS.values()]


@bp.get("/cover")
@allow(MANAGE)
def show(slug: str, number: int) -> ResponseReturnValue:
    """Its subject and its text, each with a button that copies it."""
    with brief_transaction(writes=True) as session:
        version = get_version(session, get_consultation(session, slug).id, number)
        cover = write_cover(session, version, forms=FORMS, showing=make_showing(UseKind.PAGE))
    return render_template(
        "desk/following/cover.html",
        consultation=get_consultation(get_session(), slug),
        number=number,
        cover=cover,
        files=WRITERS,
    )


@bp.get("/cover.eml")
@allow(MANAGE)
def download(slug: str, number: int) -> ResponseReturnValue:
    """The e-mail as a file; with `?form=pdf` the response is in it, and that it was handed out on record."""
    form = request.args.get("form", "")
    made = make_version_file(slug, number, form) if form else None
    content = _make_file(slug, number, made)
    name = f"{slug}-version-{number}.eml"
    return send_file(io.BytesIO(content), mimetype=MESSAGE_TYPE, as_attachment=True, download_name=name)


def _make_file(slug: str, number: int, made: VersionFile | None) -> bytes:
    """made: the response that is in it, if it is. The digest is kept where the e-mail is on record itself."""
    with brief_transaction(writes=True) as session:
        version = get_version(session, get_consultation(session, slug).id, number)
        said, showing = made.said if made else "", make_showing(UseKind.EXPORT)
        cover = export_cover(session, version, showing, forms=FORMS, attached=said)
    content = make_message(cover, Attached(made.name, made.media_type, made.content) if made else None)
    if cover.file_id:
        keep_digest(cover.file_id, content)
    return content
