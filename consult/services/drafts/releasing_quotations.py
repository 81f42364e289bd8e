"""A manager lets people of observers read one quotation of a return before publication, or holds it again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.draft import Draft, Section
from consult.models.observer_release import ObserverRelease
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.drafts.documenting import Showing, ShownBlock, show_draft, show_section
from consult.services.drafts.editing import find_standing
from consult.services.experiences.judging_quotations import Passage
from consult.services.permissions.holding_until_published import find_released
from consult.services.returns.revising import Author
from consult.services.trends.saying_gaps import WHY
from consult.vocabulary import ResponseKind, Standing


@dataclass(frozen=True)
class QuotedReturn:
    """A quotation of a return that stands in a draft; released_at: since when observers may read it."""

    section_key: str
    section_title: str
    shown: ShownBlock
    released_at: datetime | None


def list_quoted_returns(session: Session, draft: Draft, showing: Showing) -> list[QuotedReturn]:
    """List what observers may be let read, in the order of the draft; what is quoted is put on record."""
    quoted = [
        (section, block)
        for section in show_draft(session, draft, showing).sections
        for block in section.blocks
        if block.source_id
    ]
    released = find_released(session, {block.source_id for _, block in quoted})
    return [
        QuotedReturn(section.key, section.title, block, released.get(_find_place(block.block)))
        for section, block in quoted
    ]


def release_quotation(
    session: Session, section: Section, block_id: str, showing: Showing, *, author: Author
) -> None:
    """Let people of observers read one quotation, in exactly these words, wherever a draft has it.

    showing: to whoever releases it. Raises: AccessDenied (C101 for somebody of no full standing), NotFound
    (C102 it is not in the text that stands), Conflict (C514 it may not be quoted now; C516 an experience).
    """
    _require_full(showing.viewer)
    passage = _get_place(session, section, block_id)
    if session.get_one(Response, passage.response_id).kind is not ResponseKind.RETURN:
        raise Conflict("C516")
    shown = show_section(session, section, replace(showing, keys=None)).blocks
    gap = next(one.gap for one in shown if one.block.id == block_id)
    if gap is not None:
        raise Conflict("C514", reason=WHY[gap])
    session.execute(delete(ObserverRelease).where(*_is_of(passage)))
    row = ObserverRelease(**vars(passage), released_by_id=author.staff_id, released_at=showing.now)
    row.revision_id = session.scalar(_select_text(passage))
    session.add(row)
    _audit(session, section, "quotation released to observers", author, showing.now)


def hold_quotation(
    session: Session, section: Section, block_id: str, showing: Showing, *, author: Author
) -> None:
    """Hold a quotation from people of observers again. Raises: AccessDenied (C101), NotFound (C102)."""
    _require_full(showing.viewer)
    passage = _get_place(session, section, block_id)
    session.execute(delete(ObserverRelease).where(*_is_of(passage)))
    _audit(session, section, "quotation held from observers", author, showing.now)


def _require_full(viewer: Viewer) -> None:
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")


def _get_place(session: Session, section: Section, block_id: str) -> Passage:
    blocks = find_standing(session, section).version.blocks
    found = next((one for one in blocks if isinstance(one, Quotation) and one.id == block_id), None)
    if found is None:
        raise NotFound("C102")
    return Passage(**vars(found.excerpt))


def _find_place(block: object) -> Passage:
    assert isinstance(block, Quotation)
    return Passage(**vars(block.excerpt))


def _select_text(passage: Passage) -> Select[str | None]:
    of_answer = (Answer.response_id == passage.response_id, Answer.question_id == passage.question_id)
    return select(Answer.head_revision_id).where(*of_answer)


def _is_of(passage: Passage) -> Iterable[ColumnElement[bool]]:
    return [getattr(ObserverRelease, name) == value for name, value in vars(passage).items()]


def _audit(session: Session, section: Section, action: str, author: Author, now: datetime) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="section",
        subject_id=section.id,
        details={"key": section.key},
        now=now,
    )
