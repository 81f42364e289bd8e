"""Responses that a viewer may see: to list, to count and to hand to the reading of answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.region import SubRegion
from consult.models.response import Response
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Channel, ResponseKind, ResponseState, Sector

RECEIVED = (ResponseState.SUBMITTED, ResponseState.WITHDRAWN)


@dataclass(frozen=True)
class Wanted:
    """Which responses; None means any. Without `states` those that were sent and not withdrawn."""

    kind: ResponseKind | None = None
    states: tuple[ResponseState, ...] = (ResponseState.SUBMITTED,)
    sector: Sector | None = None
    sub_region_id: str | None = None
    channel: Channel | None = None
    language: str | None = None
    organisation_id: str | None = None


ALL = Wanted()


def select_responses(viewer: Viewer, consultation_id: str, wanted: Wanted = ALL) -> Select[Response]:
    """Select responses, by the day received and then by id, which says nothing of who came first."""
    statement = select(Response).where(*_conditions(viewer, consultation_id, wanted))
    return statement.order_by(Response.received_on.nulls_last(), Response.id)


def select_response(viewer: Viewer, response_id: str) -> Select[Response]:
    """Select one response; none where the viewer may not see it."""
    return select(Response).where(is_visible(viewer), Response.id == response_id)


def select_these(viewer: Viewer, response_ids: Collection[str]) -> Select[Response]:
    """Select those of these responses that the viewer may see and that were not withdrawn, by id."""
    wanted = select(Response).where(is_visible(viewer), Response.id.in_(response_ids))
    return wanted.where(Response.state == ResponseState.SUBMITTED).order_by(Response.id)


def get_response(session: Session, viewer: Viewer, response_id: str) -> Response:
    """Return a response. Raises: NotFound (C102), also where the viewer may not see it."""
    response = session.scalars(select_response(viewer, response_id)).one_or_none()
    if response is None:
        raise NotFound("C102")
    return response


def count_responses(session: Session, viewer: Viewer, consultation_id: str, wanted: Wanted = ALL) -> int:
    """How many responses there are."""
    conditions = _conditions(viewer, consultation_id, wanted)
    return session.scalar(select(func.count(Response.id)).where(*conditions)) or 0


def count_by_sector(
    session: Session, viewer: Viewer, consultation_id: str, wanted: Wanted = ALL
) -> list[tuple[Sector | None, int]]:
    """How many from each sector, most first; None where a response names none."""
    return _count(session, Response.sector, _conditions(viewer, consultation_id, wanted))


def count_by_language(
    session: Session, viewer: Viewer, consultation_id: str, wanted: Wanted = ALL
) -> list[tuple[str, int]]:
    """How many in each declared language, most first."""
    return _count(session, Response.language, _conditions(viewer, consultation_id, wanted))


def count_by_sub_region(
    session: Session, viewer: Viewer, consultation_id: str, wanted: Wanted = ALL
) -> list[tuple[SubRegion | None, int]]:
    """How many from each part of the region, most first; None where a response names none."""
    counted = _count(session, Response.sub_region_id, _conditions(viewer, consultation_id, wanted))
    named = {area.id: area for area in session.scalars(select(SubRegion))}
    return [(named.get(key), count) for key, count in counted]


def count_by_day(
    session: Session, viewer: Viewer, consultation_id: str, wanted: Wanted = ALL
) -> list[tuple[date, int]]:
    """How many came in on each day that any did, the first day first."""
    counted = _count(session, Response.received_on, _conditions(viewer, consultation_id, wanted))
    return sorted((day, count) for day, count in counted if day is not None)


def _conditions(viewer: Viewer, consultation_id: str, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    columns = {
        Response.kind: wanted.kind,
        Response.sector: wanted.sector,
        Response.sub_region_id: wanted.sub_region_id,
        Response.channel: wanted.channel,
        Response.language: wanted.language,
        Response.organisation_id: wanted.organisation_id,
    }
    asked = [column == value for column, value in columns.items() if value is not None]
    of_this = [Response.consultation_id == consultation_id, Response.state.in_(wanted.states)]
    return [is_visible(viewer), *of_this, *asked]


def _count(session: Session, column: Any, conditions: Sequence[ColumnElement[bool]]) -> list[Any]:
    """Count by one column, most first, ties by value."""
    counted = session.execute(select(column, func.count(Response.id)).where(*conditions).group_by(column))
    return sorted(((row[0], row[1]) for row in counted), key=lambda pair: (-pair[1], str(pair[0] or "")))
