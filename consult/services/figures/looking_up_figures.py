"""Look a cell of published figures up, as a draft cites it: a council's, a sub-region's or the region's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.drafting.figures import write_date
from analysis.drafting.statements import COUNCIL, Tabled
from analysis.tables.tiers import UPPER, Standing
from consult.errors import NotFound
from consult.models.figures import FigureVersion
from consult.models.region import Organisation
from consult.services.figures.finding_figures import get_version, list_councils
from consult.services.figures.summing_figures import REGION_PLACE, FigureSheet, lay_out


@dataclass(frozen=True)
class Chosen:
    """Which figure. pinned: the number of the version it stays with; None for the one in use."""

    place: str
    period: str
    measure: str
    pinned: int | None = None


def find_cell(directory: Sequence[Organisation], version: FigureVersion, chosen: Chosen) -> Tabled | None:
    """Look a figure up, a total too; None where there is no number. directory: the councils there are."""
    sheet = lay_out(directory, version, chosen.period, chosen.measure)
    found = _find_standing(sheet, chosen.place)
    if found is None:
        return None
    name, number, with_districts, missing = found
    return Tabled(
        table=version.table.key,
        version=version.number,
        place=chosen.place,
        period=chosen.period,
        measure=chosen.measure,
        number=number,
        title=version.table.title,
        place_name=name,
        source=version.source,
        published=write_date(version.published_on),
        with_districts=with_districts,
        pinned=chosen.pinned is not None,
        missing=missing,
    )


def find_now(session: Session, cells: Iterable[Tabled]) -> Mapping[Tabled, int | None]:
    """What each cell of a draft is now, in the version in use or in the one it stays with."""
    cited = list(cells)
    directory = list_councils(session) if cited else []
    return {cell: _find_number(session, directory, cell) for cell in cited}


def _find_number(session: Session, directory: Sequence[Organisation], cell: Tabled) -> int | None:
    try:
        version = get_version(session, cell.table, cell.version if cell.pinned else None)
    except NotFound:
        return None
    now = find_cell(directory, version, Chosen(cell.place, cell.period, cell.measure))
    return now.number if now else None


def _find_standing(sheet: FigureSheet, place: str) -> tuple[str, int, bool, int] | None:
    """The name of a place, its number, whether that has districts in it, and how many it lacks."""
    sums = {REGION_PLACE: sheet.whole, **sheet.areas}
    if place in sums:
        found = sums[place]
        return None if found.total is None else (found.area, int(found.total), False, found.blank)
    line = next((one for one in sheet.lines if COUNCIL + one.place == place), None)
    if line is None or line.cell.number is None:
        return None
    return line.name, int(line.cell.number), _has_districts(sheet, line.standing), 0


def _has_districts(sheet: FigureSheet, standing: Standing) -> bool:
    """Whether districts of this county have a figure that is in its own."""
    given = standing.given
    inside = any(one.standing.given.county == given.body for one in sheet.lines)
    return given.tier == UPPER and not given.own_only and inside
