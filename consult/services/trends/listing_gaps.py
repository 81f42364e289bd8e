"""Gaps in provision and training needs of a consultation as lists: what, who said it, where, since when.

From passages on which people accepted the tag of the kind; the subject is that of the same passage. Numbers
are those of protected tables by sector and by sub-region, and of the trend over half-years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.tables.sheets import Layer
from analysis.tables.trends import Sought
from analysis.tables.units import PEOPLE
from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.queries.viewer import Viewer
from consult.services.counting.asked_tables import ALL_UNITS, GAPS, AskedTable
from consult.services.counting.contrasting import Tabulated, tabulate
from consult.services.handing_out.handing_out_tables import hand_out, release
from consult.services.handing_out.handing_out_trends import release_trend
from consult.services.handing_out.locking_tables import lock_every_table
from consult.services.trends.asked_trends import AskedTrend
from consult.services.trends.following_trends import Trend, follow_trends

BY_SECTOR = AskedTable(rows=GAPS, columns="sector", unit=ALL_UNITS, who="both")
BY_AREA = AskedTable(rows=GAPS, columns="area", who="both")
OVER_TIME = AskedTrend(rows=GAPS, who="both")


@dataclass(frozen=True)
class Gap:
    """One gap or need. Numbers are None where they are not shown.

    number: responses; people: whom these speak for. own: without shared wording; without_open: without the
    open form, where any came by it. seen: half-years with how many said it, over all consultations, the first
    one first; those not shown are not there.
    """

    key: str
    label: str
    number: int | None
    people: int | None
    own: int | None
    without_open: int | None
    sectors: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    seen: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class GapList:
    """gaps: in the order of their kinds, the most said first. base: how many were counted."""

    gaps: tuple[Gap, ...]
    base: int | None
    by_sector: Tabulated
    by_area: Tabulated
    over_time: Trend


def list_gaps(session: Session, viewer: Viewer, consultation: Consultation, *, now: datetime) -> GapList:
    """List the gaps of a consultation. Raises: Conflict (C405 before the first run)."""
    by_sector = tabulate(session, viewer, consultation, BY_SECTOR, now=now)
    by_area = tabulate(session, viewer, consultation, BY_AREA, now=now)
    return _join(by_sector, by_area, follow_trends(session, viewer, OVER_TIME, now=now))


def release_gaps(session: Session, viewer: Viewer, consultation: Consultation, *, now: datetime) -> GapList:
    """List them and hand the list out: what it shows is kept on record.

    Raises: Conflict (C405 before the first run, C406 and C407 nothing may be shown).
    """
    lock_every_table(session)
    by_sector = release(session, viewer, consultation, BY_SECTOR, now=now).made
    by_area = tabulate(session, viewer, consultation, BY_AREA, now=now)
    if by_area.sheet.published is not None:
        hand_out(session, viewer, consultation, by_area, now=now)
    return _join(by_sector, by_area, _release_trend(session, viewer, now=now))


def _release_trend(session: Session, viewer: Viewer, *, now: datetime) -> Trend:
    try:
        return release_trend(session, viewer, OVER_TIME, now=now).trend
    except Conflict as refused:
        if refused.code != "C406":
            raise
        return follow_trends(session, viewer, OVER_TIME, now=now)


def _join(by_sector: Tabulated, by_area: Tabulated, over_time: Trend) -> GapList:
    gaps = [_describe(key, by_sector, by_area, over_time) for key in by_sector.labels]
    kind = {key: place for place, key in enumerate(dict.fromkeys(one.key.partition("|")[0] for one in gaps))}
    ordered = sorted(gaps, key=lambda one: (kind[one.key.partition("|")[0]], -(one.number or 0), one.label))
    bases = by_sector.sheet.every.bases
    return GapList(tuple(ordered), bases[-1] if bases else None, by_sector, by_area, over_time)


def _describe(key: str, by_sector: Tabulated, by_area: Tabulated, over_time: Trend) -> Gap:
    sheet = by_sector.sheet
    return Gap(
        key=key,
        label=by_sector.labels[key],
        number=_find_total(sheet.every, key),
        people=_find_total(_find_people(by_sector), key),
        own=_find_total(sheet.own, key),
        without_open=_find_total(by_sector.without_open, key),
        sectors=_list_parts(by_sector, key),
        places=_list_parts(by_area, key),
        seen=tuple(_list_seen(over_time, key)),
    )


def _find_people(made: Tabulated) -> Layer:
    return next(one.sheet.every for one in made.blocks if one.sheet.unit == PEOPLE)


def _find_total(layer: Layer | None, key: str) -> int | None:
    cells = layer.rows.get(key) if layer else None
    return cells[-1].count if cells else None


def _list_parts(made: Tabulated, key: str) -> tuple[tuple[str, int], ...]:
    """Groups whose number is shown and not nought, the most first."""
    cells = made.sheet.every.rows.get(key, ())[:-1]
    shown = [(name, cell.count) for name, cell in zip(made.columns, cells, strict=False) if cell.count]
    return tuple(sorted(shown, key=lambda one: (-one[1], one[0])))


def _list_seen(trend: Trend, key: str) -> Iterable[tuple[str, int]]:
    for half in trend.halves:
        number = _find_total(half.sheet.every, key) if half.sheet else None
        if number and half.sought.get(key) is not Sought.NONE:
            yield half.half.label, number
