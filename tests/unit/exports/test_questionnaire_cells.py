"""A questionnaire's texts go out as XLSX, CSV and PO and come back as they were, whatever is in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import ImportRefused
from consult.exports.questionnaire_cells import write_cells
from consult.models.cell_kinds import CellState
from consult.services.cells.reading_cells import CellView, find_state
from consult.services.cells.reading_files import FileCell, read_cells
from consult.services.imports.table_rows import TableLimits
from forms.cells import Cell
from forms.intake import as_given

ENDINGS = ["xlsx", "csv", "po"]
AWKWARD = [
    "=1+1", "'=1+1", "''quoted", "+44", "-", "@here", "\tindented", "\nfirst line empty", "two\nlines\n",
    'say "yes"', "back\\slash \\n", "a,b;c\td", "‏مرحبا‏ (ABC) ⁧x⁩", "\u200eleft\u202e", "é\u0301", " spaces ",
    "_x000D_", "_x0041_", "%(name)s %s {x}", "\u2028line\u2029", "\x85next", "\ufeffmark", "😀", "#, fuzzy",
    "msgid \"x\"", "12", "1.50", "TRUE", "2031-01-01", "＝SUM", "\ufffe", "<b>&amp;</b>",
]  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = (st.sampled_from(AWKWARD) | st.text(CHARACTERS, max_size=40)).map(as_given).filter(str.strip)
LIMITS = TableLimits()


def make_view(number: int, source: str, text: str, id: str = "") -> CellView:
    cell = Cell(id or f"question/q{number}/label", "label", 1, {"en": source, "ar": text}, f"q{number}")
    return CellView(cell, "ar", source, text, find_state(source, text, None), None)


def round_trip(ending: str, views: list[CellView]) -> list[FileCell]:
    content = write_cells(ending, views, language="ar", name="Safe routes")
    return list(read_cells(f"file.{ending}", content, LIMITS))


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=40)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
def test_texts__written_and_read_again__lose_nothing(ending: str, pairs: list[tuple[str, str]]) -> None:
    views = [make_view(number, *pair) for number, pair in enumerate(pairs)]
    assert round_trip(ending, views) == [FileCell(one.id, one.source, one.text) for one in views]


@pytest.mark.parametrize("ending", ENDINGS)
def test_awkward_texts__written_and_read_again__lose_nothing(ending: str) -> None:
    texts = [as_given(text) for text in AWKWARD]
    views = [make_view(number, text, text) for number, text in enumerate(texts)]
    assert [one.text for one in round_trip(ending, views)] == texts
    assert [one.source for one in round_trip(ending, views)] == texts


@pytest.mark.parametrize("ending", ENDINGS)
def test_file__written_twice__has_the_same_bytes_and_keeps_equal_sources_apart(ending: str) -> None:
    views = [make_view(1, "Yes", "نعم"), make_view(2, "Yes", "أجل"), make_view(3, "No", "")]
    assert [one.text for one in round_trip(ending, views)] == ["نعم", "أجل"]
    first, second = (write_cells(ending, views, language="ar", name="x") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("ending", ENDINGS)
def test_ids__with_awkward_names__come_back(ending: str) -> None:
    ids = ["question/q1/choice/n%2Fo", "question/q1/choice/=1", 'question/q1/choice/ja"nein', "page/é/title"]
    views = [make_view(n, "Yes", "نعم", id) for n, id in enumerate(ids)]
    assert [one.cell_id for one in round_trip(ending, views)] == ids


@pytest.mark.parametrize("tag", ["prs", "zh-Hans", "kmr", "cy", "qqq"])
def test_po_file__in_a_language_that_its_library_may_not_know__is_written(tag: str) -> None:
    content = write_cells("po", [make_view(1, "Yes", "x")], language=tag, name="x")
    assert b"Language: " in content and read_cells("x.po", content, LIMITS)


def test_po_file__of_a_stale_text__marks_it_fuzzy_for_the_translator() -> None:
    view = make_view(1, "Yes", "نعم")
    stale = CellView(view.cell, "ar", view.source, view.text, CellState.STALE, None)
    assert b"#, fuzzy" in write_cells("po", [stale], language="ar", name="x")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.po", b'msgid "x"\nnonsense "y"', "C781"),
        ("a.po", b"\xff\xfe\x00", "C781"),
        ("a.po", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=none\\n"\n\nmsgid "\xe9"\n', "C781"),
        ("a.po", b"", "C783"),
        ("a.po", b'msgctxt "a"\nmsgid "x"\nmsgid_plural "y"\nmsgstr[0] "z"\n', "C783"),
        ("a.csv", b"id,source,translation\nq,Yes,\n", "C783"),
        ("a.csv", b"id,text\nq,Yes\n", "C782"),
        ("a.csv", b"", "C701"),
        ("a.xlsx", b"PK\x03\x04", "C701"),
        ("a.csv", b"x" * 200, "C707"),
    ],
)
def test_wrong_file__read__is_refused_by_its_code(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ImportRefused, match=code):
        read_cells(name, content, TableLimits(max_bytes=150))
