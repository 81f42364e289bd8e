"""Shared writing: every save is kept, and two people who write at once get a branch, never a loss."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.locking import lock_name
from consult.models.revision import Revision
from consult.vocabulary import SubjectKind


@dataclass(frozen=True)
class Author:
    """Who wrote; a co-writer from outside the staff has only a name, and who tells an experience neither."""

    staff_id: str | None = None
    name: str = ""


@dataclass(frozen=True)
class Saved:
    """The revision that holds the text; `branched` when several stand that nobody joined yet.

    stands: whether nothing was written from it. A save that repeats one of long ago does not stand.
    """

    revision: Revision
    branched: bool
    stands: bool


NOBODY = Author()


def save_revision(
    session: Session,
    kind: SubjectKind,
    subject_id: str,
    body: Any,
    *,
    parent_id: str | None,
    author: Author = NOBODY,
    now: datetime | None,
    sealed: bytes | None = None,
    reason: str = "",
    revision_id: str | None = None,
) -> Saved:
    """Keep a text that was written starting from `parent_id`; the same save again is the same save.

    revision_id: of a sealed text, which is sealed for it.
    body, sealed: a sealed text has body None; `now` is None for an account, which keeps no instant.
    Returns: Saved; branched when the parent was no longer the head, or another branch is open.
    Raises: Conflict (C231) when the parent is no revision of this subject.
    """
    lock_name(session, f"revision:{kind}:{subject_id}")
    _check_parent(session, kind, subject_id, parent_id)
    revision = _find_same(session, kind, subject_id, parent_id, None, body, sealed)
    if revision is None:
        own = {"id": revision_id or new_id(), "subject_kind": kind, "subject_id": subject_id}
        revision = Revision(**own, parent_id=parent_id, body=body)
        _add(session, revision, sealed=sealed, reason=reason, author=author, now=now)
    return _look_at(session, revision)


def join_revisions(
    session: Session,
    kind: SubjectKind,
    subject_id: str,
    body: Any,
    *,
    parent_ids: tuple[str, str],
    author: Author = NOBODY,
    now: datetime | None,
    sealed: bytes | None = None,
    reason: str = "",
    revision_id: str | None = None,
) -> Saved:
    """Put a person's one text in the place of two heads; with more heads, join again.

    Raises: Conflict (C203) when one of the two is no head any more.
    """
    lock_name(session, f"revision:{kind}:{subject_id}")
    first, second = parent_ids
    same = _find_same(session, kind, subject_id, first, second, body, sealed)
    if same is not None:
        return _look_at(session, same)
    heads = {head.id for head in list_heads(session, kind, subject_id)}
    if first == second or not {first, second} <= heads:
        raise Conflict("C203")
    own = {"id": revision_id or new_id(), "subject_kind": kind, "subject_id": subject_id}
    revision = Revision(**own, parent_id=first, joined_id=second, body=body)
    _add(session, revision, sealed=sealed, reason=reason, author=author, now=now)
    return _look_at(session, revision)


def list_heads(session: Session, kind: SubjectKind, subject_id: str) -> list[Revision]:
    """The texts that nothing was written from yet: one, or several while a branch is open."""
    child = aliased(Revision)
    is_parent = select(child.id).where(or_(child.parent_id == Revision.id, child.joined_id == Revision.id))
    heads = _of_subject(kind, subject_id).where(~is_parent.exists())
    return list(session.scalars(heads.order_by(Revision.at, Revision.id)))


def find_head(session: Session, kind: SubjectKind, subject_id: str) -> Revision | None:
    """The one text that stands; None where nothing was written.

    Raises: Conflict (C204) while a branch is open.
    """
    heads = list_heads(session, kind, subject_id)
    if len(heads) > 1:
        raise Conflict("C204", questions=subject_id)
    return heads[0] if heads else None


def list_history(session: Session, kind: SubjectKind, subject_id: str) -> list[Revision]:
    """Every revision, each after those it was written from; ties by time, then by id."""
    waiting = list(session.scalars(_of_subject(kind, subject_id).order_by(Revision.at, Revision.id)))
    told: list[Revision] = []
    known: set[str | None] = {None}
    while waiting:
        ready = next(one for one in waiting if {one.parent_id, one.joined_id} <= known)
        waiting.remove(ready)
        told.append(ready)
        known.add(ready.id)
    return told


def _of_subject(kind: SubjectKind, subject_id: str) -> Select[Revision]:
    return select(Revision).where(Revision.subject_kind == kind, Revision.subject_id == subject_id)


def _check_parent(session: Session, kind: SubjectKind, subject_id: str, parent_id: str | None) -> None:
    if parent_id is None:
        return
    if session.scalar(_of_subject(kind, subject_id).where(Revision.id == parent_id)) is None:
        raise Conflict("C231")


def _find_same(
    session: Session,
    kind: SubjectKind,
    subject_id: str,
    parent_id: str | None,
    joined_id: str | None,
    body: Any,
    sealed: bytes | None,
) -> Revision | None:
    """The save that this one repeats: from the same parents and of the same text."""
    siblings = _of_subject(kind, subject_id).where(
        Revision.parent_id.is_not_distinct_from(parent_id),
        Revision.joined_id.is_not_distinct_from(joined_id),
    )
    for sibling in session.scalars(siblings.order_by(Revision.at, Revision.id)):
        if sibling.body == body and sibling.sealed == sealed:
            return sibling
    return None


def _add(
    session: Session,
    revision: Revision,
    *,
    sealed: bytes | None,
    reason: str,
    author: Author,
    now: datetime | None,
) -> None:
    revision.sealed, revision.reason, revision.at = sealed, reason, now
    revision.author_id, revision.author_name = author.staff_id, author.name
    session.add(revision)
    session.flush()


def _look_at(session: Session, revision: Revision) -> Saved:
    heads = list_heads(session, revision.subject_kind, revision.subject_id)
    return Saved(revision, branched=len(heads) > 1, stands=revision in heads)
