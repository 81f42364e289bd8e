"""Periods and cells of published tables: read however they are written, refused where doubtful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tables.periods import read_period
from analysis.tables.published import MARKS, MOST, read_value


@pytest.mark.parametrize(
    ("texts", "label", "ends_on"),
    [
        (["2026"], "2026", "2026-12-31"),
        (["2026 Q1", "Q1 2026", "2026q1", "2026-Q1"], "2026 Q1", "2026-03-31"),
        (["2024-02", "February 2024", "Feb 2024"], "February 2024", "2024-02-29"),
        (["2010-11"], "November 2010", "2010-11-30"),
        (["2026-03-31", "31 March 2026", "31 Mar 2026"], "31 March 2026", "2026-03-31"),
        (["2025/26", "2025/2026"], "2025/26", "2026-03-31"),
        (["1999/00"], "1999/00", "2000-03-31"),
    ],
)
def test_period__however_it_is_written__has_one_label_and_its_dates(
    texts: list[str], label: str, ends_on: str
) -> None:
    found = [read_period(f" {text} ") for text in texts]

    assert {(one.label, one.ends_on.isoformat()) for one in found if one} == {(label, ends_on)}
    assert None not in found


@pytest.mark.parametrize(
    "text", ["", "2025/27", "2026-13", "31 June 2026", "2026 Q5", "12/03/2026", "Smarch 2026"]
)
def test_period__that_is_none_or_two__is_not_read(text: str) -> None:
    assert read_period(text) is None


@given(st.text())
def test_label__of_any_period_read__is_read_as_the_same(text: str) -> None:
    found = read_period(text)

    assert found is None or read_period(found.label) == found


@pytest.mark.parametrize("text", ["-", "1.5", "1,20", "-3", "many", "1e3", "١٢٣x", str(MOST + 1), "12%"])
def test_cell__that_is_no_whole_number__is_not_read(text: str) -> None:
    assert read_value(text) is None


@given(st.integers(0, MOST))
def test_cell__with_any_number__is_read_however_thousands_are_set_apart(number: int) -> None:
    for text in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " "), f"{number}.0"):
        found = read_value(text)
        assert found is not None and found.number == number


def test_cell__with_a_mark__says_why_there_is_no_number() -> None:
    found = [read_value(mark.upper()) for mark in MARKS]
    assert [one.state for one in found if one] == list(MARKS.values())
