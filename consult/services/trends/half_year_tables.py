"""The table of one half-year: tags by sub-region, the whole last, beside what was handed out before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.tables.half_years import HalfYear
from analysis.tables.sheets import Layer, Sheet, make_sheet
from analysis.tables.since import Published
from analysis.tables.trends import Point, Sought
from analysis.tables.units import PEOPLE, Raised, count_units, weigh_units
from consult.models.readings import Reading
from consult.queries.viewer import Viewer
from consult.services.counting.table_channels import (
    Columns,
    leave_out,
    match_columns,
    protect_apart,
    tell_channels,
)
from consult.services.handing_out.trend_releases import list_apart_beside, list_beside
from consult.services.trends.asked_trends import AskedTrend
from consult.services.trends.trend_material import Material
from consult.told import Told

AREA = "area"


@dataclass(frozen=True)
class HalfTable:
    """One half-year. sheet: None where nothing was received. consultations: ids of those who received it."""

    half: HalfYear
    sheet: Sheet | None
    apart: Sheet | None
    has_shared: bool
    consultations: tuple[str, ...]
    respondents: tuple[str, ...]
    told: Told
    sought: Mapping[str, Sought]
    looked_pct: float | None

    @property
    def without_open(self) -> Layer | None:
        """The counts without the open form, in the same columns; None where nobody came by it, or hidden."""
        if self.sheet is None or self.apart is None or self.apart.own is None:
            return None
        return match_columns(self.apart.own, self.apart.groups, self.sheet.groups)


@dataclass(frozen=True)
class Maker:
    """Makes the table of a half-year beside what was handed out before."""

    session: Session
    viewer: Viewer
    asked: AskedTrend
    reading: Reading
    material: Material
    given_to: Mapping[str, str]
    threshold: int
    least_silent: int

    def make(self, half: HalfYear, placed: Mapping[str, str]) -> HalfTable:
        """Make one. placed: the place of each respondent who said something in it."""
        respondents = tuple(sorted(placed))
        looked_by = tuple(sorted({self.material.consultations[one] for one in respondents}))
        told, by_open = tell_channels(self.session, self.viewer, self.reading, respondents)
        raised = self.material.raise_by(placed)
        sheet, apart = self._protect_both(half, raised, by_open) if respondents else (None, None)
        return HalfTable(
            half=half,
            sheet=sheet,
            apart=apart,
            has_shared=bool(raised.shared),
            consultations=looked_by,
            respondents=respondents,
            told=told,
            sought=self.material.find_sought_in(looked_by),
            looked_pct=self.material.find_looked_pct(placed) if self.asked.rows != "tag" else None,
        )

    def _protect_both(
        self, half: HalfYear, raised: Raised, by_open: frozenset[str]
    ) -> tuple[Sheet, Sheet | None]:
        groups = sorted({place for _, place in raised.answers.values()})
        columns = Columns(AREA, tuple(groups))
        given_to = {self.given_to[one] for one, _ in raised.answers.values()}
        beside = (self.session, self.asked.rows, self.asked.who, half.key, given_to)
        known = list_beside(*beside)
        sheet = self._protect(raised, columns, known)
        if not by_open or sheet.published is None:
            return sheet, None
        earlier = list_apart_beside(*beside, [*known, sheet.published])
        return sheet, protect_apart(leave_out(raised, by_open), columns, earlier, self._protect)

    def _protect(self, raised: Raised, by: Columns, earlier: Sequence[Published]) -> Sheet:
        names = list(self.material.labels), list(by.groups)
        units = count_units(raised, *names)
        largest = weigh_units(raised, *names) if self.asked.unit == PEOPLE else None
        return make_sheet(
            units,
            self.asked.unit,
            self.threshold,
            by.key,
            earlier=earlier,
            largest=largest,
            least_silent=self.least_silent,
        )


def make_point(one: HalfTable) -> Point:
    """What a half-year shows, to compare it with another."""
    every = one.sheet.every if one.sheet and one.sheet.groups else None
    own = one.sheet.own if one.sheet else None
    untouched = every if not one.has_shared else None
    columns = one.sheet.groups if one.sheet else ()
    return Point(one.half.key, columns, every, own or untouched, one.sought, one.looked_pct)
