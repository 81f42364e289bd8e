"""Frames made and checked by their schemas, and a refusal that says what is wrong without a word of it."""

from typing import Any

import numpy as np
import pandas as pd
import pandera.errors as pandera_errors
import pandera.pandas as pa

from analysis import errors
from analysis.quick_checks import pass_quickly
from analysis.rounding import SCORE_DECIMALS

_EMPTY: dict[int, tuple[pa.DataFrameSchema, pd.DataFrame]] = {}  # by schemas, which cannot be keys themselves


def make_empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Make a frame of this schema with no rows and the right types."""
    return _find_empty(schema).copy()


def _find_empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    if id(schema) not in _EMPTY:
        _EMPTY[id(schema)] = schema, _lay_out(schema)
    return _EMPTY[id(schema)][1]


def _lay_out(schema: pa.DataFrameSchema) -> pd.DataFrame:
    frame = pd.DataFrame({name: [] for name in schema.columns})
    flags = [name for name, column in schema.columns.items() if str(column.dtype) == "bool"]
    return schema.validate(frame.astype(dict.fromkeys(flags, bool)))


def check(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return the frame in the schema's order and types with rows numbered from 0.

    Raises: MissingColumns (A001), UnexpectedColumns (A002), WrongValues (A003).
    """
    _refuse_other_columns(frame, schema)
    ordered = frame[list(schema.columns)].reset_index(drop=True)
    passed = pass_quickly(ordered, schema, _find_empty(schema))
    if passed is not None:
        return passed
    try:
        return schema.validate(ordered)
    except (pandera_errors.SchemaError, pandera_errors.SchemaErrors) as failure:
        raise _explain(failure, schema) from None  # the cause would quote people's words


def make_frame(rows: list[dict[str, Any]], schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Make a checked frame of rows; no rows give an empty frame with the right types."""
    return check(pd.DataFrame(rows), schema) if rows else make_empty(schema)


def round_scores(values: Any) -> np.ndarray:
    """Round scores for comparing, sorting and writing; never gives minus nought."""
    return np.round(np.asarray(values, dtype="float64"), SCORE_DECIMALS) + 0.0


def _refuse_other_columns(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> None:
    missing = [name for name in schema.columns if name not in frame.columns]
    if missing:
        raise errors.MissingColumns(frame=schema.name, columns=", ".join(missing))
    extra = [str(name) for name in frame.columns if name not in schema.columns]
    if extra:
        raise errors.UnexpectedColumns(frame=schema.name, columns=", ".join(extra))


def _explain(
    failure: pandera_errors.SchemaError | pandera_errors.SchemaErrors, schema: pa.DataFrameSchema
) -> errors.WrongValues:
    """Say which column and rows are wrong and why, without a word of what they hold."""
    first = failure.schema_errors[0] if isinstance(failure, pandera_errors.SchemaErrors) else failure
    column = getattr(first.schema, "name", None)
    rule = getattr(first.check, "error", None) or first.check
    cases = first.failure_cases
    rows = list(dict.fromkeys(cases["index"])) if hasattr(cases, "columns") and "index" in cases else []
    where = f" (rows {', '.join(str(row) for row in rows[:5] if row is not None)})" if rows else ""
    named = "" if column == schema.name else str(column)
    return errors.WrongValues(frame=schema.name, column=named or "(several)", reason=f"{rule}{where}")
