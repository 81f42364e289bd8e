"""Experiences counted with those of the open form and without."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.models.response import Response
from consult.queries.viewer import Viewer, is_visible
from consult.told import Told
from consult.vocabulary import Channel, ResponseKind

VOUCHED = Response.channel == Channel.VOUCHED
COUNTED: tuple[ColumnElement[int], ColumnElement[int]] = (
    func.count(Response.id),
    func.count(Response.id).filter(VOUCHED),
)
"""The columns that `Told` is made from."""


def find_vouched(session: Session, viewer: Viewer, response_ids: Collection[str]) -> frozenset[str]:
    """Which of these experiences came through community groups."""
    theirs = (is_visible(viewer), Response.kind == ResponseKind.ACCOUNT, VOUCHED)
    wanted = set(response_ids)
    return frozenset(id for id in session.scalars(select(Response.id).where(*theirs)) if id in wanted)


def find_open(session: Session, viewer: Viewer, consultation_id: str) -> frozenset[str]:
    """Which experiences of a consultation came by the open form."""
    theirs = (is_visible(viewer), Response.kind == ResponseKind.ACCOUNT, ~VOUCHED)
    wanted = select(Response.id).where(*theirs, Response.consultation_id == consultation_id)
    return frozenset(session.scalars(wanted))


def count_told(session: Session, viewer: Viewer, response_ids: Collection[str]) -> Told:
    """How many these experiences are."""
    return Told(len(set(response_ids)), len(find_vouched(session, viewer, response_ids)))
