"""Reliability as rows of a table, in numbers and plain words; an empty cell is what cannot be said."""

from collections.abc import Iterable

from analysis.reliability.standings import Reliability
from analysis.tables.intervals import Interval
from analysis.tables.limits import ALL

COLUMNS = (
    "tag", "language", "standing", "reason", "passages", "with_tag",
    "agreement", "agreement_low", "agreement_high", "kappa", "kappa_low", "kappa_high",
    "alpha", "alpha_low", "alpha_high",
)  # fmt: skip
Cell = str | int | float | None


def list_rows(found: Iterable[Reliability]) -> list[tuple[Cell, ...]]:
    """A row for all tags together and each tag that was given, in all languages and in each."""
    return [_make_row(one) for one in found if one.code == ALL or one.used]


def _make_row(one: Reliability) -> tuple[Cell, ...]:
    ends = [end for part in (one.agreement, one.kappa, one.alpha) for end in _list_ends(part)]
    return (one.code, one.language, one.standing.value, one.reason.value, one.segments, one.used, *ends)


def _list_ends(part: Interval | None) -> tuple[Cell, Cell, Cell]:
    return (part.value, part.low, part.high) if part else (None, None, None)
