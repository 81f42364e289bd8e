"""Say which language an answer is in, where its words seem to contradict what was declared."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.locking import lock_name
from consult.models.readings import AnswerText
from consult.models.response import Answer, Response
from consult.models.settled_languages import SettledLanguage
from consult.services import auditing
from consult.vocabulary import ResponseKind, ResponseState

BATCH = 500
MAX_TAG = 35


def settle_language(
    session: Session, response: Response, question_id: str, language: str, *, staff_id: str, now: datetime
) -> SettledLanguage:
    """Keep what somebody who read an answer says of its language; the next analysis reads it so.

    language: a tag. An account is never settled: that its words contradict what was declared would be in
    clear. Raises: NotFound (C102) for an account, what was withdrawn, an answer that is not there, or no tag.
    """
    columns = (Answer.id, Answer.head_revision_id, Answer.language)
    asked = select(*columns).where(Answer.response_id == response.id, Answer.question_id == question_id)
    found = session.execute(asked).one_or_none()
    is_open = response.kind is ResponseKind.RETURN and response.state is ResponseState.SUBMITTED
    if found is None or not is_open or not 0 < len(language) <= MAX_TAG:
        raise NotFound("C102")
    lock_name(session, f"language:{found.id}")
    by_answer = select(SettledLanguage).where(SettledLanguage.answer_id == found.id)
    settled = session.scalars(by_answer).one_or_none() or SettledLanguage(answer_id=found.id)
    settled.revision_id, settled.language = found.head_revision_id, language
    settled.staff_id, settled.at = staff_id, now
    session.add(settled)
    session.flush()
    declared = found.language or response.language
    auditing.record(
        session,
        actor=staff_id,
        action="language settled",
        subject_kind="response",
        subject_id=response.id,
        details={"reason": f"{question_id}: {language}, declared {declared}"},
        now=now,
    )
    return settled


def find_settled(session: Session, rows: Iterable[AnswerText]) -> dict[str, str]:
    """The language that people settled of these answers, by answer, where their text is still the same."""
    read = {row.answer_id: row.revision_id for row in rows if not row.respondent.is_account}
    columns = (SettledLanguage.answer_id, SettledLanguage.revision_id, SettledLanguage.language)
    found: dict[str, str] = {}
    ids = sorted(read)
    for start in range(0, len(ids), BATCH):
        wanted = select(*columns).where(SettledLanguage.answer_id.in_(ids[start : start + BATCH]))
        for answer_id, revision_id, language in session.execute(wanted):
            if revision_id == read[answer_id]:
                found[answer_id] = language
    return found
