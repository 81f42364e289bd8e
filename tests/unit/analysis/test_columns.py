"""Frames at the door: types, order, refusals that quote nobody."""

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest

from analysis import columns, errors
from tests.unit.analysis.item_frames import make_items

SCHEMAS = [value for value in vars(columns).values() if isinstance(value, pa.DataFrameSchema)]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_empty_frame__of_each_schema__passes_its_own_check(schema: pa.DataFrameSchema) -> None:
    empty = columns.make_empty(schema)
    assert list(empty.columns) == list(schema.columns)
    assert columns.check(empty, schema).dtypes.equals(empty.dtypes)


def test_check__columns_in_another_order_and_index__puts_both_right() -> None:
    items = make_items("a", "b").set_index(pd.Index([7, 3]))[list(columns.ITEMS.columns)[::-1]]
    checked = columns.check(items, columns.ITEMS)
    assert list(checked.columns) == list(columns.ITEMS.columns)
    assert list(checked.index) == [0, 1]


def test_check__a_column_missing__names_it() -> None:
    with pytest.raises(errors.MissingColumns, match="A001: The items table has no column named text"):
        columns.check(make_items("a").drop(columns="text"), columns.ITEMS)


def test_check__a_column_too_many__names_it() -> None:
    with pytest.raises(errors.UnexpectedColumns, match="mood"):
        columns.check(make_items("a").assign(mood=1), columns.ITEMS)


@pytest.mark.parametrize("change", [{"id": ""}, {"sealed": "false"}, {"text": None}])
def test_check__a_wrong_value__is_refused_without_quoting_it(change: dict[str, object]) -> None:
    secret = "a person's own words"
    frame = make_items(secret).astype({"sealed": object}).assign(**change)
    with pytest.raises(errors.WrongValues) as failure:
        columns.check(frame, columns.ITEMS)
    assert next(iter(change)) in str(failure.value)
    assert secret not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(
    ("start", "end", "segment_id"), [(3, 3, "a:1"), (0, 1, "a:0"), (-1, 2, "a:1"), (0, 1, "a")]
)
def test_segments__with_an_impossible_span_or_id__are_refused(start: int, end: int, segment_id: str) -> None:
    row: dict[str, object] = {"segment_id": segment_id, "item_id": "a", "text": "abc", "language": "en"}
    row |= {"start": start, "end": end, "language_confident": True, "basis": "declared"}
    with pytest.raises(errors.WrongValues):
        columns.make_frame([row], columns.SEGMENTS)


@pytest.mark.parametrize(("themes", "fits"), [(["T01", "T02", "T03"], True), (["T01", "T01"], False)])
def test_assignments__of_one_segment__are_different_themes(themes: list[str], fits: bool) -> None:
    rows = [{"segment_id": "a:1", "item_id": "a", "theme_id": theme, "score": 0.5} for theme in themes]
    if fits:
        assert len(columns.make_frame(rows, columns.ASSIGNMENTS)) == len(themes)
        rows.append({**rows[0], "theme_id": "T04"})
    with pytest.raises(errors.WrongValues):
        columns.make_frame(rows, columns.ASSIGNMENTS)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_score__that_is_no_number__is_refused(bad: float) -> None:
    row = {"segment_id": "s:1", "item_id": "s", "theme_id": "T01", "score": bad}
    with pytest.raises(errors.WrongValues, match="column score"):
        columns.make_frame([row], columns.ASSIGNMENTS)


def test_round_scores__of_a_tiny_negative__is_plain_nought() -> None:
    rounded = columns.round_scores([-1e-9, 0.12345678])
    assert rounded.tolist() == [0.0, 0.123457]
    assert not np.signbit(rounded[0])


def test_errors__listed__have_codes_of_their_own_and_remedies() -> None:
    kinds = errors.list_errors()
    codes = [kind.code for kind in kinds]
    assert codes == sorted(set(codes))
    assert all(kind.remedy.endswith(".") and kind.message.endswith(".") for kind in kinds)
