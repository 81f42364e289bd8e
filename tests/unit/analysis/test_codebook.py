"""Codebooks: the built-in one and those people bring."""

from pathlib import Path

import pytest

from analysis import errors
from analysis.codebook import DOMAIN, KIND, get_builtin_codebook, parse_codebook, read_codebook

HEADING = "code,label,description,key_phrases\n"


def test_builtin_codebook__as_shipped__describes_every_code_in_both_facets() -> None:
    codes = get_builtin_codebook().codes
    kinds = {code.code for code in codes if code.facet == KIND}
    assert kinds == {"impact", "challenge", "benefit", "good_practice", "gap", "training_need", "ask"}
    assert sum(code.facet == DOMAIN for code in codes) >= 14
    assert all(len(code.description.split()) >= 8 and len(code.key_phrases) >= 10 for code in codes)


def test_codebook__without_facet_column__takes_every_code_as_domain() -> None:
    book = parse_codebook((HEADING + "ads,Adverts,About adverts,advert|tv ad||advert\n").encode(), "b.csv")
    assert [(code.facet, code.key_phrases) for code in book.codes] == [(DOMAIN, ("advert", "tv ad"))]


def test_codebook__with_byte_order_mark_and_blank_rows__is_read() -> None:
    content = ("\ufeff" + HEADING + "\n,,,\na,A,about a,\n").encode()
    assert [code.code for code in parse_codebook(content, "b.csv").codes] == ["a"]


@pytest.mark.parametrize(
    ("rows", "row", "reason"),
    [
        ("a,A,about,\na,B,about,\n", 3, "there already"),
        ("a,,about,\n", 2, "no label"),
        ("a,A,,\n", 2, "neither"),
        ("two words,A,about,\n", 2, "without spaces"),
        ("a,A,about,x,more\n", 2, "more cells"),
    ],
)
def test_codebook__with_a_wrong_row__names_it(rows: str, row: int, reason: str) -> None:
    with pytest.raises(errors.CodebookRowWrong, match=f"Row {row} .*{reason}"):
        parse_codebook((HEADING + rows).encode(), "b.csv")


def test_codebook__with_unknown_facet_or_parent__names_the_row() -> None:
    heading = "code,label,description,key_phrases,facet,parent\n"
    with pytest.raises(errors.CodebookRowWrong, match=r"Row 2 .*facet is colour"):
        parse_codebook((heading + "a,A,about,,colour,\n").encode(), "b.csv")
    with pytest.raises(errors.CodebookRowWrong, match=r"Row 3 .*parent nobody"):
        parse_codebook((heading + "a,A,about,,,\nb,B,about,,,nobody\n").encode(), "b.csv")


def test_codebook__whose_parents_go_round__names_the_row() -> None:
    heading = "code,label,description,key_phrases,parent\n"
    with pytest.raises(errors.CodebookRowWrong, match=r"Row 3 .*from c back to it"):
        parse_codebook((heading + "a,A,about,,b\nb,B,about,,c\nc,C,about,,b\n").encode(), "b.csv")


@pytest.mark.parametrize(
    "content",
    [
        "code;label;description;key_phrases\na;A;about żaby;frog\n".encode(),
        (HEADING + "a,A,about żaby,frog\n").encode("utf-16"),
        (HEADING + "a,A,about żaby,frog\n").replace("\n", "\r").encode(),
    ],
)
def test_codebook__as_a_spreadsheet_program_saves_it__is_read(content: bytes) -> None:
    (code,) = parse_codebook(content, "b.csv").codes
    assert (code.code, code.description, code.key_phrases) == ("a", "about żaby", ("frog",))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "it is a spreadsheet"),
        (b"code,label\n", "no column named description, key_phrases"),
        (b"code,label,description,key_phrases\n", "0 codes"),
        (b"\xffcode", "byte 1"),
        (b'code,label,description,key_phrases\na,"A,about,\n', "not proper CSV"),
        (b"code,code,label,description,key_phrases\n", "twice"),
    ],
)
def test_codebook__that_cannot_be_used__says_why(content: bytes, reason: str) -> None:
    with pytest.raises(errors.CodebookUnreadable, match=reason):
        parse_codebook(content, "b.csv")


def test_codebook_file__that_is_absent__is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(errors.CodebookUnreadable, match="A020"):
        read_codebook(tmp_path / "none.csv")
