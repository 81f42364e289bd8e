"""Make an exact version of a draft: its texts as they stand, refused while any of them is not settled."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.drafting.positions_said import KEY as POSITIONS
from consult.errors import AccessDenied, Conflict
from consult.models.draft import Draft
from consult.models.locking import lock_name
from consult.models.versions import DraftVersion
from consult.services import auditing
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing, ShownDraft, show_draft
from consult.services.drafts.editing import find_standings
from consult.services.drafts.holding_back import require_clear
from consult.services.evidence.settling import require_settled
from consult.services.returns.revising import Author
from consult.services.trends.saying_gaps import WHY
from consult.services.versions.freezing_texts import freeze_sections
from consult.services.versions.number_notes import Notes
from consult.services.versions.section_digests import make_section_digests
from consult.services.versions.version_bodies import FrozenBody, make_digest, write_body
from consult.vocabulary import Standing


def make_version(session: Session, draft: Draft, showing: Showing, *, author: Author) -> DraftVersion:
    """Freeze the texts of a draft that stand now; what is quoted is read once more, and put on record.

    Raises: AccessDenied (C101 for somebody of no full standing); Conflict (C517 two texts stand side by side,
    C518 a quotation has no words now, C519 the text that one was taken from is gone); ExportRefused (C809,
    C816 while something in it does not hold).
    """
    if showing.viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
    lock_name(session, f"draft:{draft.consultation_id}")
    standings, today = find_standings(session, draft), find_day(showing.now)
    branched = [one.title for one in draft.sections if standings[one.key].is_branched]
    if branched:
        raise Conflict("C517", sections="; ".join(branched))
    require_clear(session, draft, today=today)
    shown = _leave_out_positions(show_draft(session, draft, showing))
    _require_words(shown)
    notes = Notes(False, (), (), require_settled(session, draft, today=today).printed)
    sections = freeze_sections(session, draft, shown)
    body = FrozenBody(shown.title, shown.partnership, shown.as_of, sections, notes)
    version = _keep(session, draft, body, author, showing)
    _audit(session, draft, version)
    return version


def _leave_out_positions(shown: ShownDraft) -> ShownDraft:
    """Files of a version print what partners say as it stands then: the draft's copy would soon be old."""
    sections = shown.sections
    kept = (one for one in sections if one.key != POSITIONS or not one.standing.version.is_machine)
    return replace(shown, sections=tuple(kept))


def _require_words(shown: ShownDraft) -> None:
    """Raise Conflict (C518), naming the sections and why, where a quotation cannot be read now."""
    places = [f"{section.title} ({WHY[gap]})" for section in shown.sections for gap in sorted(section.gaps)]
    if places:
        raise Conflict("C518", places="; ".join(places))


def _keep(
    session: Session, draft: Draft, frozen: FrozenBody, author: Author, showing: Showing
) -> DraftVersion:
    last = select(func.max(DraftVersion.number)).where(DraftVersion.consultation_id == draft.consultation_id)
    body = write_body(frozen)
    version = DraftVersion(
        consultation_id=draft.consultation_id,
        draft_id=draft.id,
        number=(session.scalar(last) or 0) + 1,
        as_of_on=draft.as_of_on,
        body=body,
        digest=make_digest(body),
        section_digests=make_section_digests(body),
        made_at=showing.now,
        made_by_id=author.staff_id,
        made_by_name=author.name,
    )
    session.add(version)
    session.flush()
    return version


def _audit(session: Session, draft: Draft, version: DraftVersion) -> None:
    auditing.record(
        session,
        actor=version.made_by_id or auditing.SYSTEM,
        action="version made",
        subject_kind="draft version",
        subject_id=version.id,
        details={"number": version.number, "draft": draft.number, "digest": version.digest},
        now=version.made_at,
    )
