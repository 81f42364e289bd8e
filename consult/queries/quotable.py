"""Passages of a return that a draft could quote: those of the texts that its analysis read."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnsweredItem
from consult.models.coding import Segment
from consult.models.draft import Draft
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer, is_visible


def list_passages(session: Session, viewer: Viewer, draft: Draft, response_id: str) -> list[Segment]:
    """The passages of a response as it stands that the draft's analysis read, in the order of each answer."""
    stands = and_(
        Answer.id == Segment.answer_id, Segment.revision_id.is_not_distinct_from(Answer.head_revision_id)
    )
    read = and_(AnsweredItem.answer_id == Answer.id, AnsweredItem.run_id == draft.run_id)
    wanted = (
        select(Segment)
        .join(Answer, stands)
        .join(AnsweredItem, read)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.id == response_id, is_visible(viewer))
        .order_by(Answer.question_id, Segment.start, Segment.end, Segment.id)
    )
    return list(session.scalars(wanted))
