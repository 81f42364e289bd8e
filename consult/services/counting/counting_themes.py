"""Themes of each question, counted with and without shared wording, small numbers protected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.columns import ALL
from analysis.drafting.figures import start_sentence, write_number
from analysis.drafting.material import ProtectedTable, ThemeCount
from analysis.drafting.theme_parts import NOT_SHOWN
from analysis.tables.counting import count_with_and_without
from analysis.tables.protection import protect_both
from consult.services.drafts.draft_record import FoundTheme, Placed, Record

MOST_THEMES = 10
FEWEST_THEMES = 3


@dataclass(frozen=True)
class CountedAnswer:
    """One answer that could have raised a theme, and the group that its respondent is counted in."""

    answer_id: str
    response_id: str
    group: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One protected count and its base; None where it is not shown."""

    count: int | None
    base: int | None
    hidden: bool


Cells = Mapping[tuple[str, str], Cell]
"""By theme and group, ALL with them."""


@dataclass(frozen=True)
class Counts:
    """Themes of one question, the largest first, and the protected counts they come from."""

    themes: tuple[ThemeCount, ...]
    protected: pd.DataFrame | None = None

    @property
    def hidden_totals(self) -> frozenset[str]:
        """Themes whose total the protected table hides."""
        return frozenset(theme.theme_id for theme in self.themes if theme.withheld)

    @cached_property
    def cells(self) -> Cells:
        """The protected counts, cell by cell, in their order; none where nothing was counted."""
        return {} if self.protected is None else _read_cells(self.protected)

    @property
    def groups(self) -> list[str]:
        """The groups that are counted apart, in their order."""
        return [group for label, group in self.cells if label == ALL and group != ALL]


NOTHING = Counts(())


def count_themes(record: Record, answers: Sequence[CountedAnswer], *, exempt: Iterable[str] = ()) -> Counts:
    """Count the respondents that raised each theme in these answers; the main themes, largest first.

    exempt: groups all of whose organisations agreed to be named.
    """
    ids = {answer.answer_id for answer in answers}
    placed = record.found.list_placed(ids)
    if not placed:
        return NOTHING
    shared = [answer.answer_id for answer in answers if answer.answer_id in record.found.campaigns]
    own = {key: answer for key, answer in record.found.own.items() if answer in ids}
    tallies = count_with_and_without(
        _evidence(placed), _items(answers), shared, own_segments=own, label_column="theme_id"
    )
    shown = protect_both(*tallies, record.small_number, exempt=set(exempt), least_silent=record.least_silent)
    totals, own_totals = (_read_totals(tally) for tally in tallies)
    hidden, own_hidden = (_find_hidden(one) for one in shown)
    found = [
        _describe(one, totals[one.key], own_totals[one.key], hidden[one.key], own_hidden[one.key])
        for one in record.found.themes
        if one.key in totals
    ]
    return Counts(_choose_main(found, record.small_number), shown[0])


def tabulate_groups(counts: Counts, key: str, caption: str, small_number: int) -> ProtectedTable:
    """Set the groups side by side, theme by theme; no rows where there is nothing to compare."""
    groups = list_comparable(counts, small_number)
    if len(groups) < 2:
        return ProtectedTable(key, caption, ("Theme",), ())
    cells = counts.cells
    head = ("Returns that answered", *(_show(cells[ALL, group].base) for group in groups))
    rows = [
        (start_sentence(theme.label), *(_show(cells[theme.theme_id, group].count) for group in groups))
        for theme in counts.themes
        if any(cells[theme.theme_id, group].count for group in groups)
    ]
    return ProtectedTable(
        key, caption, ("Theme", *map(start_sentence, groups)), (head, *rows) if rows else ()
    )


def list_comparable(counts: Counts, small_number: int) -> list[str]:
    """List the groups whose base is shown and not small, the largest first."""
    bases = {group: counts.cells[ALL, group].base or 0 for group in counts.groups}
    kept = [group for group, base in bases.items() if base >= small_number]
    return sorted(kept, key=lambda group: (-bases[group], group))


def _show(value: int | None) -> str:
    return NOT_SHOWN if value is None else write_number(value)


def _evidence(placed: Iterable[Placed]) -> pd.DataFrame:
    rows = [(one.answer_id, one.theme_key, one.segment_id) for one in placed]
    return pd.DataFrame(rows, columns=["item_id", "theme_id", "segment_id"], dtype="str")


def _items(answers: Iterable[CountedAnswer]) -> pd.DataFrame:
    rows = [(one.answer_id, one.response_id, one.group) for one in answers]
    return pd.DataFrame(rows, columns=["id", "respondent_id", "group"], dtype="str")


def _read_cells(protected: pd.DataFrame) -> Cells:
    counts, bases = (_read_numbers(protected[name]) for name in ("count", "base"))
    names = zip(protected["label"].tolist(), protected["group"].tolist(), strict=True)
    return dict(zip(names, map(Cell, counts, bases, protected["hidden"].tolist()), strict=True))


def _read_numbers(column: pd.Series) -> list[int | None]:
    return [None if cell is pd.NA else int(cell) for cell in column.tolist()]


def _read_totals(tally: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Of each label the count of all groups, and its base."""
    rows = zip(*(tally[name].tolist() for name in ("label", "group", "count", "base")), strict=True)
    return {label: (count, base) for label, group, count, base in rows if group == ALL}


def _find_hidden(protected: pd.DataFrame) -> dict[str, bool]:
    """Whether each label's count of all groups is hidden."""
    return {key: cell.hidden for (key, group), cell in _read_cells(protected).items() if group == ALL}


def _describe(
    theme: FoundTheme, every: tuple[int, int], own: tuple[int, int], withheld: bool, own_withheld: bool
) -> ThemeCount:
    return ThemeCount(
        theme_id=theme.key,
        label=theme.label,
        count=every[0],
        base=every[1],
        own=own[0],
        own_base=own[1],
        stability=theme.stability,
        key_phrases=theme.key_phrases,
        withheld=withheld,
        own_withheld=own_withheld,
    )


def _choose_main(themes: Iterable[ThemeCount], small_number: int) -> tuple[ThemeCount, ...]:
    """Keep the themes that may be counted out loud, and a few others where those are few."""
    ranked = sorted(themes, key=lambda theme: (-theme.count, -theme.own, theme.theme_id))
    large = [theme for theme in ranked if theme.count >= small_number]
    return tuple((large if len(large) >= FEWEST_THEMES else ranked[:FEWEST_THEMES])[:MOST_THEMES])
