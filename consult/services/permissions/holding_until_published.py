"""Quotations are held from people of observers until publication, unless a manager releases one of a return.

What stands on a public page everybody may read, so may they. Nobody of theirs ever reads one of an experience
before, and none is told from another: all are held alike.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.observer_release import ObserverRelease
from consult.models.readings import ExcerptReference
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer
from consult.services.experiences.judging_quotations import Passage
from consult.services.following.published_passages import find_published_passages
from consult.vocabulary import ResponseKind, Standing


def find_held(session: Session, viewer: Viewer, excerpts: Sequence[ExcerptReference]) -> set[str]:
    """Which of these quotations are held from this viewer, by id; none from people of full standing."""
    if viewer.standing is Standing.FULL:
        return set()
    released = {
        *find_released(session, {one.response_id for one in excerpts}),
        *find_published_passages(session),
    }
    return {one.id for one in excerpts if place_of(one) not in released}


def find_released(session: Session, response_ids: Collection[str]) -> dict[Passage, datetime]:
    """Since when each passage of these returns is released; none whose answer was changed since."""
    row = ObserverRelease
    stands = row.revision_id.is_not_distinct_from(Answer.head_revision_id)
    of_answer = (row.response_id == Answer.response_id) & (row.question_id == Answer.question_id)
    wanted = (
        select(row.response_id, row.question_id, row.start, row.end, row.released_at)
        .join(Answer, of_answer & stands)
        .join(Response, Response.id == row.response_id)
        .where(Response.kind == ResponseKind.RETURN, row.response_id.in_(response_ids))
    )
    rows = session.execute(wanted)
    return {Passage(id, question_id, start, end): at for id, question_id, start, end, at in rows}


def place_of(excerpt: ExcerptReference) -> Passage:
    """Which passage of which answer a quotation is."""
    return Passage(excerpt.response_id, excerpt.question_id, excerpt.start, excerpt.end)
