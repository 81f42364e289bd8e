"""Make the evidence index of an exact version ready for a file, and keep on record who made which."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.keeping_kinds import FileKind
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.services import auditing
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.releasing import note_release
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.services.signing.signing_off import require_full
from consult.services.versions.evidence_columns import (
    PRIVATE,
    SHARED,
    Row,
    find_unnameable,
    make_private_rows,
    make_released_rows,
)
from consult.services.versions.evidence_items import EvidenceItem
from consult.services.versions.exporting_versions import list_unread
from consult.services.versions.listing_evidence import list_evidence
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import Purpose


@dataclass(frozen=True)
class EvidenceIndex:
    """A table ready to be written. file_id: of the record of the file."""

    number: int
    columns: tuple[str, ...]
    rows: Sequence[Row]
    file_id: str


def export_evidence(
    session: Session, version: DraftVersion, showing: Showing, *, for_release: bool, actor: str, form: str
) -> EvidenceIndex:
    """What each statement of a version rests on. for_release: only what may be given to anybody.

    It is on record as a file with the words of everybody quoted, though it has none: who is in it may take
    that back. form: an ending. Raises: AccessDenied (C101), Conflict (C520 words cannot be read now).
    """
    require_full(showing.viewer)
    kind = " for release" if for_release else ""
    said = f"Evidence index{kind} of version {version.number} as {form}"
    about = (showing.viewer, version.consultation_id)
    file = note_release(session, *about, FileKind.DRAFT, said, now=showing.now)
    items = _list_items(session, version, showing, file.subject_id)
    _audit(session, version, actor, showing, for_release=for_release)
    if not for_release:
        return EvidenceIndex(version.number, PRIVATE, make_private_rows(items), file.id)
    unnameable = find_unnameable(session, version, today=find_day(showing.now))
    return EvidenceIndex(version.number, SHARED, make_released_rows(items, unnameable), file.id)


def _list_items(
    session: Session, version: DraftVersion, showing: Showing, subject_id: str
) -> list[EvidenceItem]:
    shown = show_exact(session, version, showing, subject_id=subject_id)
    if places := [line for one in shown.sections for line in list_unread(one)]:
        raise Conflict("C520", places="; ".join(places))
    items = list_evidence(session, version, shown, today=find_day(showing.now))
    _note_named(session, items, showing, subject_id)
    return items


def _note_named(session: Session, items: Sequence[EvidenceItem], showing: Showing, subject_id: str) -> None:
    """Put on record the returns that are named for a fact, as those that are quoted are already."""
    wanted = {one.behind.response_id for one in items if one.behind.response_id}
    consents = find_consents(session, select(Response.id).where(Response.id.in_(wanted)))
    given = {id: held.get(Purpose.ATTRIBUTE) for id, held in sorted(consents.items())}
    parts = [UsedPart(id, one.version) for id, one in given.items() if one is not None]
    occasion = Occasion(showing.viewer, showing.use_kind, Purpose.ATTRIBUTE, subject_id, showing.now)
    record_uses(session, occasion, parts)


def _audit(
    session: Session, version: DraftVersion, actor: str, showing: Showing, *, for_release: bool
) -> None:
    auditing.record(
        session,
        actor=actor,
        action="evidence index exported",
        subject_kind="draft version",
        subject_id=version.id,
        details={"number": version.number, "for_release": for_release},
        now=showing.now,
    )
