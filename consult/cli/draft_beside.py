"""`consult draft --version`: what goes beside the response, its evidence index and the e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.hashing import hash_file
from consult.cli.key_store import open_account_keys
from consult.cli.opening import get_now
from consult.cli.talking import count, say
from consult.errors import ExportRefused
from consult.exports import tables
from consult.exports.cover_message import Attached, make_message
from consult.exports.files import write_file
from consult.exports.writers import WRITERS, require_writer
from consult.queries.versions import get_version
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.drafts.documenting import Showing
from consult.services.following.exporting_cover import export_cover
from consult.services.permissions.releasing import note_digest
from consult.services.versions.exporting_evidence import export_evidence
from consult.vocabulary import UseKind

MESSAGE, TEXT = ".eml", ".txt"


@dataclass(frozen=True)
class Beside:
    """Files to write beside a version. out: the response, which the e-mail has in it if it is written too."""

    out: Path | None
    evidence: Path | None
    cover: Path | None
    is_for_release: bool

    @property
    def is_wanted(self) -> bool:
        """Whether anything is written beside the response."""
        return bool(self.evidence or self.cover)

    def check(self, number: int | None) -> None:
        """Raises: UsageError without what it needs, ExportRefused (C805, C808 endings)."""
        if self.is_wanted and number is None:
            raise click.UsageError("--evidence and --cover are of an exact version: give --version N.")
        if self.is_for_release and self.evidence is None:
            raise click.UsageError("--for-release is of the evidence: give --evidence FILE.")
        if self.evidence:
            tables.require_writer(self.evidence)
        if self.cover and self.cover.suffix.lower() not in (MESSAGE, TEXT):
            raise ExportRefused(
                "C808", ending=self.cover.suffix or "a file without ending", endings=f"{MESSAGE}, {TEXT}"
            )


def write_beside(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    number: int,
    beside: Beside,
) -> None:
    """Write what is wanted. Raises: NotFound (C521), Conflict (C520), ExportRefused (C801, C802, C803)."""
    if beside.evidence:
        _write_evidence(sessions, settings, consultation_id, number, beside.evidence, beside.is_for_release)
    if beside.cover:
        _write_cover(sessions, consultation_id, number, beside.cover, beside.out)


def _write_evidence(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    number: int,
    target: Path,
    for_release: bool,
) -> None:
    with open_account_keys(settings) as keys, sessions.begin() as session:
        version = get_version(session, consultation_id, number)
        showing = Showing(SYSTEM, UseKind.EXPORT, get_now(), keys)
        form, actor = target.suffix.lower(), auditing.SYSTEM
        index = export_evidence(session, version, showing, for_release=for_release, actor=actor, form=form)
    written = tables.write_table(target, index.columns, index.rows)
    digest = hash_file(target)
    with sessions.begin() as session:
        note_digest(session, index.file_id, digest)
    whose = "for release" if for_release else "for managers alone: it names organisations"
    say(f"Wrote {target}: what {count(written, 'statement')} of version {number} rest on, {whose}.")


def _write_cover(
    sessions: sessionmaker[Session], consultation_id: str, number: int, target: Path, out: Path | None
) -> None:
    """out: the response as it was just written, if it was."""
    writer = require_writer(out.suffix) if out else None
    forms, attached = [one.name for one in WRITERS.values()], writer.name if writer else ""
    with sessions.begin() as session:
        version = get_version(session, consultation_id, number)
        showing = Showing(SYSTEM, UseKind.EXPORT, get_now())
        cover = export_cover(session, version, showing, forms=forms, attached=attached)
    file = Attached(out.name, writer.media_type, out.read_bytes()) if out and writer else None
    is_message = target.suffix.lower() == MESSAGE
    text = f"{cover.subject}\n\n{cover.text}"
    write_file(target, make_message(cover, file) if is_message else text.encode())
    if cover.file_id:
        with sessions.begin() as session:
            note_digest(session, cover.file_id, hash_file(target))
    say(f"Wrote {target}: the e-mail that goes with version {number}.")
