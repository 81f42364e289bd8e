"""Save a page of answers, and see or join the versions that two windows made of one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.errors import Conflict
from consult.models.locking import lock_name
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.sealing.payloads import SealingKey
from consult.services.permissions.sealed_answers import open_answer
from consult.services.returns import revising
from consult.services.returns.answering import NOBODY, Author, join_answer, save_answer
from consult.vocabulary import SubjectKind


@dataclass(frozen=True)
class Written:
    """What was written, and the revisions it was written from: none, one, or those that it joins."""

    value: Any
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """One of several texts that stand side by side."""

    revision_id: str
    value: Any


@dataclass(frozen=True)
class SavedPage:
    """What became of a page, by question id. branched: answers that now stand in several versions.

    outdated: what was typed anew on an old page, as it was saved from it before and changed since. It
    changes nothing: nobody can tell it from the same page sent twice, so whoever typed it is told.
    """

    branched: list[str]
    outdated: list[str]


def save_page(
    session: Session,
    response: Response,
    written: Mapping[str, Written],
    *,
    language: str,
    author: Author = NOBODY,
    now: datetime,
    key: SealingKey | None = None,
) -> SavedPage:
    """Keep what is new on a page, by question id; unchanged text keeps the language it was given in.

    Raises: Conflict (C205) once withdrawn, (C231) for a revision that is not of this answer.
    """
    lock_name(session, f"answers:{response.id}")
    known = _find_answers(session, response)
    by: dict[str, Any] = {"language": language, "author": author, "now": now, "key": key}
    new = {id: one for id, one in written.items() if _is_new(session, known.get(id), one, key)}
    outdated = [id for id, one in new.items() if not _save(session, response, id, one, **by)]
    return SavedPage([id for id in list_branched(session, response) if id in written], outdated)


def list_branched(session: Session, response: Response) -> list[str]:
    """Questions with several versions of their answer, in order of id."""
    child = aliased(Revision)
    is_parent = select(child.id).where(or_(child.parent_id == Revision.id, child.joined_id == Revision.id))
    wanted = (
        select(Answer.question_id)
        .join(Revision, Revision.subject_id == Answer.id)
        .where(Answer.response_id == response.id, Revision.subject_kind == SubjectKind.ANSWER)
        .where(~is_parent.exists())
        .group_by(Answer.question_id)
        .having(func.count() > 1)
    )
    return list(session.scalars(wanted.order_by(Answer.question_id)))


def list_versions(
    session: Session, response: Response, question_id: str, key: SealingKey | None = None
) -> list[Version]:
    """The texts of one answer that stand side by side, the first saved first; one where all is joined."""
    answer = _find_answers(session, response).get(question_id)
    if answer is None:
        return []
    heads = revising.list_heads(session, SubjectKind.ANSWER, answer.id)
    return [Version(head.id, _open(answer, head, key)) for head in heads]


def _find_answers(session: Session, response: Response) -> dict[str, Answer]:
    answers = session.scalars(select(Answer).where(Answer.response_id == response.id))
    return {answer.question_id: answer for answer in answers}


def _is_new(session: Session, answer: Answer | None, one: Written, key: SealingKey | None) -> bool:
    """False for a page that was only looked at, even when another window has moved on since."""
    if len(one.parents) > 1:
        return True
    if answer is None or not one.parents:
        return one.value is not None
    parent = session.get(Revision, one.parents[0])
    if parent is None or parent.subject_id != answer.id:
        raise Conflict("C231")
    return bool(_open(answer, parent, key) != one.value)


def _save(
    session: Session,
    response: Response,
    question_id: str,
    one: Written,
    *,
    language: str,
    author: Author,
    now: datetime,
    key: SealingKey | None,
) -> bool:
    """A join whose versions were joined elsewhere in the meantime is kept as a version of its own.

    Returns: whether it stands.
    """
    if len(one.parents) > 1:
        try:
            return join_answer(
                session,
                response,
                question_id,
                one.value,
                language=language,
                parent_ids=one.parents,
                author=author,
                now=now,
                key=key,
            )
        except Conflict as stale:
            if stale.code != "C203":
                raise
    return save_answer(
        session,
        response,
        question_id,
        one.value,
        language=language,
        parent_id=one.parents[0] if one.parents else None,
        author=author,
        now=now,
        key=key,
    )


def _open(answer: Answer, revision: Revision, key: SealingKey | None) -> Any:
    if revision.sealed is None:
        return revision.body
    if key is None:
        raise Conflict("C302")
    return open_answer(key, revision.sealed, answer.id, revision.id)
