"""Tables of answers: what is read, what is refused, and where the fault is."""

import codecs
from pathlib import Path

import pytest

from analysis import errors
from analysis.reading import Table, TableColumns, read_table
from analysis.settings import TableLimits

WANTED = TableColumns("comment", "ref", "lang", "sector")


def read(folder: Path, content: bytes | str, wanted: TableColumns | None = None, **limits: int) -> Table:
    """Read a table with this content."""
    path = folder / "answers.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, wanted or TableColumns("comment"), TableLimits(**limits))


def test_table__with_all_columns__is_read_in_order(tmp_path: Path) -> None:
    table = read(tmp_path, 'ref,lang,comment,sector\nb,ar,"سلام, مرحبا",NGO\na,,"two\nlines",\n', WANTED)
    assert table.items["id"].tolist() == ["b", "a"]
    assert table.items["text"].tolist() == ["سلام, مرحبا", "two\nlines"]
    assert table.items["language"].tolist() == ["ar", ""]
    assert table.items["group"].tolist() == ["NGO", ""]
    assert not table.items["sealed"].any()


def test_row__without_an_id__gets_its_number(tmp_path: Path) -> None:
    table = read(tmp_path, "ref,comment\nx,one\n,two\n", TableColumns("comment", "ref"))
    assert table.items["id"].tolist() == ["x", "2"]
    assert read(tmp_path, "comment\none\ntwo\n").items["id"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + "comment\nzażółć\n".encode(),
        "comment\nzażółć\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "comment\nzażółć\n".encode("utf-16-be"),
        "comment\r\nzażółć\r\n".encode(),
        "x;comment\r\n1;zażółć\r\n".encode(),
        "x,comment\r1,zażółć\r".encode(),
        '"two\nlines",comment\n1,zażółć\n'.encode(),
    ],
)
def test_table__in_an_encoding_that_says_what_it_is__is_read(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).items["text"].tolist() == ["zażółć"]


def test_table__in_windows_1252__names_byte_line_and_likely_encoding(tmp_path: Path) -> None:
    with pytest.raises(errors.TableEncodingWrong, match=r"byte 18 in line 2 .*Windows-1252.*café") as caught:
        read(tmp_path, "comment\nok, a café\n".encode("cp1252"))
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize(
    ("words", "encoding"), [("السكن بعيد", "cp1256"), ("Жилье дорого", "cp1251"), ("日本語", "shift_jis")]
)
def test_table__in_the_encoding_of_another_script__is_not_taken_for_windows_1252(
    tmp_path: Path, words: str, encoding: str
) -> None:
    with pytest.raises(errors.TableEncodingWrong, match="byte 9 in line 2 cannot be read\\. Open"):
        read(tmp_path, f"comment\n{words}\n".encode(encoding))


def test_table__in_utf_32__is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(errors.TableEncodingWrong, match="UTF-32"):
        read(tmp_path, "comment\na\n".encode("utf-32"))


def test_table__in_utf_16_without_its_mark__is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.TableEncodingWrong, match="looks like UTF-16 without its mark"):
        read(tmp_path, "comment\nżółć i więcej słów\n".encode("utf-16-le"))


def test_table__that_is_a_spreadsheet__is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.TableUnreadable, match="spreadsheet"):
        read(tmp_path, b"PK\x03\x04rest")


def test_table__without_the_column__lists_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(
        errors.TableColumnMissing, match=r"no column named comment\. Its columns are: id, Comment"
    ):
        read(tmp_path, "id,Comment\n1,x\n")


def test_table__with_a_heading_of_endless_words__names_their_beginning(tmp_path: Path) -> None:
    with pytest.raises(errors.TableColumnMissing) as refused:
        read(tmp_path, f"{'x' * 5_000},y\n1,2\n")
    assert f"{'x' * 60}…, y" in str(refused.value) and len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "first row is empty"),
        ("comment,comment\na,b\n", "more than once"),
        ('comment\n"never closed\n', "line 2"),
    ],
)
def test_table__that_is_no_proper_csv__says_why(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(errors.TableUnreadable, match=reason):
        read(tmp_path, content)


def test_row__with_a_stray_comma__is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.TableRowWrong, match=r"Row 2 .*3 cells where the heading has 2"):
        read(tmp_path, "id,comment\n1,fine\n2,cut, here\n")
    assert read(tmp_path, "id,comment\n1,trailing,,\n2\n").items["text"].tolist() == ["trailing", ""]


@pytest.mark.parametrize(
    ("limits", "told"),
    [({"max_bytes": 20}, "20 bytes"), ({"max_rows": 1}, "1 rows"), ({"max_columns": 1}, "1 col")],
)
def test_table__over_a_limit__is_refused(tmp_path: Path, limits: dict[str, int], told: str) -> None:
    with pytest.raises(errors.TableTooBig, match=told):
        read(tmp_path, "id,comment\n1,a\n2,b and more words\n", **limits)


def test_answer__of_100_000_characters_with_nul_and_bare_cr__keeps_its_length(tmp_path: Path) -> None:
    answer = "word " * 19_999 + "a\x00b\rc"
    text = read(tmp_path, f'comment\n"{answer}"\n').items["text"].iloc[0]
    assert len(text) == len(answer)
    assert text.endswith("a\ufffdb\nc")


def test_table__that_is_absent__is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(errors.TableNotOpened, match="A033"):
        read_table(tmp_path / "none.csv", TableColumns("comment"))
    with pytest.raises(errors.TableNotOpened, match=r"A033: .*Is a directory"):
        read_table(tmp_path, TableColumns("comment"))
