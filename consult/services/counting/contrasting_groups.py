"""Differences between sectors or areas that a draft may name: told from nothing but what its tables show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.columns import ALL
from analysis.drafting.compared_said import DIFFERS, OTHERS, count_difference
from analysis.drafting.material import ThemeCount
from analysis.drafting.statements import Counted, Figure
from analysis.tables.comparing import Comparison, ShownCount, compare_groups, correct
from consult.services.counting.counting_questions import NO_AREA
from consult.services.counting.counting_themes import Counts, list_comparable


@dataclass(frozen=True)
class Contrast:
    """One theme's test between groups, and the evidence of the sentence on it."""

    found: Comparison
    evidence: Counted


@dataclass(frozen=True)
class Differences:
    """Those of one question that may be named, each the evidence of its sentence; how many were tested."""

    named: tuple[Counted, ...]
    tested: int


def name_differences(number: str, groups: Mapping[str, Counts], small_number: int) -> Differences:
    """Those of one question that differ, corrected for all of its tests together. groups: by sector, area.

    Each question by itself: a table of another that is handed out later takes no sentence of this one away.
    """
    tested = [one for by, counts in groups.items() for one in list_tested(number, by, counts, small_number)]
    corrected = correct([one.found for one in tested])
    named = tuple(one.evidence for one, found in zip(tested, corrected, strict=True) if found.differs)
    return Differences(named, len(tested))


def list_tested(number: str, by: str, counts: Counts, small_number: int) -> list[Contrast]:
    """Test each theme of one question. number: the question's. by: sector or area.

    A theme is left out where shared wording was counted with it: one letter is not many that agree. So are
    those who stand for no one area: they are no side of a difference between areas.
    """
    groups = [one for one in list_comparable(counts, small_number) if one != NO_AREA]
    if len(groups) < 2:
        return []
    cells = counts.cells
    themes = {one.theme_id: one for one in counts.themes if (one.count, one.base) == (one.own, one.own_base)}
    rows = {
        id: [_show(group, cells[id, group].count, cells[ALL, group].base) for group in groups]
        for id in themes
    }
    told = Told(number, by, small_number)
    return [
        Contrast(one, told.describe(one, themes[one.label], rows[one.label]))
        for one in compare_groups(rows)
        if one.apart
    ]


def _show(group: str, count: int | None, base: int | None) -> ShownCount:
    assert base is not None  # only groups whose base is shown stand side by side
    return ShownCount(group, count, base)


@dataclass(frozen=True)
class Told:
    """Of which question the difference is, between what, and which counts are small."""

    number: str
    by: str
    small_number: int

    def describe(self, found: Comparison, theme: ThemeCount, row: Iterable[ShownCount]) -> Counted:
        """The evidence of the sentence: the group that is furthest from the others, and these together."""
        used = [one for one in row if one.group in found.groups]
        others = [one for one in used if one.group != found.apart]
        rest = others[0].group if len(others) == 1 else OTHERS[self.by]
        apart = self._make(theme, found.apart, [one for one in used if one.group == found.apart])
        about = (("label", theme.label), ("question", f"question {self.number}"))
        together = self._make(theme, f"not {found.apart}", others)
        return count_difference(apart, together, (*about, ("group", found.apart), ("others", rest)))

    def _make(self, theme: ThemeCount, group: str, cells: Sequence[ShownCount]) -> Figure:
        """A figure of cells that the table shows: where it is small all the same, they agreed to be named."""
        count, base = sum(one.count or 0 for one in cells), sum(one.base or 0 for one in cells)
        group, is_named = f"{self.by}:{group}", 0 < count < self.small_number
        return Figure(DIFFERS, count, base, self.number, theme.theme_id, group=group, public=is_named)
