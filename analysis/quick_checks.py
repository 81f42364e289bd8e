"""Saying quickly that a frame is as its schema says, and nothing else.

The library that describes the frames takes some tens of milliseconds to look through a frame of three rows,
and a draft looks through hundreds of them. What is looked at here is the same; but a frame of which anything
is doubtful is only handed on, for the library to put right or to say what is wrong with it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

Holds = Callable[..., bool]
MADE_OF_NUMBERS = ("float64", "Int64")


def _are_long_enough(cells: list[str], min_value: int = 0, **others: int | None) -> bool:
    """Of the least length alone; whether other limits are kept is left to the library."""
    shortest = min(map(len, cells), default=min_value)
    return shortest >= min_value and not any(limit is not None for limit in others.values())


def _match(cells: list[str], pattern: str) -> bool:
    fits = re.compile(pattern).match
    return all(map(fits, cells))


def _are_between(
    cells: list[float], min_value: float, max_value: float, include_min: bool, include_max: bool
) -> bool:
    """Of limits that may be reached; whether others are kept is left to the library."""
    return include_min and include_max and all(min_value <= cell <= max_value for cell in cells)


KNOWN: dict[str | None, Holds] = {
    "str_length": _are_long_enough,
    "str_matches": _match,
    "in_range": _are_between,
    "isin": lambda cells, allowed_values: set(cells) <= set(allowed_values),
    "not_equal_to": lambda cells, value: value not in cells,
    "greater_than_or_equal_to": lambda cells, min_value: min(cells, default=min_value) >= min_value,
}
"""What the library's own rules ask of the filled cells of a column, by their names."""


def pass_quickly(frame: pd.DataFrame, schema: pa.DataFrameSchema, empty: pd.DataFrame) -> pd.DataFrame | None:
    """Give the frame in the types of the schema, or None where it is not certain that it is as it should be.

    `frame` has the schema's columns and rows numbered from 0; `empty` is what the schema makes of no rows.
    """
    if list(frame.columns) != list(empty.columns):
        return None
    typed = _give_types(frame, empty)
    if typed is None or not all(_holds(typed[name], column) for name, column in schema.columns.items()):
        return None
    if schema.unique and _repeats(typed[name].tolist() for name in schema.unique):
        return None
    return typed if all(_passes(typed, check) for check in schema.checks) else None


def _repeats(columns: Iterator[list[Any]]) -> bool:
    rows = list(zip(*columns, strict=True))
    return len(set(rows)) < len(rows)


def _give_types(frame: pd.DataFrame, empty: pd.DataFrame) -> pd.DataFrame | None:
    wanted = dict(empty.dtypes)
    others = {name: kind for name, kind in frame.dtypes.items() if kind != wanted[name]}
    if not all(
        str(wanted[name]) in MADE_OF_NUMBERS and _are_numbers(frame[name], kind)
        for name, kind in others.items()
    ):
        return None
    try:
        return frame.astype({name: wanted[name] for name in others}) if others else frame
    except (TypeError, ValueError):
        return None


def _are_numbers(column: pd.Series, kind: Any) -> bool:
    """Whether every cell is a number or nothing, of which numbers of another kind can be made."""
    return str(kind) in ("int64", "float64") or all(
        cell is None or type(cell) in (int, float) for cell in column.tolist()
    )


def _holds(column: pd.Series, rule: pa.Column) -> bool:
    if column.isna().any():
        if not rule.nullable:
            return False
        column = column.dropna()
    if rule.unique and not column.is_unique:
        return False
    cells = column.tolist() if rule.checks else []
    for check in rule.checks:
        known = KNOWN.get(check.name)
        if not (known(cells, **check.statistics) if known else _passes(column, check)):
            return False
    return True


def _passes(cells: pd.Series | pd.DataFrame, check: pa.Check) -> bool:
    """Whether one of our own rules, which takes the whole column or frame, is kept."""
    asks = getattr(check, "_check_fn", None)  # there is no public way to ask without the library's report
    return asks is not None and check.groupby is None and bool(np.all(asks(cells)))
