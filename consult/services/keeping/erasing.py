"""Delete answers with every revision of them, so that no earlier wording stays behind; none is read."""

from collections.abc import Collection

from sqlalchemy import delete, null, select, update
from sqlalchemy.orm import Session

from consult.models.campaigns import CampaignMember
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.vocabulary import SubjectKind


def erase_answers(session: Session, response_id: str, question_ids: Collection[str] | None = None) -> None:
    """Delete the answers to these questions, or all; expiring `response.answers` is for the caller.

    Revisions let go of each other first, since none may be deleted before what was written from it.
    """
    doomed = [Answer.response_id == response_id]
    if question_ids is not None:
        doomed.append(Answer.question_id.in_(question_ids))
    ids = session.scalars(select(Answer.id).where(*doomed)).all()
    theirs = (Revision.subject_kind == SubjectKind.ANSWER, Revision.subject_id.in_(ids))
    _part_letters(session, ids)
    session.execute(update(Revision).where(*theirs).values(parent_id=None, joined_id=None))
    session.execute(delete(Revision).where(*theirs))
    session.execute(delete(Answer).where(Answer.id.in_(ids)))


def erase_unsent(session: Session, response_id: str) -> None:
    """Delete what was begun and never sent, whole: its answers, what was allowed, how it was told."""
    erase_answers(session, response_id)
    session.execute(delete(Response).where(Response.id == response_id))


def _part_letters(session: Session, answer_ids: Collection[str]) -> None:
    """Empty the rows of letters in another language that these answers were laid beside."""
    named = CampaignMember.beside["answer_id"].as_string().in_(answer_ids)
    session.execute(update(CampaignMember).where(named).values(beside=null()))
