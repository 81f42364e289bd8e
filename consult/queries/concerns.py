"""Concerns, listed without a word of them: who leads and since when."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.concern import Concern
from consult.models.desk_kinds import ConcernState
from consult.queries.viewer import Viewer


def list_concerns(session: Session, viewer: Viewer, state: ConcernState) -> Sequence[Concern]:
    """Concerns in this state, the oldest first; none for those who may not read experiences."""
    if not viewer.sees_accounts:
        return []
    wanted = select(Concern).where(Concern.state == state)
    return session.scalars(wanted.order_by(Concern.raised_on, Concern.id)).all()


def get_concern(session: Session, viewer: Viewer, concern_id: str) -> Concern:
    """One concern. Raises: NotFound (C102), also where this viewer may not read experiences."""
    row = session.get(Concern, concern_id) if viewer.sees_accounts else None
    if row is None:
        raise NotFound("C102")
    return row
