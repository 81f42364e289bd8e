"""A response as PDF, opened again: tags, languages, a validator's word, hostile texts, missing fonts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings

from analysis.drafting.blocks import BulletList, Heading, Paragraph, Table
from consult.errors import ExportRefused
from consult.exports import pdf
from consult.exports.document import QuotedWords
from consult.exports.pdf import make_pdf
from consult.vocabulary import LANGUAGES
from tests.unit.analysis.hostile_texts import BIDI, CONTROLS, FORMULAS, MARKUP
from tests.unit.analysis.item_frames import steady
from tests.unit.exports.pdf_sample import find_failures, list_tags, open_pdf, read_words
from tests.unit.exports.test_hostile_texts import any_rows
from tests.unit.exports.word_sample import ARABIC, ENGLISH, LOGO, make_document

FEW = settings(steady, max_examples=5)
COMMANDS = (
    "#panic() #sys.inputs",
    '#read("secret.txt") #include "x.typ"',
    "= No heading",
    "$x^2$ *bold* _no_ `code`",
    "<label> @label [content] \\ // comment /* no */",
    "- no list\n+ no list\n/ no: term",
)
TIGRINYA = "ኣብ ክረምቲ መጺእና"


@pytest.fixture(scope="module", name="content")
def _content() -> bytes:
    return make_pdf(make_document())


def tell(words: str, language: str = "en") -> bytes:
    """A PDF that quotes words alone."""
    return make_pdf(make_document(Heading("h", 1, "Words"), QuotedWords("q", words, language, "")))


@pytest.mark.noto
def test_pdf__looked_at_by_a_validator__breaks_no_rule_of_pdf_ua(content: bytes) -> None:
    assert find_failures(content) == []


def test_validator__given_a_pdf_without_tags__objects() -> None:
    plain = typst.compile(b'#set document(title: "Words")\nWords', format="pdf", pdf_tags=False)
    assert any("StructTreeRoot" in one for one in find_failures(plain))


@pytest.mark.noto
def test_tags__of_the_text__are_of_the_right_kind_in_order(content: bytes) -> None:
    kinds = [one.kind for one in list_tags(content) if one.depth == 2 and one.kind != "P"]
    assert kinds == [
        *("Title", "H1", "TOC", "H1", "H2", "L", "Table", "H3"),
        *("BlockQuote", "BlockQuote", "BlockQuote", "BlockQuote", "Table"),
    ]
    inner = [one.kind for one in list_tags(content)]
    assert (inner.count("TH"), inner.count("TD"), inner.count("Caption"), inner.count("LI")) == (4, 6, 2, 3)


@pytest.mark.noto
def test_languages__of_a_pdf__are_tagged(content: bytes) -> None:
    assert open_pdf(content).trailer["/Root"]["/Lang"] == "en-GB"
    quoted = [one.language for one in list_tags(content) if one.kind == "BlockQuote"]
    assert quoted == ["", "ar", "", "uk"]


@pytest.mark.noto
def test_logo__of_a_pdf__is_a_figure_with_its_words() -> None:
    content = make_pdf(replace(make_document(), logo=LOGO))
    [figure] = [one for one in list_tags(content) if one.kind == "Figure"]
    assert figure.alternative == LOGO.alternative and find_failures(content) == []


@pytest.mark.noto
def test_languages__that_people_may_answer_in__are_all_set_and_tagged() -> None:
    """Chinese has fonts of its own, which are large and may not be there."""
    spoken = [one for tag, one in LANGUAGES.items() if not tag.startswith("zh")]
    quoted = [
        QuotedWords(f"q{one.tag}", f"{one.own_name}. " * 3, one.tag, "", one.direction == "rtl")
        for one in spoken
    ]
    content = make_pdf(make_document(Heading("h", 1, "Words"), *quoted))
    tagged = [one.language.split("-")[0] or "en" for one in list_tags(content) if one.kind == "BlockQuote"]
    assert tagged == [one.tag for one in spoken] and find_failures(content) == []
    assert "[" not in read_words(content)


@pytest.mark.noto
def test_words__of_a_pdf__are_all_there(content: bytes) -> None:
    words = read_words(content)
    for text in (
        "Text with <b>marks</b>, & {{ braces }} and {% raw %}.",
        "“First line second line”",
        ENGLISH,
    ):
        assert text in words
    assert "As the record stood on 2 December 2026" in words and "Table 1: Themes Theme Returns" in words
    assert set(ARABIC.removesuffix(".").split()) <= set(words.replace(".", " ").replace("«", " ").split())
    assert [one.title for one in open_pdf(content).outline if not isinstance(one, list)] == [
        "Status and authority"
    ]


def test_properties__of_a_pdf__name_the_partnership_and_no_person() -> None:
    said = open_pdf(tell("Words.")).metadata
    assert said is not None and {key: str(text) for key, text in said.items()} == {
        "/Title": "Safe routes, settled lives",
        "/Subject": "Draft, not signed off",
        "/Author": "Wessmere Partnership",
        "/Creator": str(said["/Creator"]),
        "/CreationDate": "D:20261202000000Z",
        "/ModDate": "D:20261202000000Z",
    }
    assert str(said["/Creator"]).startswith("Typst ")


@pytest.mark.noto
def test_pdf__made_twice__has_the_same_bytes_and_another_day_others(content: bytes) -> None:
    assert make_pdf(make_document()) == content
    assert make_pdf(replace(make_document(), as_of=date(2026, 12, 3))) != content


@pytest.mark.parametrize("text", COMMANDS)
def test_text__in_the_setters_own_language__is_shown_and_not_obeyed(text: str) -> None:
    content = make_pdf(make_document(Heading("h", 1, text), Paragraph("p", text), title=text))
    assert read_words(content).count(" ".join(text.split())) >= 3
    assert find_failures(content) == []


@pytest.mark.noto
@given(any_rows)
@FEW
def test_pdf__of_any_texts__is_made_and_breaks_no_rule(texts: list[str]) -> None:
    parts = [Heading("h", 3, texts[0]), *(Paragraph(f"p{n}", text) for n, text in enumerate(texts))]
    quoted = [QuotedWords(f"q{n}", text, "en", text) for n, text in enumerate(texts)]
    table = Table("t", texts[0], ("Words", texts[0]), tuple((text, text) for text in texts))
    content = make_pdf(make_document(*parts, BulletList("b", tuple(texts)), *quoted, table, title=texts[0]))
    assert find_failures(content) == []


@pytest.mark.noto
@pytest.mark.parametrize(
    "texts", [MARKUP, FORMULAS, CONTROLS, BIDI], ids=("markup", "formulas", "controls", "bidi")
)
def test_pdf__of_hostile_texts__is_made_and_runs_nothing(texts: list[str]) -> None:
    content = make_pdf(make_document(*(Paragraph(f"p{n}", text) for n, text in enumerate(texts))))
    assert find_failures(content) == []
    assert not any(name in content for name in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile"))


@pytest.mark.parametrize(
    "part",
    [
        QuotedWords("q", "line\n" * 400, "en", ""),
        Table("t", "Long", ("A", "B", "C", "D", "E", "F"), ((*"abcde", "word " * 3000),)),
    ],
    ids=("quotation", "table"),
)
def test_part__longer_than_a_page__goes_on_the_next(part: QuotedWords | Table) -> None:
    assert len(open_pdf(make_pdf(make_document(Heading("h", 1, "Long"), part))).pages) >= 6


def test_sign__that_no_font_has__is_named_in_brackets() -> None:
    content = tell("Fine 🙂 and \ue000.")
    assert "“Fine [slightly smiling face] and [U+E000].”" in read_words(content)
    assert find_failures(content) == []


def test_letter__of_another_script_by_itself__does_not_keep_anybody_from_a_pdf(tmp_path: Path) -> None:
    document = make_document(Heading("h", 1, "H"), Paragraph("p", "One \u0628 by itself."))
    assert "One [arabic letter beh] by itself." in read_words(make_pdf(document, fonts=tmp_path))


def test_language__without_a_font__is_asked_for_by_name(tmp_path: Path) -> None:
    document = make_document(QuotedWords("a", ARABIC, "ar", ""), QuotedWords("t", TIGRINYA, "ti", ""))
    with pytest.raises(ExportRefused, match=r"C813: There is no font for Arabic, Tigrinya here") as refused:
        make_pdf(document, fonts=tmp_path)
    assert "fonts-noto-core" in refused.value.remedy and "PDF_FONTS" in refused.value.remedy


def test_letters__in_our_own_language_without_a_font__are_named_by_their_script(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="font for Ethiopic letters here"):
        make_pdf(make_document(Heading("h", 1, TIGRINYA)), fonts=tmp_path)


def test_latin_letters__without_any_font_of_the_system__are_set_all_the_same(tmp_path: Path) -> None:
    content = make_pdf(make_document(Heading("h", 1, "Words – “Ŵythnos”"), title="Łódź"), fonts=tmp_path)
    assert "Words – “Ŵythnos”" in read_words(content) and find_failures(content) == []


def test_pdf__asked_for_while_another_is_made_for_long__is_refused_and_made_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "LONGEST_WAIT_SECONDS", 0.01)
    with pdf._ONE_AT_A_TIME, pytest.raises(ExportRefused, match="C815"):
        tell("Words.")
    assert tell("Words.").startswith(b"%PDF-1.7")


def test_pdf__that_cannot_be_set__is_refused_and_the_next_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "LAYOUT", broken)
        with pytest.raises(ExportRefused, match="C814"):
            tell("Words.")
    assert tell("Words.")
