"""The returns with passages that could be quoted but for personal data that nobody decided about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.models.response import Response
from consult.queries.responses import select_these
from consult.queries.return_finds import cut, select_waiting
from consult.queries.runs import find_latest_run
from consult.queries.viewer import Viewer
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.vocabulary import Purpose, ResponseKind, ResponseState

PAGE_SIZE = 50


@dataclass(frozen=True)
class WaitingPage:
    """One page of returns, each with how many of its passages wait; the most come first."""

    rows: Sequence[tuple[Response, int]]
    page: int
    page_count: int


def list_waiting(session: Session, viewer: Viewer, consultation_id: str, *, today: date) -> dict[str, int]:
    """Count, by return, the passages in themes that could be quoted but for a find nobody decided about.

    Only what a draft looked at, or a person began to decide, is known. The most passages come first.
    """
    run = find_latest_run(session, consultation_id)
    if run is None:
        return {}
    counts: dict[str, int] = {}
    for response_id, _ in session.execute(select_waiting(viewer, run)):
        counts[response_id] = counts.get(response_id, 0) + 1
    quotable = _list_quotable(session, consultation_id, counts, today)
    return {id: counts[id] for id in sorted(quotable, key=lambda id: (-counts[id], id))}


def open_waiting(
    session: Session, viewer: Viewer, consultation_id: str, *, page: int, today: date
) -> WaitingPage:
    """Read one page of the list; a page past the end gives the last."""
    counts = list_waiting(session, viewer, consultation_id, today=today)
    page_count = max(1, -(-len(counts) // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    ids = list(counts)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    wanted = select_these(viewer, ids).options(selectinload(Response.organisation))
    shown = {one.id: one for one in session.scalars(wanted)}
    return WaitingPage([(shown[id], counts[id]) for id in ids if id in shown], page, page_count)


def _list_quotable(
    session: Session, consultation_id: str, response_ids: dict[str, int], today: date
) -> list[str]:
    source = Source(ResponseKind.RETURN, ResponseState.SUBMITTED, consultation_id)
    moment = Moment(today, consultation_id)
    found: list[str] = []
    for batch in cut(response_ids):
        held = find_consents(session, select(Response.id).where(Response.id.in_(batch)))
        found += [id for id in batch if allows(source, held.get(id, {}), Purpose.QUOTE, moment)]
    return found
