"""Themes of each question, counted with and without shared wording, small numbers protected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import columns
from analysis.columns import ALL
from analysis.drafting.figures import start_sentence, write_number
from analysis.drafting.material import ProtectedTable, ThemeCount
from analysis.drafting.theme_parts import NOT_SHOWN
from analysis.tables.counting import count_with_and_without
from analysis.tables.protection import protect_both
from consult.services.drafts.draft_record import Placed, Record

Totals = dict[str, dict[str, Any]]
MOST_THEMES = 10
FEWEST_THEMES = 3


@dataclass(frozen=True)
class CountedAnswer:
    """One answer that could have raised a theme, and the group that its respondent is counted in."""

    answer_id: str
    response_id: str
    group: str


@dataclass(frozen=True)
class Counts:
    """Themes of one question, the largest first, and the protected counts they come from."""

    themes: tuple[ThemeCount, ...]
    protected: pd.DataFrame | None = None

    @property
    def hidden_totals(self) -> frozenset[str]:
        """Themes whose total the protected table hides."""
        return frozenset(theme.theme_id for theme in self.themes if theme.withheld)


NOTHING = Counts(())


def count_themes(record: Record, answers: Sequence[CountedAnswer], *, exempt: Iterable[str] = ()) -> Counts:
    """Count the respondents that raised each theme in these answers; the main themes, largest first.

    exempt: groups all of whose organisations agreed to be named.
    """
    ids = {answer.answer_id for answer in answers}
    placed = [one for one in record.found.placed if one.answer_id in ids]
    if not placed:
        return NOTHING
    shared = [answer.answer_id for answer in answers if answer.answer_id in record.found.campaigns]
    own = {key: answer for key, answer in record.found.own.items() if answer in ids}
    tallies = count_with_and_without(
        _evidence(placed), _items(answers), shared, own_segments=own, label_column="theme_id"
    )
    shown, own_shown = protect_both(
        *tallies, record.small_number, exempt=set(exempt), least_silent=record.least_silent
    )
    totals = [_index_totals(frame) for frame in (*tallies, shown, own_shown)]
    found = [_describe(record, key, totals) for key in totals[0] if key != ALL]
    return Counts(_choose_main(found, record.small_number), shown)


def tabulate_groups(counts: Counts, key: str, caption: str, small_number: int) -> ProtectedTable:
    """Set the groups side by side, theme by theme; no rows where there is nothing to compare."""
    groups = list_comparable(counts.protected, small_number)
    if len(groups) < 2:
        return ProtectedTable(key, caption, ("Theme",), ())
    cells = {(row.label, row.group): row for row in counts.protected.itertuples()}  # type: ignore[union-attr]
    head = ("Returns that answered", *(_show(cells[ALL, group].base) for group in groups))
    rows = [
        (start_sentence(theme.label), *(_show(cells[theme.theme_id, group].count) for group in groups))
        for theme in counts.themes
        if any(_is_told(cells[theme.theme_id, group].count) for group in groups)
    ]
    return ProtectedTable(
        key, caption, ("Theme", *map(start_sentence, groups)), (head, *rows) if rows else ()
    )


def list_comparable(protected: pd.DataFrame | None, small_number: int) -> list[str]:
    """List the groups whose base is shown and not small, the largest first."""
    if protected is None:
        return []
    bases = protected[(protected["label"] == ALL) & (protected["group"] != ALL)]
    kept = bases[bases["base"].fillna(0) >= small_number].sort_values(
        ["base", "group"], ascending=[False, True]
    )
    return [str(group) for group in kept["group"]]


def _is_told(count: object) -> bool:
    """Whether a cell says something: it is shown and not nought."""
    return not pd.isna(count) and bool(count)  # type: ignore[call-overload]


def _show(value: object) -> str:
    return NOT_SHOWN if pd.isna(value) else write_number(int(value))  # type: ignore[call-overload]


def _evidence(placed: Iterable[Placed]) -> pd.DataFrame:
    rows = [(one.answer_id, one.theme_key, one.segment_id) for one in placed]
    return pd.DataFrame(rows, columns=["item_id", "theme_id", "segment_id"], dtype="str")


def _items(answers: Iterable[CountedAnswer]) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "id": one.answer_id,
            "respondent_id": one.response_id,
            "question_id": "",
            "text": "",
            "language": "",
            "group": one.group,
            "sealed": False,
            "settled": False,
        }
        for one in answers
    ]
    return columns.make_frame(rows, columns.ITEMS)


def _index_totals(frame: pd.DataFrame) -> Totals:
    totals = frame[frame["group"] == ALL]
    return {str(row["label"]): {str(name): row[name] for name in row} for row in totals.to_dict("records")}


def _describe(record: Record, key: str, totals: Sequence[Totals]) -> ThemeCount:
    every, own, shown, own_shown = (one[key] for one in totals)
    theme = next(one for one in record.found.themes if one.key == key)
    return ThemeCount(
        theme_id=theme.key,
        label=theme.label,
        count=int(every["count"]),
        base=int(every["base"]),
        own=int(own["count"]),
        own_base=int(own["base"]),
        stability=theme.stability,
        key_phrases=theme.key_phrases,
        withheld=bool(shown["hidden"]),
        own_withheld=bool(own_shown["hidden"]),
    )


def _choose_main(themes: Iterable[ThemeCount], small_number: int) -> tuple[ThemeCount, ...]:
    """Keep the themes that may be counted out loud, and a few others where those are few."""
    ranked = sorted(themes, key=lambda theme: (-theme.count, -theme.own, theme.theme_id))
    large = [theme for theme in ranked if theme.count >= small_number]
    return tuple((large if len(large) >= FEWEST_THEMES else ranked[:FEWEST_THEMES])[:MOST_THEMES])
