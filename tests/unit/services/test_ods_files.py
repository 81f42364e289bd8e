"""OpenDocument spreadsheets: read like the same .xlsx, without comments, and refused when too large."""

import io
import zipfile
from typing import Any

import pytest

from consult.errors import ImportRefused
from consult.services.imports.ods_rows import MIMETYPE, is_ods
from consult.services.imports.table_files import read_table
from consult.services.imports.table_rows import Table, TableLimits

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
LIMITS = TableLimits(max_rows=10)


def make_ods(*rows: str) -> bytes:
    made = io.BytesIO()
    sheet = f'<table:table table:name="A">{"".join(rows)}</table:table>'
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", f"<office:body {SPACES} {CALC}>{sheet}</office:body>")
    return made.getvalue()


def row(*cells: str, repeats: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeats}">{"".join(cells)}</table:table-row>'


def cell(inside: str, **values: str) -> str:
    given = " ".join(f'{name.replace("__", ":").replace("_", "-")}="{one}"' for name, one in values.items())
    return f"<table:table-cell {given}>{inside}</table:table-cell>"


def say(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def read(*rows: str) -> Table:
    heading = row(cell(say("id")), cell(say("words")))
    return read_table("a.ods", make_ods(heading, *rows), LIMITS)


def test_comment__on_a_cell__is_no_part_of_the_answer() -> None:
    note = f"<office:annotation>{say('not for anybody')}</office:annotation>"

    table = read(row(cell(say("1")), cell(note + say("one") + say("two"))))

    assert table.rows[0].cells == ("1", "one\ntwo")


def test_spaces_line_breaks_and_links__in_a_cell__are_read_as_they_stand() -> None:
    text = 'East<text:s/>Riding<text:line-break/>of <text:a>York<text:s text:c="2"/>shire</text:a>.'

    assert read(row(cell(say("1")), cell(say(text)))).rows[0].cells[1] == "East Riding\nof York  shire."


def test_cell__of_a_thousand_million_spaces__is_not_written_out() -> None:
    table = read(row(cell(say("1")), cell(say('x<text:s text:c="999999999"/>y'))))

    assert len(table.rows[0].cells[1]) < 2_000


@pytest.mark.parametrize(
    ("values", "inside", "found"),
    [
        ({"office__value_type": "string", "office__string_value": ""}, say("#DIV/0!"), "the error #DIV/0!"),
        ({"office__value_type": "float", "office__value": "0"}, say("#N/A"), "the error #N/A"),
        (
            {"office__value_type": "string", "calcext__value_type": "error"},
            say("Err:502"),
            "the error Err:502",
        ),
        ({}, "", "a formula without a saved result"),
    ],
)
def test_formula__without_a_result__is_the_fault_of_its_row(
    values: dict[str, Any], inside: str, found: str
) -> None:
    wrong = cell(inside, table__formula="of:=1/0", **values)

    bad, good = read(row(cell(say("1")), wrong), row(cell(say("2")), cell(say("fine")))).rows

    assert bad.fault is not None and bad.fault.code == "C729" and f"B2 holds {found}" in bad.fault.message
    assert good.fault is None


def test_formula__with_a_result__is_its_result() -> None:
    five = {"office__value_type": "float", "office__value": "5"}

    (found,) = read(row(cell(say("1")), cell(say("5"), table__formula="of:=2+3", **five))).rows

    assert (found.cells, found.fault) == (("1", "5"), None)


def test_rows__far_below_with_blank_ones_between__are_refused_not_left_out() -> None:
    one, gap = row(cell(say("1")), cell(say("x"))), row(cell(""), repeats=600)

    assert len(read(one, gap, one, gap).rows) == 2
    with pytest.raises(ImportRefused) as refused:
        read(one, gap, one, gap, one)
    assert refused.value.code == "C707"


def test_archive__whose_kind_unzips_to_far_too_much__is_not_unzipped(monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE + bytes(2_000_000))
    unzipped: list[int] = []
    plain = zipfile.ZipExtFile._read1

    def count(self: zipfile.ZipExtFile, size: int) -> bytes:
        read = plain(self, size)
        unzipped.append(len(read))
        return bytes(read)

    monkeypatch.setattr(zipfile.ZipExtFile, "_read1", count)

    assert is_ods(made.getvalue())
    assert sum(unzipped) < 100_000
