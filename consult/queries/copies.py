"""Copies of an account that were made for somebody outside."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.copies import AccountCopy
from consult.models.release import Recall
from consult.models.response import Response
from consult.queries.viewer import Viewer, is_visible


def list_copies(
    session: Session, viewer: Viewer, response_id: str
) -> Sequence[tuple[AccountCopy, Recall | None]]:
    """Every copy of an account, and where it is to be taken back, that; the latest first."""
    rows = (
        select(AccountCopy, Recall)
        .join(Response, Response.id == AccountCopy.response_id)
        .outerjoin(Recall, Recall.file_id == AccountCopy.file_id)
        .where(is_visible(viewer), AccountCopy.response_id == response_id)
        .options(joinedload(AccountCopy.file))
        .order_by(AccountCopy.number.desc())
    )
    return [(copy, recall) for copy, recall in session.execute(rows)]
