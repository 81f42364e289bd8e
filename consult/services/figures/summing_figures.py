"""Published figures of one period put together: by council, by sub-region and for the whole region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analysis.tables.summaries import Summary, summarise
from analysis.tables.tiers import BLANK, COUNTED, UPPER, Number, Standing, stand
from consult.models.figure_kinds import CellState
from consult.models.figures import FigureCell, FigureVersion
from consult.models.region import Organisation
from consult.services.figures.finding_figures import list_councils
from consult.services.region.council_tiers import find_tier
from consult.services.returns.sent_numbers import NO_AREA, WHOLE

REGION_PLACE = "region"
GONE = "A council no longer in the directory"


@dataclass(frozen=True)
class FigureLine:
    """One council's figure. county: whose figure has this one in it, so that it is not added again."""

    place: str
    name: str
    cell: FigureCell
    standing: Standing
    county: str = ""


@dataclass(frozen=True)
class FigureSheet:
    """All figures of one measure and period. areas: by the place that they are cited by.

    `blank` of a sum: councils whose number is missing from it, because none was published.
    """

    period: str
    measure: str
    lines: tuple[FigureLine, ...]
    areas: Mapping[str, Summary]
    whole: Summary


def list_periods(version: FigureVersion) -> list[str]:
    """The periods of a version, the latest first."""
    spans: dict[str, tuple[date, date]] = {one.period: (one.ends_on, one.starts_on) for one in version.cells}
    return sorted(spans, key=lambda label: (spans[label], label), reverse=True)


def list_measures(version: FigureVersion) -> list[str]:
    """What a version counts, in the order of its file."""
    return list(dict.fromkeys(one.measure for one in version.cells))


def make_sheet(session: Session, version: FigureVersion, period: str, measure: str) -> FigureSheet:
    """Put the figures of one period together; each standing says whether it is added."""
    return lay_out(list_councils(session), version, period, measure)


def lay_out(
    directory: Sequence[Organisation], version: FigureVersion, period: str, measure: str
) -> FigureSheet:
    """As `make_sheet`, for many sheets: the councils of the directory are loaded once."""
    councils = {one.key: one for one in directory}
    cells = [one for one in version.cells if (one.period, one.measure) == (period, measure)]
    numbers, names = [], {}
    for cell in cells:
        council = councils.get(cell.council)
        area = council.sub_region if council else None
        tier = find_tier(council.sector, council.name, council.council_code) if council else ""
        names[cell.council] = council.name if council else f"{cell.given} ({GONE.lower()})"
        own_only = not version.counties_include
        where = area.name if area else NO_AREA
        numbers.append(
            Number(cell.id, cell.council, where, cell.number, tier, own_only=own_only, public=True)
        )
    standings = stand(numbers)
    lines = tuple(
        FigureLine(cell.council, names[cell.council], cell, one, names.get(one.given.county, ""))
        for cell, one in zip(cells, standings, strict=True)
    )
    ordered = tuple(sorted(lines, key=lambda one: (one.standing.given.area, one.name)))
    areas = {one.key: one.name for council in councils.values() if (one := council.sub_region)}
    added = _leave_out_what_is_not_missing(lines)
    sums = {key: summarise(_in_area(added, name), name) for key, name in areas.items()}
    return FigureSheet(period, measure, ordered, _tidy(sums), summarise(added, WHOLE))


def list_totals(session: Session, version: FigureVersion, measure: str) -> list[tuple[str, Summary]]:
    """What the whole region comes to in each period, the earliest first."""
    directory = list_councils(session)
    periods = reversed(list_periods(version))
    return [(period, lay_out(directory, version, period, measure).whole) for period in periods]


def _leave_out_what_is_not_missing(lines: Sequence[FigureLine]) -> list[Standing]:
    """Without blanks that no sum lacks: what does not apply, and a district whose county is counted."""
    given = [(one.cell.state, one.standing) for one in lines]
    counties = {
        one.given.body
        for _, one in given
        if one.state == COUNTED and one.given.tier == UPPER and not one.given.own_only
    }
    return [
        one
        for state, one in given
        if one.state != BLANK or (state != CellState.NOT_APPLICABLE and one.given.county not in counties)
    ]


def _in_area(standings: Sequence[Standing], name: str) -> list[Standing]:
    return [one for one in standings if one.given.area == name]


def _tidy(sums: Mapping[str, Summary]) -> dict[str, Summary]:
    found = sorted(sums.items(), key=lambda pair: pair[1].area)
    return {f"area:{key}": one for key, one in found if one.everybody}
