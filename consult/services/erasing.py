"""Delete answers with every revision of them, so that no earlier wording stays behind."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.models.response import Answer
from consult.models.revision import Revision
from consult.services import revising
from consult.vocabulary import SubjectKind


def erase_answers(session: Session, answers: Iterable[Answer]) -> None:
    """Delete them with their revisions, the newest first: a revision's parent may not go before it."""
    for answer in list(answers):
        session.execute(delete(Answer).where(Answer.id == answer.id))
        for revision in reversed(revising.list_history(session, SubjectKind.ANSWER, answer.id)):
            session.execute(delete(Revision).where(Revision.id == revision.id))
