"""The quick look at frames says yes only where the library does, and gives the same frame."""

from typing import Any

import numpy as np
import pandas as pd
import pandera.errors as pandera_errors
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import columns
from analysis.columns import make_empty
from analysis.pending_columns import PENDING
from analysis.quick_checks import KNOWN, pass_quickly
from analysis.reliability.frames import BLIND_CODED

SCHEMAS = [one for one in vars(columns).values() if isinstance(one, pa.DataFrameSchema)] + [
    PENDING,
    BLIND_CODED,
]
TEXTS = (
    "",
    "a",
    "(all)",
    "T01",
    "T01\n",
    "C02",
    "N01",
    "a:1",
    "a:0",
    "0-3|4-5",
    "x\x00",
    "declared",
    "group",
)
FITTING: dict[str, tuple[Any, ...]] = {
    "str": (*TEXTS, "analysed"),
    "bool": (True, False),
    "int64": (0, 1, 3, -1),
    "Int64": (0, 2, None),
    "float64": (0.0, 0.5, 1.0, 33.3, 100.5, -0.1, float("nan"), float("inf"), 1, None),
}
ODD = (None, float("nan"), "1.5", "false", 2.5, 1, True, np.str_("a"), pd.NA)


def name_kind(schema: pa.DataFrameSchema, name: str) -> str:
    return str(make_empty(schema).dtypes[name])


@st.composite
def draw_frames(draw: st.DrawFn) -> tuple[pa.DataFrameSchema, pd.DataFrame]:
    """A schema and a frame that mostly fits it, and now and then holds what it should not."""
    schema = draw(st.sampled_from(SCHEMAS))
    size = draw(st.integers(0, 3))
    cells = {
        name: draw(
            st.lists(
                st.sampled_from(
                    (*FITTING[name_kind(schema, name)], *(ODD if draw(st.integers(0, 9)) == 0 else ()))
                ),
                min_size=size,
                max_size=size,
            )
        )
        for name in schema.columns
    }
    frame = pd.DataFrame(cells)
    return schema, frame.astype(object) if draw(st.integers(0, 4)) == 0 else frame


def validate(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame | None:
    try:
        return schema.validate(frame)
    except (pandera_errors.SchemaError, pandera_errors.SchemaErrors):
        return None


@settings(max_examples=150, deadline=None)
@given(draw_frames())
def test_quick_look__at_any_frame__says_yes_only_where_the_library_does(
    drawn: tuple[pa.DataFrameSchema, pd.DataFrame],
) -> None:
    schema, frame = drawn
    quickly = pass_quickly(frame, schema, make_empty(schema))
    if quickly is not None:
        pd.testing.assert_frame_equal(quickly, validate(frame, schema))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_quick_look__at_every_schema__knows_each_rule(schema: pa.DataFrameSchema) -> None:
    checks = [check for column in schema.columns.values() for check in column.checks]
    assert {check.name for check in checks} <= {*KNOWN, "<lambda>", "isfinite"}
    assert pass_quickly(make_empty(schema), schema, make_empty(schema)) is not None


@pytest.mark.parametrize(
    ("changed", "passes"),
    [
        ({}, True),
        ({"share_pct": [None, None]}, True),
        ({"share_pct": [50, 100.5]}, False),
        ({"share_pct": ["50", "60"]}, False),
        ({"count": [1, -1]}, False),
        ({"label": ["T01", ""]}, False),
        ({"label": ["T01", None]}, False),
        ({"label": ["T01", "T01"]}, False),
    ],
)
def test_quick_look__at_a_tally__passes_what_is_right_alone(changed: dict[str, Any], passes: bool) -> None:
    right = {"label": ["T01", "T02"], "group": ["a", "a"], "count": [1, 2], "base": [2, 2]}
    frame = pd.DataFrame({**right, "share_pct": [50.0, 100.0], **changed})
    assert (pass_quickly(frame, columns.TALLY, make_empty(columns.TALLY)) is not None) is passes


def test_empty_frame__written_into__leaves_the_next_one_empty() -> None:
    frame = make_empty(columns.TALLY)
    frame.loc[0] = ["T01", "a", 1, 2, 50.0]
    assert len(make_empty(columns.TALLY)) == 0


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        (pa.Check.str_length(min_value=1, max_value=2), ["abc"]),
        (pa.Check.str_length(exact_value=2), ["abc"]),
        (pa.Check.in_range(0, 1, include_min=False), [0.0]),
        (pa.Check.in_range(0, 1, include_max=False), [1.0]),
    ],
)
def test_rule__with_a_limit_that_is_not_looked_at__is_left_to_the_library(
    rule: pa.Check, cells: list[Any]
) -> None:
    assert not KNOWN[rule.name](cells, **rule.statistics)
