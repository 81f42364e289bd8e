"""An exact version as a file, made for whoever asks for it now, and kept on record with its digest."""

from dataclasses import dataclass

from flask import current_app

from consult.exports.assembling_versions import assemble_version
from consult.exports.writers import find_means, require_writer
from consult.queries.versions import get_version
from consult.services.consultations.consulting import get_consultation
from consult.services.versions.exporting_versions import export_version
from consult.vocabulary import UseKind
from consult.web.database import brief_transaction
from consult.web.desk_draft_views import get_author, make_showing
from consult.web.handed_out import keep_digest


@dataclass(frozen=True)
class VersionFile:
    """A file in one of the forms of a response. said: the form as a person reads it ("a PDF")."""

    name: str
    media_type: str
    content: bytes
    said: str


def make_version_file(slug: str, number: int, form: str) -> VersionFile:
    """Write a version. form: an ending without its dot. Raises: ExportRefused (C808), Conflict (C520)."""
    writer = require_writer(f".{form}")
    with brief_transaction(writes=True) as session:
        version = get_version(session, get_consultation(session, slug).id, number)
        showing, actor = make_showing(UseKind.EXPORT), str(get_author().staff_id)
        shown = export_version(session, version, showing, actor=actor, form=writer.name)
        document = assemble_version(shown)  # positions and sign-off are read as it is put together
    content = writer.make(document, find_means(current_app.config))  # takes long
    keep_digest(shown.file_id, content)
    return VersionFile(f"{slug}-version-{number}{writer.ending}", writer.media_type, content, writer.name)
