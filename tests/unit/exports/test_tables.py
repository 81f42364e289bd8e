"""Tables come back from each form as they went in, and no cell runs as a formula."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from analysis.cells import free_cell, guard_cell
from consult.errors import ExportRefused
from consult.exports.spreadsheet import MAX_CELL_CHARACTERS
from consult.exports.tables import write_table

COLUMNS = ("response_id", "words", "count", "ready")
HOSTILE = (
    "=1+1",
    "+44 1632 960000",
    "-5",
    "@sum",
    "\tx",
    "\rx",
    "'=1",
    "'tis",
    "plain",
    "",
    'a "b", c\nd',
    "سلام",
)


def _read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _rows() -> list[tuple[str, str, int, bool]]:
    return [(f"r{n}", text, -n, n % 2 == 0) for n, text in enumerate(HOSTILE)]


def test_csv__of_hostile_cells__starts_none_as_a_formula(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", COLUMNS, _rows())
    for row in _read_csv(tmp_path / "t.csv")[1:]:
        assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv__freed_again__is_what_was_written(tmp_path: Path) -> None:
    assert write_table(tmp_path / "t.csv", COLUMNS, _rows()) == len(HOSTILE)
    read = _read_csv(tmp_path / "t.csv")
    assert read[0] == list(COLUMNS)
    assert [free_cell(row[1]) for row in read[1:]] == list(HOSTILE)


def test_csv__read_as_bytes__is_utf8_without_bom_and_with_line_feeds(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", ("a", "b"), [("é", None), ("x", date(2026, 5, 1))])
    assert (tmp_path / "t.csv").read_bytes() == "a,b\né,\nx,2026-05-01\n".encode()


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra"), max_size=5))
def test_guard__of_any_text__is_undone_by_free_and_never_starts_a_formula(text: str) -> None:
    guarded = guard_cell(text)
    assert free_cell(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_json__read_back__holds_the_values_verbatim_in_column_order(tmp_path: Path) -> None:
    write_table(tmp_path / "t.json", COLUMNS, _rows())
    read = json.loads((tmp_path / "t.json").read_bytes())
    assert [tuple(item.values()) for item in read] == _rows()
    assert list(read[0]) == list(COLUMNS)


def test_json__without_rows__is_an_empty_list(tmp_path: Path) -> None:
    write_table(tmp_path / "t.json", COLUMNS, [])
    assert json.loads((tmp_path / "t.json").read_bytes()) == []


def test_xlsx__of_hostile_cells__holds_them_as_text_unchanged(tmp_path: Path) -> None:
    write_table(tmp_path / "t.xlsx", COLUMNS, _rows())
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [unescape(cell.value or "") for cell in cells] == list(HOSTILE)
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [text[:1] in tuple("=+-@\t\r") for text in HOSTILE]
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == [-n for n in range(len(HOSTILE))]


def test_xlsx__with_tricky_cells__has_no_formula_and_no_link(tmp_path: Path) -> None:
    write_table(tmp_path / "t.xlsx", ("a",), [("=1+1",), ("https://example.org",), ("mailto:a@example.org",)])
    with zipfile.ZipFile(tmp_path / "t.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_xlsx__made_twice__has_the_same_bytes_and_no_names(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_table(tmp_path / name, COLUMNS, _rows())
    content = (tmp_path / "one.xlsx").read_bytes()
    assert content == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == sorted(package.namelist())
        assert b"<dc:creator></dc:creator>" in package.read("docProps/core.xml")


def test_xlsx__with_a_cell_too_long__is_refused_naming_it_and_leaves_nothing(tmp_path: Path) -> None:
    rows = [("r1", "short"), ("r2", "x" * (MAX_CELL_CHARACTERS + 1))]
    with pytest.raises(ExportRefused, match="Row 2, column words") as failure:
        write_table(tmp_path / "t.xlsx", ("id", "words"), rows)
    assert failure.value.code == "C803"
    assert list(tmp_path.iterdir()) == []


def test_csv_and_json__with_a_very_long_cell__hold_it(tmp_path: Path) -> None:
    for ending in ("csv", "json"):
        write_table(tmp_path / f"t.{ending}", ("words",), [("x" * 100_000,)])
        assert b"x" * 100_000 in (tmp_path / f"t.{ending}").read_bytes()


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_table__with_a_lone_surrogate_or_nan__is_still_written(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"t.{ending}"
    assert write_table(target, ("a", "b"), [("x\ud800y", float("nan"))]) == 1
    if ending == "csv":
        assert target.read_text(encoding="utf-8") == "a,b\nx\ufffdy,\n"


def test_table__with_an_unknown_ending__is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"\.csv, \.xlsx, \.json"):
        write_table(tmp_path / "t.ods", ("a",), [])


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_row__of_another_width__stops_the_file(tmp_path: Path, ending: str) -> None:
    with pytest.raises(ExportRefused, match="1 cells where there are 2"):
        write_table(tmp_path / f"t.{ending}", ("a", "b"), [("x",)])
    assert list(tmp_path.iterdir()) == []
