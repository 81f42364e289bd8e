"""Reading tables: what is taken as it is, and which wrong files are refused by which code."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from consult.errors import ImportRefused
from consult.services.imports.table_files import read_table, read_table_file
from consult.services.imports.table_rows import Layout, Table, TableLimits


def make_xlsx(*rows: list[object], title: str = "Responses") -> bytes:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def list_cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refuse(name: str, content: bytes, **options: object) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_table(name, content, **options)  # type: ignore[arg-type]
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv__in_each_encoding_read__gives_the_same_rows(encoding: str) -> None:
    table = read_table("a.csv", "id,words\n1,سلام ‏\n".encode(encoding))
    assert (table.header, list_cells(table)) == (("id", "words"), [("1", "سلام ‏")])


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv__with_each_delimiter__is_cut_into_cells(mark: str) -> None:
    assert list_cells(read_table("a.csv", f"id{mark}words\n1{mark}x\n".encode())) == [("1", "x")]


def test_csv__with_guarded_cells__is_freed_of_one_apostrophe() -> None:
    table = read_table("a.csv", b"id,words\n1,'=SUM(A1)\n2,''tis\n3,'tis\n")
    assert [cells[1] for cells in list_cells(table)] == ["=SUM(A1)", "''tis", "'tis"]


def test_csv__with_line_breaks_in_a_cell__counts_rows_not_lines() -> None:
    table = read_table("a.csv", b'id,words\n1,"a\nb"\n\n2,c\n')
    assert [(row.number, row.cells[1]) for row in table.rows] == [(2, "a\nb"), (4, "c")]


def test_csv__not_in_utf8__names_the_row_and_the_remedy() -> None:
    said = refuse("a.csv", b'id,words\n1,"a\nb"\n2,caf' + b"\xe9\n")
    assert said.startswith("C708: Row 3 of a.csv") and "CSV UTF-8" in said


def test_csv__row_wider_than_its_heading__is_a_fault_of_that_row_alone() -> None:
    table = read_table("a.csv", b"id,words\n1,a,b\n2,c,,\n")
    assert [row.fault.code if row.fault else None for row in table.rows] == ["C726", None]


def test_csv__with_an_open_quotation_mark__is_refused_with_its_line() -> None:
    assert "C701" in (said := refuse("a.csv", b'id,words\n1,"a\n')) and "line" in said


def test_table__above_its_limits__is_refused_before_it_is_read() -> None:
    limits = TableLimits(max_bytes=40, max_rows=2)
    assert "C707" in refuse("a.csv", b"id\n" + b"1\n" * 3, limits=limits)
    assert "C707" in refuse("a.csv", b"x" * 41, limits=limits)


def test_file__larger_than_the_limit__is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(ImportRefused, match="C707"):
        read_table_file(path, TableLimits(max_bytes=1_000))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"<html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Excel"),
        (b"\x89PNG\r\n", "picture"),
        (b"  \n", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_file__that_is_no_table__is_refused_by_name_and_reason(content: bytes, reason: str) -> None:
    said = refuse("a.csv", content)
    assert said.startswith("C701: The file a.csv") and reason in said


def test_file__that_is_not_there__is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="C730"):
        read_table_file(tmp_path / "none.csv")


def test_table__with_a_heading_only__is_refused() -> None:
    assert "C706" in refuse("a.csv", b"id,words\n")


def test_xlsx__with_typed_cells__is_read_as_people_see_them() -> None:
    table = read_table("a.xlsx", make_xlsx(["id", "n", "is"], [1, 2.0, True], [None], ["=", None, False]))
    assert list_cells(table)[0] == ("1", "2", "TRUE")
    assert [row.number for row in table.rows] == [2, 4]


def test_xlsx__formula_without_result__is_a_fault_of_that_row() -> None:
    table = read_table("a.xlsx", make_xlsx(["id", "n"], ["a", "=1+1"], ["b", "2"]))
    faults = [row.fault for row in table.rows]
    assert faults[1] is None and faults[0] is not None
    assert faults[0].code == "C729" and "B2" in faults[0].message


def test_xlsx__formula_with_its_result__gives_the_result_and_says_so() -> None:
    content = make_xlsx(["id", "n"], ["a", "=1+1"])
    table = read_table("a.xlsx", _rewrite(content, b"<v></v>", b"<v>2</v>", b"<v />", b"<v>2</v>"))
    assert list_cells(table) == [("a", "2")]
    assert "1 cell holds a formula" in table.remarks[0]


def test_xlsx__sheet_and_heading_named__are_the_ones_read() -> None:
    content = make_xlsx(["A title"], ["id", "words"], ["1", "x"], title="Data")
    assert list_cells(read_table("a.xlsx", content, layout=Layout("data", 2))) == [("1", "x")]
    assert "Data" in refuse("a.xlsx", content, layout=Layout("Responses"))


def test_xlsx__that_unzips_to_far_more__is_refused_unread() -> None:
    made = io.BytesIO(make_xlsx(["id"], ["1"]))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(70_000_000))
    assert "C707" in refuse("a.xlsx", made.getvalue())


def test_json_lines__read__have_a_column_for_each_key() -> None:
    content = b'{"id": 1, "said": "a", "who": {"area": "Wales"}}\n\n{"id": 2, "said": null}\n[1]\n'
    table = read_table("a.jsonl", content)
    assert (table.header, list_cells(table)[:2]) == (
        ("id", "said", "who.area"),
        [("1", "a", "Wales"), ("2", "", "")],
    )
    assert table.rows[2].fault is not None and table.rows[2].number == 4


def _rewrite(content: bytes, *pairs: bytes) -> bytes:
    """Change the bytes of the first sheet inside a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in zip(pairs[::2], pairs[1::2], strict=True):
                part = part.replace(before, after) if name.endswith("sheet1.xml") else part
            new.writestr(name, part)
    return made.getvalue()
