"""Make an exact version ready for a file, whole or not at all, and keep on record who made which."""

from dataclasses import replace

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.keeping_kinds import FileKind
from consult.models.versions import DraftVersion
from consult.services import auditing
from consult.services.drafts.documenting import Showing
from consult.services.permissions.releasing import note_release
from consult.services.trends.saying_gaps import WHY
from consult.services.versions.showing_versions import show_exact
from consult.services.versions.shown_versions import ShownPart, ShownVersion
from consult.vocabulary import ExcerptGap

FOR_NOW = (ExcerptGap.LOCKED, ExcerptGap.UNREADABLE, ExcerptGap.UNCHECKED)
"""Why words cannot be read at this moment by anybody; a file without them would not be the version."""


def export_version(
    session: Session, version: DraftVersion, showing: Showing, *, actor: str, form: str
) -> ShownVersion:
    """Make a version ready for a file. form: as a person reads it ("a Word file").

    Raises: Conflict (C520) while words of it cannot be read.
    """
    said, about = f"Version {version.number} as {form}", (showing.viewer, version.consultation_id)
    file = note_release(session, *about, FileKind.DRAFT, said, now=showing.now)
    shown = show_exact(session, version, showing, subject_id=file.subject_id)
    if places := [line for one in shown.sections for line in list_unread(one)]:
        raise Conflict("C520", places="; ".join(places))
    auditing.record(
        session,
        actor=actor,
        action="version exported",
        subject_kind="draft version",
        subject_id=version.id,
        details={"number": version.number, "withdrawals": len(shown.withdrawals)},
        now=showing.now,
    )
    return replace(shown, file_id=file.id)


def list_unread(section: ShownPart) -> list[str]:
    """Why words of a section cannot be read at this moment, each with its title; nothing where all can be."""
    return [f"{section.title} ({WHY[gap]})" for gap in FOR_NOW if section.gaps[gap]]
