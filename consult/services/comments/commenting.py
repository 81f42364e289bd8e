"""Comment on a section of the draft, and settle a comment. Only people of full standing read any."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block
from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.comments import DraftComment
from consult.models.draft import Section
from consult.models.locking import lock_name
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.drafts.editing import find_standing
from consult.services.returns.revising import Author
from consult.vocabulary import Standing

LONGEST_COMMENT = 2_000


def mark_block(block: Block) -> str:
    """What stands for a block in a comment: it says nothing of whom a quotation is of."""
    return hashlib.sha256(block.id.encode("utf-8", "replace")).hexdigest()[:16]


def add_comment(
    session: Session,
    viewer: Viewer,
    section: Section,
    text: str,
    block_mark: str,
    *,
    submission_id: str,
    author: Author,
    now: datetime,
) -> DraftComment:
    """Comment on a block of a section, or on the whole where it has no such block any more.

    submission_id: drawn into the form; the same words of the same person about the same block under it again
    are the same comment, everything else is another.

    Raises: AccessDenied (C101 for somebody of no full standing or without a name), Conflict (C510 empty or
    too long).
    """
    if viewer.standing is not Standing.FULL or not author.name.strip():
        raise AccessDenied("C101")
    words = text.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST_COMMENT:
        raise Conflict("C510", most=f"{LONGEST_COMMENT:,}")
    lock_name(session, f"comments:{section.draft.consultation_id}")
    marks = {mark_block(block) for block in find_standing(session, section).version.blocks}
    said = {
        "consultation_id": section.draft.consultation_id,
        "section_key": section.key,
        "block_mark": block_mark if block_mark in marks else "",
        "text": words,
        "staff_id": author.staff_id,
    }
    once = _mark_submission(submission_id, said)
    known = select(DraftComment).where(DraftComment.submission_id == once)
    if (sent := session.scalars(known).one_or_none()) is not None:
        return sent
    comment = DraftComment(**said, submission_id=once, staff_name=author.name, at=now)
    session.add(comment)
    session.flush()
    _audit(session, comment, "comment added", author, now)
    return comment


def _mark_submission(submission_id: str, said: Mapping[str, str | None]) -> str:
    """What only the same comment under the same form has."""
    whole = json.dumps([submission_id, said], sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()


def settle_comment(
    session: Session, viewer: Viewer, section: Section, id: str, *, author: Author, now: datetime
) -> None:
    """Settle a comment; it stays to be read. Raises: AccessDenied (C101), NotFound (C102)."""
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
    comment = session.get(DraftComment, id)
    is_here = comment is not None and (comment.consultation_id, comment.section_key) == (
        section.draft.consultation_id,
        section.key,
    )
    if comment is None or not is_here or comment.settled_at is not None:
        raise NotFound("C102")
    comment.settled_at, comment.settled_by_name = now, author.name
    _audit(session, comment, "comment settled", author, now)


def list_comments(session: Session, viewer: Viewer, section: Section) -> Sequence[DraftComment]:
    """The comments on a section, the first said first; none for whoever has no full standing."""
    if viewer.standing is not Standing.FULL:
        return ()
    wanted = select(DraftComment).where(DraftComment.section_key == section.key)
    of_this = DraftComment.consultation_id == section.draft.consultation_id
    return session.scalars(wanted.where(of_this).order_by(DraftComment.at, DraftComment.id)).all()


def count_open(session: Session, viewer: Viewer, consultation_id: str) -> Counter[str]:
    """How many comments wait to be settled, by the key of the section; none without full standing."""
    if viewer.standing is not Standing.FULL:
        return Counter()
    wanted = select(DraftComment.section_key).where(DraftComment.settled_at.is_(None))
    return Counter(session.scalars(wanted.where(DraftComment.consultation_id == consultation_id)))


def sort_comments(
    comments: Iterable[DraftComment], blocks: Iterable[Block]
) -> list[tuple[str, list[DraftComment]]]:
    """Open comments by the block that they are about, in the order of the text; on the whole first."""
    waiting = [one for one in comments if one.settled_at is None]
    marks = [mark_block(block) for block in blocks]
    found = [(mark, [one for one in waiting if one.block_mark == mark]) for mark in marks]
    rest = [one for one in waiting if one.block_mark not in marks]
    return [(mark, some) for mark, some in [("", rest), *found] if some]


def _audit(session: Session, comment: DraftComment, action: str, author: Author, now: datetime) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="comment",
        subject_id=comment.id,
        details={"section": comment.section_key},
        now=now,
    )
