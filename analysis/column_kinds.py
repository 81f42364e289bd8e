"""Kinds of columns, of which the frames that cross the door of this room are made; and such frames."""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.tables.limits import ALL
from analysis.text import clean_text

IS_NOT_EMPTY = pa.Check.str_length(min_value=1)
IS_NOT_ALL = pa.Check.ne(ALL, error=f"{ALL} stands for all groups in tables, and no group may have its name")
_IS_FINITE = pa.Check(np.isfinite, error="it is not a finite number")
_HOLDS_NO_CONTROLS = pa.Check(
    lambda cells: pd.Series([clean_text(cell) == cell for cell in cells.tolist()], cells.index, dtype=bool),
    error="it holds control characters",
)


def text(*checks: pa.Check, unique: bool = False) -> pa.Column:
    """A column of texts."""
    return pa.Column(str, list(checks), coerce=True, unique=unique)


def key(*, unique: bool = False) -> pa.Column:
    """A column of texts that are never empty."""
    return text(IS_NOT_EMPTY, unique=unique)


def given(*checks: pa.Check) -> pa.Column:
    """A column that comes from outside and is shown and written as it stands, unlike the text of answers."""
    return text(_HOLDS_NO_CONTROLS, *checks)


def flag() -> pa.Column:
    """A column of truth values."""
    return pa.Column(bool)  # not coerced: the string "false" would become true


def number(minimum: int = 0) -> pa.Column:
    """A column of whole numbers."""
    return pa.Column("int64", pa.Check.ge(minimum), coerce=True)


def share() -> pa.Column:
    """A column of numbers from 0 to 1."""
    return pa.Column("float64", pa.Check.in_range(0, 1), coerce=True)


def percentage() -> pa.Column:
    """A column of percentages; of nobody there is none."""
    return pa.Column("float64", pa.Check.in_range(0, 100), coerce=True, nullable=True)


def score() -> pa.Column:
    """A column of finite numbers."""
    return pa.Column("float64", _IS_FINITE, coerce=True)


def schema(name: str, columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    """A frame of exactly these columns, in this order."""
    return pa.DataFrameSchema(columns, name=name, strict=True, ordered=True)


def span_is_forward() -> pa.Check:
    """A check of the frame's columns start and end."""
    return pa.Check(lambda frame: frame["end"] > frame["start"], error="end must be after start")
