"""Suggestions that have fallen: what stands no longer, and what an attempt that ended had not let stand."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.models.coding import MACHINE, Coding, Segment
from consult.models.standing_codings import stands
from consult.services.jobs.claiming import list_marks


def list_fallen(session: Session) -> list[str]:
    """The ids of suggestions that do not stand, but for those that an attempt is keeping at this moment."""
    wanted = (
        select(Coding.id)
        .join(Segment, Segment.id == Coding.segment_id)
        .where(~stands(), Coding.kept_in.not_in(list_marks(session)))
    )
    return list(session.scalars(wanted.order_by(Coding.segment_id, Coding.id)))


def drop_fallen(session: Session, coding_ids: Sequence[str]) -> None:
    """Drop these, as far as they are still there."""
    session.execute(delete(Coding).where(Coding.id.in_(coding_ids), Coding.author == MACHINE))
