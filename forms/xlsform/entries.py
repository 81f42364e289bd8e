"""Problems gathered for people: what is said of many places is said once, with all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from forms.xlsform.problems import Problem, Repair, Severity

Placed = Problem | Repair
"""Something said about one place."""


@dataclass(frozen=True)
class Entry:
    """One thing said, with all places that it is said of; without rows it is about a whole sheet or file."""

    sheets: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    code: str
    message: str
    remedy: str

    @property
    def row_words(self) -> str:
        """The rows with runs joined, as “3, 5–8”."""
        return format_rows(self.rows)


def list_entries(placed: Iterable[Placed]) -> list[Entry]:
    """List one entry for each thing said: places are joined by row first, then by column, then by sheet."""
    rows = _gather((p.sheet, p.column, p.code, p.message, p.remedy, p.row) for p in placed)
    columns = _gather(
        (sheet, *said, tuple(sorted({*found})), column) for (sheet, column, *said), found in rows
    )
    sheets = _gather((*said, tuple(found), sheet) for (sheet, *said), found in columns)
    return [
        Entry(_known(in_sheets), _known(in_rows), _known(in_columns), code, message, remedy)
        for (code, message, remedy, in_rows, in_columns), in_sheets in sheets
    ]


def format_rows(rows: Iterable[int]) -> str:
    """Return row numbers with runs joined, as “3, 5–8”."""
    distinct = sorted(set(rows))
    runs = groupby(enumerate(distinct), key=lambda pair: pair[1] - pair[0])
    spans = [[row for _, row in run] for _, run in runs]
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def put_worst_first(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems in the order of their severity, those of one severity as they were found."""
    order = list(Severity)
    return sorted(problems, key=lambda problem: order.index(problem.severity))


def _known(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value for value in values if value)


def _gather(tuples: Iterable[tuple[Any, ...]]) -> Iterable[tuple[tuple[Any, ...], list[Any]]]:
    """Group tuples by all but their last item, which is collected, in the order met."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for *key, last in tuples:
        groups.setdefault(tuple(key), []).append(last)
    return groups.items()
