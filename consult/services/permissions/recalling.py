"""Take files back: which hold words that may no longer be used, who was told, and who deleted them.

What was counted and published stands, with its date; words do not.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from consult.errors import NotFound
from consult.models.consent import Use
from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Answer
from consult.models.revision import Revision
from consult.services import auditing
from consult.vocabulary import Purpose, UseKind

RESTS_ON: dict[Purpose, frozenset[Purpose]] = {
    Purpose.QUOTE: frozenset({Purpose.QUOTE}),
    Purpose.ATTRIBUTE: frozenset({Purpose.QUOTE, Purpose.ATTRIBUTE}),
    Purpose.ANALYSE: frozenset(Purpose),
    Purpose.SHARE: frozenset({Purpose.SHARE}),
}
"""Uses that a permission carries: where it is taken back, files that were made for them are."""


def recall_files(
    session: Session, response_id: str, cause: RecallCause, *, on: date, purposes: Collection[Purpose] = ()
) -> Sequence[ReleasedFile]:
    """Mark the files that hold words of this response as to be taken back; one that is marked stays so.

    purposes: only files made for these; without them every file. Returns: all that hold them.
    """
    files = find_files(session, response_id, purposes)
    mark_files(session, files, cause, on)
    return files


def recall_quoting(session: Session, response_id: str, question_id: str, place: range, *, on: date) -> None:
    """Mark the files that quote words at this place of an answer: somebody said that they may not be used.

    Of a changed answer, places may count into an earlier text: every file that quotes it is marked.
    """
    quoted = [Use.purpose == Purpose.QUOTE, Use.question_id == question_id]
    if not _was_changed(session, response_id, question_id):
        overlaps = (Use.start < place.stop) & (Use.end > place.start)
        quoted.append(or_(Use.start.is_(None), overlaps))
    used = exists().where(Use.response_id == response_id, *_of_file(), *quoted)
    files = session.scalars(select(ReleasedFile).where(used).order_by(ReleasedFile.id)).all()
    mark_files(session, files, RecallCause.NARROWED, on)


def recall_words(
    session: Session, response_id: str, places: Iterable[tuple[str, range]], *, on: date
) -> None:
    """Mark the files that hold an account's words at these places, by question: whole, or as quotations."""
    whole = ReleasedFile.kind == FileKind.EXPERIENCES
    used = exists().where(Use.response_id == response_id, *_of_file())
    files = session.scalars(select(ReleasedFile).where(whole, used).order_by(ReleasedFile.id)).all()
    mark_files(session, files, RecallCause.NARROWED, on)
    for question_id, place in places:
        recall_quoting(session, response_id, question_id, place, on=on)


def _was_changed(session: Session, response_id: str, question_id: str) -> bool:
    answers = select(Answer.id).join(Revision, Revision.id == Answer.head_revision_id)
    of_this = (Answer.response_id == response_id, Answer.question_id == question_id)
    changed = answers.where(*of_this, Revision.parent_id.is_not(None))
    return session.scalars(changed).first() is not None


def mark_files(session: Session, files: Sequence[ReleasedFile], cause: RecallCause, on: date) -> None:
    """Mark files as to be taken back; one that is marked stays as it is.

    Of a response that was sent, its recipient is told of each passage: one that was told is to do again.
    """
    known = session.scalars(select(Recall).where(Recall.file_id.in_([one.id for one in files])))
    marked = {one.file_id: one for one in known}
    for file in files:
        if file.id not in marked:
            session.add(Recall(file_id=file.id, cause=cause, since_on=on))
        elif file.is_passed_on and file.kind is FileKind.DRAFT and cause is not RecallCause.EXPIRED:
            _tell_again(marked[file.id], on)
    session.flush()


def _tell_again(recall: Recall, on: date) -> None:
    """More is gone from what was sent than its holder was told of."""
    if recall.told_at is not None or recall.confirmed_at is not None:
        recall.told_at = recall.told_by_id = recall.confirmed_at = recall.confirmed_by_id = None
        recall.told_of, recall.since_on = None, on


def recall_narrowed(session: Session, response_id: str, taken_back: Collection[Purpose], *, on: date) -> None:
    """Mark the files that only a permission which was just taken back allowed.

    Copies for somebody outside are left to copies/recalling_copies.py: each has a holder and a last day.
    """
    purposes = frozenset[Purpose]().union(*(RESTS_ON.get(one, frozenset()) for one in taken_back))
    if purposes:
        copies = set(
            session.scalars(select(AccountCopy.file_id).where(AccountCopy.response_id == response_id))
        )
        files = find_files(session, response_id, purposes)
        mark_files(session, [one for one in files if one.id not in copies], RecallCause.NARROWED, on)


def find_files(
    session: Session, response_id: str, purposes: Collection[Purpose] = ()
) -> Sequence[ReleasedFile]:
    """Every file that was handed out with words of this response in it, the earliest first."""
    used = [Use.response_id == response_id, *_of_file()]
    if purposes:
        used.append(Use.purpose.in_(purposes))
    wanted = select(ReleasedFile).where(exists().where(*used))
    return session.scalars(wanted.order_by(ReleasedFile.made_at, ReleasedFile.id)).all()


def list_recalls(session: Session) -> Sequence[Recall]:
    """Every file to take back: first those of which nothing was done, then by the day."""
    wanted = select(Recall).join(Recall.file).options(joinedload(Recall.file))
    order = (
        Recall.confirmed_at.is_not(None),
        Recall.told_at.is_not(None),
        Recall.since_on,
        ReleasedFile.made_at,
        Recall.id,
    )
    return session.scalars(wanted.order_by(*order)).all()


def find_recalls(session: Session, file_ids: Collection[str]) -> dict[str, Recall]:
    """Those of these files that are to be taken back, by the id of the file."""
    wanted = select(Recall).where(Recall.file_id.in_(file_ids))
    return {one.file_id: one for one in session.scalars(wanted)}


def count_to_do(session: Session) -> int:
    """How many files nobody was told about yet."""
    wanted = select(func.count(Recall.id)).where(Recall.told_at.is_(None), Recall.confirmed_at.is_(None))
    return session.scalar(wanted) or 0


def get_recall(session: Session, recall_id: str) -> Recall:
    """One file to take back. Raises: NotFound (C102)."""
    recall = session.get(Recall, recall_id)
    if recall is None:
        raise NotFound("C102")
    return recall


def note_told(
    session: Session, recall: Recall, *, told_of: int | None = None, actor: str, now: datetime
) -> None:
    """Its holder was asked to delete it; asking again keeps the latest time. told_of: see Recall."""
    recall.told_at, recall.told_by_id, recall.told_of = now, actor, told_of
    _audit(session, recall, "holder of a file told", actor, now)


def note_confirmed(session: Session, recall: Recall, *, actor: str, now: datetime) -> None:
    """Its holder said that it and every copy are deleted; the first time is kept."""
    if recall.confirmed_at is None:
        recall.confirmed_at, recall.confirmed_by_id = now, actor
        _audit(session, recall, "file confirmed deleted", actor, now)


def _of_file() -> list[ColumnElement[bool]]:
    """How the record of uses names a file that was handed out."""
    return [
        Use.kind == UseKind.EXPORT,
        Use.subject_id == ReleasedFile.subject_id,
        Use.staff_id.is_not_distinct_from(ReleasedFile.staff_id),
    ]


def _audit(session: Session, recall: Recall, action: str, actor: str, now: datetime) -> None:
    details = {"file": recall.file.description, "holder": recall.file.holder_name}
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="file",
        subject_id=recall.file_id,
        details=details,
        now=now,
    )
