"""The report for the terminal."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from forms.definitions import from_dict, to_dict
from forms.xlsform.problems import Reading
from forms.xlsform.reader import read_xlsform
from forms.xlsform.report import format_report, format_rows


@pytest.mark.parametrize(
    ("rows", "text"), [([3], "3"), ([3, 4], "3–4"), ([9, 2, 4, 3, 3], "2–4, 9"), ([1, 3, 5], "1, 3, 5")]
)
def test_format_rows__runs__are_joined(rows, text):
    assert format_rows(rows) == text


def test_report__importable__counts_and_concludes(read_form):
    report = format_report(read_form(survey="type | name | label\ntext | a | A?\ninteger | b | B?"))
    assert report.startswith("form.xlsx: “form”, 2 questions on 2 pages, in English (en).")
    assert report.endswith("\nIt can be imported.\n")
    assert "Has to be corrected" not in report


def test_report__same_problem_in_many_rows__is_one_entry_with_all_rows(read_form):
    rows = "\n".join(f"audio | d{n} | D?" for n in range(4))
    report = format_report(read_form(survey=f"type | name | label\n{rows}\ntext | a | A?\naudio | e | E?"))
    assert report.count("[F223]") == 1
    assert "sheet survey, rows 2–5, 7, column type:" in report
    assert "Has to be corrected (5 places)" in report
    assert report.endswith("It cannot be imported: correct 5 places and check it again.\n")


def test_report__nothing_but_a_damaged_file__is_short(tmp_path):
    report = format_report(read_xlsform(tmp_path / "none.xlsx"))
    assert report.splitlines()[:1] == ["none.xlsx: cannot be imported as it is."]
    assert "[F101]" in report


# fmt: off
WORDS = st.sampled_from([
    "type", "name", "label", "label::en", "label::Arabic (ar)", "label:so", "hint", "required", "relevant",
    "appearance", "list_name", "text", "begin_group", "end_group", "begin_repeat", "select_one l",
    "select_multiple l or_other", "note", "date", "meta", "yes", "a", "b", "l", "x", "${a}", "${", "${zz}",
    "field-list", "default_language", "form_title", "English (en)", "=1+1", "#REF!", "deviceid", "12",
    "1.5", "decimal", "range", "rank l", "time", "dateTime", "acknowledge", "hidden", "default", "parameters",
    "start=0 end=9", "table-list", "autocomplete", "likert", "choice_filter", "name = 'a'",
    "select_one l or_other",
])
# fmt: on
CELLS = st.one_of(
    st.none(),
    WORDS,
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.integers(-5, 5),
    st.booleans(),
    st.datetimes(),
)
SHEETS = st.lists(st.lists(CELLS, max_size=7), max_size=9)
HEADERS = st.lists(WORDS, max_size=8)


def write_book(path: Path, tables: dict) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def check(reading: Reading) -> None:
    assert "F113" not in [problem.code for problem in reading.problems]
    assert format_report(reading)
    if reading.questionnaire:
        assert from_dict(to_dict(reading.questionnaire)) == reading.questionnaire


@settings(max_examples=60, deadline=None, derandomize=True)
@given(headers=HEADERS, survey=SHEETS, choices=SHEETS, more=SHEETS)
def test_reading__any_cells_at_all__never_raise(tmp_path_factory, headers, survey, choices, more):
    folder = tmp_path_factory.mktemp("fuzz")
    good = [["type", "name", "label"], ["text", "a", "A?"]]
    tables = {
        "survey": [*good, *survey] if len(headers) % 2 else [headers, *survey],
        "choices": [["list_name", "name", "label"], *choices],
        "settings": more,
    }
    check(read_xlsform(write_book(folder / "f.xlsx", tables)))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    cut=st.integers(0, 6000), flips=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), max_size=5)
)
def test_reading__damaged_bytes__never_raise(tmp_path_factory, cut, flips):
    folder = tmp_path_factory.mktemp("bytes")
    path = write_book(folder / "f.xlsx", {"survey": [["type", "name", "label"], ["text", "a", "A?"]]})
    data = bytearray(path.read_bytes())
    for place, value in flips:
        data[place % len(data)] = value
    path.write_bytes(data[: len(data) - cut % 50])
    check(read_xlsform(path))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=200))
def test_reading__any_bytes_as_csv__never_raise(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    path.write_bytes(b"type,name,label\ntext,a,A?\n" + data)
    check(read_xlsform(path))
