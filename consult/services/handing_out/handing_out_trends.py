"""Hand a trend out: as rows of a file; what each half-year showed is kept, as of any other table."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.release import ReleasedTable
from consult.queries.tables import list_released_across
from consult.queries.viewer import SYSTEM, Viewer
from consult.services import auditing
from consult.services.handing_out.counted_tables import find_counted, note_counted
from consult.services.handing_out.locking_tables import lock_every_table
from consult.services.handing_out.released_layers import read_published, write_apart, write_published
from consult.services.trends.asked_trends import AskedTrend
from consult.services.trends.following_trends import Trend, follow_trends
from consult.services.trends.half_year_tables import AREA, HalfTable


@dataclass(frozen=True)
class HandedOutTrend:
    """A trend, and the records of its half-years."""

    trend: Trend
    released: tuple[ReleasedTable, ...]


def release_trend(session: Session, viewer: Viewer, asked: AskedTrend, *, now: datetime) -> HandedOutTrend:
    """Count a trend and hand it out; of two at once, the second is counted beside the first.

    Raises: Conflict (C405 before the first run, C406 nothing may be shown).
    """
    lock_every_table(session)
    trend = follow_trends(session, viewer, asked, now=now)
    shown = [one for one in trend.halves if one.sheet is not None and one.sheet.published is not None]
    if not shown:
        raise Conflict("C406")
    released = tuple(_keep(session, viewer, trend, one, now) for one in shown)
    return HandedOutTrend(trend, released)


def _keep(session: Session, viewer: Viewer, trend: Trend, one: HalfTable, now: datetime) -> ReleasedTable:
    title = f"{trend.title}, {one.half.label}"
    released = _find_same(session, trend, one)
    if released is None:
        released = _add(session, viewer, title, trend, one, now)
    note_counted(session, viewer, released, one.respondents, now=now)
    return released


def _find_same(session: Session, trend: Trend, one: HalfTable) -> ReleasedTable | None:
    assert one.sheet is not None
    return next(
        (
            kept
            for kept in list_released_across(session, SYSTEM, trend.asked.rows)
            if (kept.half_year, kept.who, kept.unit) == (one.half.key, trend.asked.who, trend.asked.unit)
            and read_published(kept) == one.sheet.published
            and kept.apart == _write_apart(one)
            and find_counted(session, kept.id) == set(one.respondents)
        ),
        None,
    )


def _add(
    session: Session, viewer: Viewer, title: str, trend: Trend, one: HalfTable, now: datetime
) -> ReleasedTable:
    assert one.sheet is not None and one.sheet.published is not None
    released = ReleasedTable(
        id=new_id(),
        consultation_id=None,
        half_year=one.half.key,
        title=title,
        rows_by=trend.asked.rows,
        columns_by=AREA,
        who=trend.asked.who,
        unit=trend.asked.unit,
        staff_id=viewer.staff_id,
        made_at=now,
        **write_published(one.sheet.published),
        apart=_write_apart(one),
    )
    session.add(released)
    session.flush()
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="table handed out",
        subject_kind="table",
        subject_id=released.id,
        details={"title": title, "half_year": one.half.key},
        now=now,
    )
    return released


def _write_apart(one: HalfTable) -> dict[str, object] | None:
    return write_apart(one.apart.published if one.apart and one.without_open else None)
