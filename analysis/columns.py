"""The frames that cross the door of this room: their columns, types and limits.

Every score is rounded to SCORE_DECIMALS before it is compared, sorted or written, so that the same input
gives the same bytes on the same type of machine. Offsets are half-open [start, end) code points into the
text as given.
"""

from typing import Any

import numpy as np
import pandas as pd
import pandera.errors as pandera_errors
import pandera.pandas as pa

from analysis import errors
from analysis.column_kinds import (
    IS_NOT_ALL,
    IS_NOT_EMPTY,
    flag,
    given,
    key,
    number,
    percentage,
    score,
    share,
    text,
)
from analysis.quick_checks import pass_quickly
from analysis.rounding import SCORE_DECIMALS as SCORE_DECIMALS
from analysis.tables.limits import ALL as ALL

LIST_SEPARATOR = "|"
UNKNOWN_LANGUAGE = "und"
MAX_THEMES_PER_SEGMENT = 3
SPANS = r"^(\d+-\d+(\|\d+-\d+)*)?$"

ANALYSED = "analysed"
EMPTY = "empty"
NO_SUBSTANCE = "no_substance"
UNREADABLE = "unreadable"
LANGUAGE_NOT_KNOWN = "unknown_language"
DUPLICATE_ID = "duplicate_id"
BUCKETS = (ANALYSED, EMPTY, NO_SUBSTANCE, UNREADABLE, LANGUAGE_NOT_KNOWN, DUPLICATE_ID)


def _schema(name: str, columns: dict[str, pa.Column]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, name=name, strict=True, ordered=True)


def _span_is_forward() -> pa.Check:
    return pa.Check(lambda frame: frame["end"] > frame["start"], error="end must be after start")


ITEMS = _schema(
    "items",
    {
        "id": given(IS_NOT_EMPTY),  # may repeat: the first row is analysed, later ones go to duplicate_id
        "respondent_id": given(IS_NOT_EMPTY),
        "question_id": given(),
        "text": text(),
        "language": given(),
        "group": given(IS_NOT_ALL),
        "sealed": flag(),
        "settled": flag(),
    },
)
"""One row for each answer to analyse, in input order. Sealed: it comes from a lived-experience account.
Settled: a person who read it says that the whole of it is in its language, whatever detectors make of it."""

LANGUAGES = _schema(
    "languages",
    {
        "id": key(),
        "language": key(),
        "language_confident": flag(),
        "basis": text(pa.Check.isin(("declared", "detected", "unknown"))),
        "detected": key(),
        "detected_confident": flag(),
        "contradicted": flag(),
    },
)
"""One row for each item, same order. Contradicted: the words clearly show the detected language; the declared
one stands, unconfident, for a person to settle."""

ITEM_RESULTS = _schema(
    "item results",
    {
        "id": key(),
        "language": key(),
        "language_confident": flag(),
        "bucket": text(pa.Check.isin(BUCKETS)),
        "campaign_id": text(pa.Check.str_matches(r"^(C\d{2,})?$")),
    },
)
"""One row for each row of ITEMS, same order; the buckets add up to the number of rows."""

SEGMENTS = _schema(
    "segments",
    {
        "segment_id": text(pa.Check.str_matches(r"^(?s:.+):[1-9]\d*$"), unique=True),
        "item_id": key(),
        "start": number(),
        "end": number(1),
        "text": key(),
        "language": key(),
        "language_confident": flag(),
        "basis": text(pa.Check.isin(("declared", "detected", "unknown"))),
    },
)
"""A segment has the language of its answer unless it clearly shows another; basis: as of LANGUAGES."""
SEGMENTS.checks = [_span_is_forward()]

THEMES = _schema(
    "themes",
    {
        "theme_id": text(pa.Check.str_matches(r"^T\d{2,}$"), unique=True),
        "label": key(),
        "key_phrases": text(),
        "size_responses": number(),
        "stability": share(),
        "broader_id": text(pa.Check.str_matches(r"^(B\d{2,})?$")),
    },
)
"""broader_id: the broader theme it stands in, empty where it stands by itself."""

BROADER = _schema(
    "broader themes",
    {
        "broader_id": text(pa.Check.str_matches(r"^B\d{2,}$"), unique=True),
        "label": key(),
        "key_phrases": text(),
        "size_responses": number(),
        "stability": share(),
    },
)
"""Themes that stand together; each has two themes or more."""

SPOKEN = _schema(
    "languages of themes",
    {"theme_id": key(), "language": key(), "size_responses": number(1), "key_phrases": text()},
)
SPOKEN.unique = ["theme_id", "language"]
"""In which languages each theme is spoken of, by how many respondents, and in which phrases."""

DIFFERENCES = _schema(
    "differences",
    {
        "theme_id": key(),
        "by": text(pa.Check.isin(("group", "kind"))),
        "group": key(),
        "respondents": number(),
        "base": number(1),
        "share_pct": percentage(),
        "elsewhere_pct": percentage(),
        "effect": score(),
    },
)

ASSIGNMENTS = _schema(
    "assignments", {"segment_id": key(), "item_id": key(), "theme_id": key(), "score": score()}
)
ASSIGNMENTS.unique = ["segment_id", "theme_id"]
ASSIGNMENTS.checks = [
    pa.Check(
        lambda frame: not (frame.groupby("segment_id").size() > MAX_THEMES_PER_SEGMENT).any(),
        error="a segment has more themes than allowed",
    )
]

CODINGS = _schema(
    "codings",
    {"segment_id": key(), "item_id": key(), "code": key(), "score": share(), "because": text()},
)
CODINGS.unique = ["segment_id", "code"]

CAMPAIGNS = _schema(
    "campaigns",
    {
        "campaign_id": text(pa.Check.str_matches(r"^[CN]\d{2,}$")),
        "item_id": key(unique=True),
        "shared": share(),
        "spans": text(pa.Check.str_matches(SPANS)),
    },
)
"""C01… campaigns of three respondents or more; N01… near-duplicates of two, never taken out of counts.
spans: the shared parts as `start-end|start-end`."""

IDENTIFIERS = _schema(
    "identifiers",
    {
        "item_id": key(),
        "kind": key(),
        "start": number(),
        "end": number(1),
        "reason": text(),
        "confidence": share(),
    },
)
IDENTIFIERS.checks = [_span_is_forward()]
"""Suggested personal data. A person confirms or rejects every one before anything is quoted."""

CANDIDATES = _schema(
    "candidates",
    {
        "segment_id": key(unique=True),
        "item_id": key(),
        "respondent_id": key(),
        "group": text(),
        "campaign_id": text(),
        "text": text(),
        "score": score(),
        "has_identifiers": flag(),
    },
)
"""Segments that might be quoted. has_identifiers: suggested personal data that nobody has settled yet."""

TALLY = _schema(
    "tally",
    {"label": key(), "group": text(), "count": number(), "base": number(), "share_pct": percentage()},
)
TALLY.unique = ["label", "group"]
"""Counts by label and group: the label ALL has the bases, the group ALL the totals. Not for showing."""

PROTECTED = _schema(
    "protected tally",
    {
        "label": key(),
        "group": text(),
        "count": pa.Column("Int64", coerce=True, nullable=True),
        "base": pa.Column("Int64", coerce=True, nullable=True),
        "share_pct": percentage(),
        "hidden": flag(),
    },
)
"""A tally that may be shown: what would give a small number away is empty."""


_EMPTY: dict[int, tuple[pa.DataFrameSchema, pd.DataFrame]] = {}  # by schemas, which cannot be keys themselves


def make_empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Make a frame of this schema with no rows and the right types."""
    if id(schema) not in _EMPTY:
        _EMPTY[id(schema)] = schema, _lay_out(schema)
    return _EMPTY[id(schema)][1].copy()


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
    passed = pass_quickly(ordered, schema, make_empty(schema))
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
