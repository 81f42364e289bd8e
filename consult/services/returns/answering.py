"""Take in answers while a response is in progress: every save a revision, sealed for an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.sealing.payloads import SealingKey
from consult.services.consultations.notices import find_notice_number
from consult.services.permissions.sealed_answers import open_answer, seal_answer
from consult.services.returns import revising
from consult.services.returns.revising import NOBODY, Author
from consult.vocabulary import Channel, ResponseKind, ResponseState, SubjectKind

THROUGH_SITE = frozenset({Channel.WEB, Channel.OPEN, Channel.VOUCHED})
"""Ways in on which the site shows the privacy notice and sees the hour; of others nobody knows either."""


@dataclass(frozen=True)
class OwnAnswer:
    """One answer as its respondent sees it, and the revision that the next save starts from."""

    question_id: str
    value: Any
    language: str
    revision_id: str | None


def start_response(
    session: Session,
    consultation: Consultation,
    version: QuestionnaireVersion,
    *,
    kind: ResponseKind,
    channel: Channel,
    language: str,
    submission_id: str,
    now: datetime,
) -> Response:
    """Begin a response; the same submission id gives the same response. An account keeps no instant.

    The number of the privacy notice that holds now is kept with it: the one it is given under.
    Raises: Conflict (C206) where the submission id is one of another consultation, or kind.
    """
    lock_name(session, f"submission:{submission_id}")
    known = session.scalars(select(Response).where(Response.submission_id == submission_id)).one_or_none()
    if known is not None:
        if (known.consultation_id, known.kind) != (consultation.id, kind):
            raise Conflict("C206")  # of something else: nothing is told of it
        return known
    response = Response(
        consultation_id=consultation.id,
        questionnaire_version_id=version.id,
        kind=kind,
        channel=channel,
        language=language,
        submission_id=submission_id,
        started_at=None if kind == ResponseKind.ACCOUNT else now,
        notice_version=find_notice_number(session, consultation.id) if channel in THROUGH_SITE else None,
    )
    session.add(response)
    session.flush()
    return response


def save_answer(
    session: Session,
    response: Response,
    question_id: str,
    value: Any,
    *,
    language: str,
    parent_id: str | None,
    author: Author = NOBODY,
    now: datetime,
    key: SealingKey | None = None,
) -> bool:
    """Keep what was answered, written from `parent_id`; True where it stands now, alone or beside others.

    A save that was made before, and written on since, changes nothing: it must not undo what came later. Of
    that it says False, for a person who typed it anew has to be told.
    value: as the question's handler gives it; None for an emptied answer. key: the account's; needed for one.
    Raises: Conflict (C205) once the response is withdrawn.
    """
    if response.state == ResponseState.WITHDRAWN:
        raise Conflict("C205")
    answer = _get_or_make(session, response, question_id)
    if _is_unchanged(answer, value, language, key):
        return True
    is_account, revision_id = response.kind == ResponseKind.ACCOUNT, new_id()
    saved = revising.save_revision(
        session,
        SubjectKind.ANSWER,
        answer.id,
        None if is_account else value,
        parent_id=parent_id,
        author=author,
        now=None if is_account else now,
        sealed=seal_value(answer, value, key, revision_id) if is_account else None,
        revision_id=revision_id,
    )
    if saved.stands and not saved.branched:
        _show_head(answer, saved.revision.id, value, language, key if is_account else None)
    return saved.stands


def join_answer(
    session: Session,
    response: Response,
    question_id: str,
    value: Any,
    *,
    language: str,
    parent_ids: Sequence[str],
    author: Author = NOBODY,
    now: datetime,
    key: SealingKey | None = None,
) -> bool:
    """Put one text in the place of the versions named; one that was put there before changes nothing.

    Returns: as save_answer.

    Raises: Conflict (C203) when one of them does not stand any more, (C205) once withdrawn.
    """
    if response.state == ResponseState.WITHDRAWN:
        raise Conflict("C205")
    answer = _get_or_make(session, response, question_id)
    is_account = response.kind == ResponseKind.ACCOUNT
    body, at = (None, None) if is_account else (value, now)
    first, *others = parent_ids
    stands = True
    for other in others:
        revision_id = new_id()
        joined = revising.join_revisions(
            session,
            SubjectKind.ANSWER,
            answer.id,
            body,
            parent_ids=(first, other),
            author=author,
            now=at,
            sealed=seal_value(answer, value, key, revision_id) if is_account else None,
            revision_id=revision_id,
        )
        first, stands = joined.revision.id, joined.stands
    if stands:
        _show_head(answer, first, value, language, key if is_account else None)
    return stands or _is_unchanged(answer, value, language, key)


def list_own_answers(session: Session, response: Response, key: SealingKey | None = None) -> list[OwnAnswer]:
    """What the respondent has answered so far, in order of question id; an account needs its key."""
    answers = session.scalars(
        select(Answer).where(Answer.response_id == response.id).order_by(Answer.question_id)
    )
    return [
        OwnAnswer(answer.question_id, open_value(answer, key), answer.language, answer.head_revision_id)
        for answer in answers
    ]


def find_answered_language(session: Session, response: Response) -> str:
    """The language in which most of its answers were given; the one it was begun in where there are none."""
    wanted = select(Answer.language).where(Answer.response_id == response.id).group_by(Answer.language)
    most_first = wanted.order_by(func.count().desc(), Answer.language)
    return session.scalars(most_first.limit(1)).first() or response.language


def seal_value(answer: Answer, value: Any, key: SealingKey | None, revision_id: str) -> bytes:
    """Seal one answer of an account for its own place, so that it cannot be passed off as another."""
    if key is None:
        raise Conflict("C302")
    return seal_answer(key, value, answer.id, revision_id)


def open_value(answer: Answer, key: SealingKey | None) -> Any:
    """The value of an answer: in clear for a return, opened with the key for an account."""
    if answer.sealed is None:
        return answer.value
    if key is None:
        raise Conflict("C302")
    return open_answer(key, answer.sealed, answer.id, answer.head_revision_id)


def _get_or_make(session: Session, response: Response, question_id: str) -> Answer:
    wanted = select(Answer).where(Answer.response_id == response.id, Answer.question_id == question_id)
    answer = session.scalars(wanted).one_or_none()
    if answer is None:
        answer = Answer(id=new_id(), response_id=response.id, question_id=question_id)
        session.add(answer)
        session.flush()
    return answer


def _is_unchanged(answer: Answer, value: Any, language: str, key: SealingKey | None) -> bool:
    """Whether this is what stands already, wherever written from: a page sent twice changes nothing."""
    if answer.head_revision_id is None:
        return value is None
    return answer.language == language and bool(open_value(answer, key) == value)


def _show_head(answer: Answer, revision_id: str, value: Any, language: str, key: SealingKey | None) -> None:
    answer.head_revision_id = revision_id
    answer.language = language
    answer.value = None if key else value
    answer.sealed = seal_value(answer, value, key, revision_id) if key else None
