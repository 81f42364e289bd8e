"""`consult draft --version`: write an exact version as it was made, and build nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from consult.cli.hashing import hash_file
from consult.cli.key_store import open_account_keys
from consult.cli.opening import get_now
from consult.cli.talking import remark, say
from consult.errors import ExportRefused
from consult.exports.assembling_versions import assemble_version
from consult.exports.files import write_file
from consult.exports.writers import find_means, require_writer
from consult.queries.versions import get_version
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.drafts.documenting import Showing
from consult.services.permissions.releasing import note_digest
from consult.services.versions.exporting_versions import export_version
from consult.services.versions.saying_versions import say_version, say_withdrawn
from consult.vocabulary import UseKind


def write_version(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    number: int,
    out: Path,
    *,
    as_of: date | None = None,
    template: Path | None = None,
) -> None:
    """Write one version to a file, and say what was withdrawn from it.

    Raises: NotFound (C521), Conflict (C520), ExportRefused (C801, C802, C806, C808; C812 for another day).
    """
    writer, means = require_writer(out.suffix), find_means(settings, template=template)
    with open_account_keys(settings) as keys, sessions.begin() as session:
        version = get_version(session, consultation_id, number)
        if as_of not in {None, version.as_of_on}:
            raise ExportRefused("C812", number=number, day=version.as_of_on.isoformat())
        showing = Showing(SYSTEM, UseKind.EXPORT, get_now(), keys)
        shown = export_version(session, version, showing, actor=auditing.SYSTEM, form=writer.name)
        document = assemble_version(shown)  # positions and sign-off are read as it is put together
    write_file(out, writer.make(document, means))
    digest = hash_file(out)
    with sessions.begin() as session:
        note_digest(session, shown.file_id, digest)
    say(f"Wrote {out}: {say_version(shown)}, {shown.digest}.")
    remark([say_withdrawn(one) for one in shown.withdrawals])
