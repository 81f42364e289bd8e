"""The list of returns: filtered, sorted, one page at a time; and what happened to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from consult.models.audit import AuditEntry
from consult.models.region import Organisation, SubRegion
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.responses import RECEIVED, Wanted, select_responses
from consult.queries.viewer import Viewer
from consult.vocabulary import ResponseKind

ROWS_A_PAGE = 50
NAME = func.coalesce(Organisation.name, Response.organisation_name)
SORTABLE: dict[str, Any] = {
    "received": Response.received_on,
    "organisation": func.lower(NAME),
    "sector": Response.sector,
    "place": SubRegion.name,
    "language": Response.language,
    "channel": Response.channel,
    "state": Response.state,
}


@dataclass(frozen=True)
class Listing:
    """Which returns to list and in which order; `name` is part of an organisation's name."""

    wanted: Wanted = field(default_factory=lambda: Wanted(kind=ResponseKind.RETURN, states=RECEIVED))
    name: str = ""
    sort: str = "received"
    descending: bool = True


@dataclass(frozen=True)
class Slice:
    """One page of the list, counted from one, and how many there are in all."""

    returns: Sequence[Response]
    total: int
    page: int
    page_count: int


@dataclass(frozen=True)
class Event:
    """Something that happened to a return: what, when, who did it where that is on record, and why."""

    at: datetime
    action: str
    actor: str
    reason: str


def list_page(session: Session, viewer: Viewer, consultation_id: str, listing: Listing, page: int) -> Slice:
    """One page of the returns wanted; a page past the end gives the last."""
    found = _select(viewer, consultation_id, listing)
    total = session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    page_count = max(1, -(-total // ROWS_A_PAGE))
    page = min(max(page, 1), page_count)
    rows = found.options(contains_eager(Response.organisation), contains_eager(Response.sub_region))
    shown = session.scalars(rows.limit(ROWS_A_PAGE).offset((page - 1) * ROWS_A_PAGE)).all()
    return Slice(shown, total, page, page_count)


def list_events(session: Session, response_id: str) -> list[Event]:
    """What happened to a return, the first thing first. The caller has checked that it may be seen."""
    entries = (
        select(AuditEntry, Staff.name)
        .outerjoin(Staff, Staff.id == AuditEntry.actor)
        .where(AuditEntry.subject_kind == "response", AuditEntry.subject_id == response_id)
        .order_by(AuditEntry.sequence)
    )
    return [
        Event(entry.at, entry.action, name or "", str(entry.details.get("reason", "")))
        for entry, name in session.execute(entries)
    ]


def _select(viewer: Viewer, consultation_id: str, listing: Listing) -> Select[Response]:
    found = select_responses(viewer, consultation_id, listing.wanted)
    found = found.outerjoin(Response.organisation).outerjoin(Response.sub_region)
    if listing.name:
        found = found.where(func.lower(NAME).contains(listing.name.lower(), autoescape=True))
    column = SORTABLE[listing.sort]
    ordered = column.desc().nulls_last() if listing.descending else column.asc().nulls_last()
    return found.order_by(None).order_by(ordered, func.lower(NAME), Response.id)
