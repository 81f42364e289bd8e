"""Experiences in the staff area: counted and listed by what is kept in clear, never by words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.groups import ListeningEvent
from consult.models.response import Response
from consult.queries.channels import COUNTED, find_vouched
from consult.queries.responses import RECEIVED
from consult.queries.viewer import Viewer, is_visible
from consult.told import Told
from consult.vocabulary import Channel, ResponseKind, ResponseState
from consult.weeks import begin_week

ROWS_A_PAGE = 50
SHORTEST_LABEL = 8


@dataclass(frozen=True)
class Slice:
    """One page of the list, counted from one, and how many there are in all."""

    experiences: Sequence[tuple[Response, Consultation]]
    total: int
    page: int
    page_count: int


def count_by_channel_and_language(session: Session, viewer: Viewer) -> list[tuple[str, Channel, int]]:
    """How many were received and not withdrawn, by language and channel; in order of language."""
    counted = (
        select(Response.language, Response.channel, func.count(Response.id))
        .where(is_visible(viewer), Response.kind == ResponseKind.ACCOUNT)
        .where(Response.state == ResponseState.SUBMITTED)
        .group_by(Response.language, Response.channel)
    )
    return sorted((row[0], row[1], row[2]) for row in session.execute(counted))


def find_channels(session: Session, viewer: Viewer, response_ids: Collection[str]) -> dict[str, Any]:
    """Of these experiences: those through community groups, those of events, and the people at these."""
    counted = select(Response.id, ListeningEvent.response_id, ListeningEvent.people)
    joined = counted.outerjoin(ListeningEvent, ListeningEvent.response_id == Response.id)
    sent = (is_visible(viewer), Response.kind == ResponseKind.ACCOUNT)
    rows = [row for row in session.execute(joined.where(*sent)) if row[0] in set(response_ids)]
    return {
        "vouched_ids": find_vouched(session, viewer, response_ids),
        "event_ids": frozenset(row[0] for row in rows if row[1]),
        "people_at_events": sum(row[2] or 0 for row in rows),
    }


def count_events(session: Session, viewer: Viewer) -> tuple[Told, int]:
    """How many listening events were received and not withdrawn, and how many people at least took part."""
    counted = select(*COUNTED, func.sum(ListeningEvent.people))
    joined = counted.join(Response, Response.id == ListeningEvent.response_id)
    *events, people = session.execute(
        joined.where(is_visible(viewer), Response.state == ResponseState.SUBMITTED)
    ).one()
    return Told(*events), people or 0


def count_withdrawn(session: Session, viewer: Viewer) -> Told:
    """How many were received once and withdrawn since."""
    withdrawn = _select(viewer).where(Response.state == ResponseState.WITHDRAWN)
    return Told(*session.execute(withdrawn.with_only_columns(*COUNTED)).one())


def find_by_beginning(
    session: Session, viewer: Viewer, consultation_id: str, beginning: str
) -> Response | None:
    """The one experience of a consultation whose id begins so; None where there is none, or several."""
    sent = _select(viewer).where(Response.consultation_id == consultation_id)
    submitted = sent.where(Response.state == ResponseState.SUBMITTED)
    wanted = submitted.where(Response.id.startswith(beginning.strip().lower(), autoescape=True)).limit(2)
    found = session.scalars(wanted).all() if beginning.strip() else []
    return found[0] if len(found) == 1 else None


def list_experiences(session: Session, viewer: Viewer, page: int) -> Slice:
    """One page of what was received, the latest week first; within a week in no order that says anything."""
    order = _list_by_week(session, viewer)
    page_count = max(1, -(-len(order) // ROWS_A_PAGE))
    page = min(max(page, 1), page_count)
    shown = order[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    both = select(Response, Consultation).join(Consultation, Consultation.id == Response.consultation_id)
    rows = session.execute(both.where(is_visible(viewer), Response.id.in_(shown)))
    found = sorted(((row[0], row[1]) for row in rows), key=lambda pair: shown.index(pair[0].id))
    return Slice(found, len(order), page, page_count)


def _list_by_week(session: Session, viewer: Viewer) -> list[str]:
    received = _select(viewer).where(Response.state.in_(RECEIVED))
    rows = session.execute(received.with_only_columns(Response.id, Response.received_on))
    weeks = [(-begin_week(day or date.min).toordinal(), id) for id, day in rows]
    return [id for _, id in sorted(weeks)]


def get_by_label(session: Session, viewer: Viewer, label: str) -> Response:
    """The received experience with this id, or with this beginning of it. Raises: NotFound (C322)."""
    begins = Response.id.startswith(label.strip().lower(), autoescape=True)
    wanted = _select(viewer).where(begins, Response.state.in_(RECEIVED))
    found = session.scalars(wanted.limit(2)).all() if len(label.strip()) >= SHORTEST_LABEL else []
    if len(found) != 1:
        raise NotFound("C322", label=label)
    return found[0]


def _select(viewer: Viewer) -> Select[Response]:
    return select(Response).where(is_visible(viewer), Response.kind == ResponseKind.ACCOUNT)
