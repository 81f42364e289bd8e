"""A response as Markdown, read again by a parser: structure, languages, no sign of people's words obeyed."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.drafting.blocks import BulletList, Heading, Paragraph, Table
from consult.exports.document import QuotedWords
from consult.exports.flow_items import settle
from consult.exports.markdown import make_markdown
from tests.unit.analysis.item_frames import steady
from tests.unit.exports.test_hostile_texts import any_rows
from tests.unit.exports.word_sample import ARABIC, ENGLISH, make_document

FEW = settings(steady, max_examples=20)
READER = MarkdownIt("commonmark").enable("table")
COMMANDS = (
    "# no heading",
    "no\n===",
    "no\n---",
    "- no\n+ list\n* here",
    "1. no\n2) list",
    "    no code",
    "\tno code",
    "```\nno fence\n~~~",
    "> no quotation",
    "| no | table |\n|---|---|",
    "*no* __emphasis__ `code` ~~struck~~",
    "[no](http://example.org) ![picture](x) [ref]\n\n[ref]: http://example.org",
    "<http://example.org> http://example.org www.example.org",
    "<script>alert(1)</script> <!-- no --> &amp; &#65; {{ no }} {% no %} $x^2$",
    "ends with two spaces  \nand \\\nand \\",
    "***\n___",
    "\n\nno\n\n\n- blank\n\n",
    "12345678901. no",
    ": no\n:: no",
)


def parse(content: bytes) -> list[Token]:
    """The tokens of a file."""
    return READER.parse(content.decode())


def read_inline(token: Token) -> str:
    """What a reader sees of a token that holds words."""
    return "".join("\n" if "break" in one.type else one.content for one in token.children or [])


def read_blocks(tokens: list[Token], kind: str) -> list[str]:
    """The words of each block of a kind, in order: h2, p, li, th, td."""
    found = [
        (opened.tag, read_inline(inside))
        for opened, inside in pairwise(tokens)
        if opened.nesting == 1 and inside.type == "inline"
    ]
    return [words for tag, words in found if tag == kind]


@pytest.fixture(scope="module", name="tokens")
def _tokens() -> list[Token]:
    return parse(make_markdown(make_document()))


def test_headings__read_again__begin_with_the_title_and_skip_no_level(tokens: list[Token]) -> None:
    found = [one.tag for one in tokens if one.type == "heading_open"]
    assert found == ["h1", "h2", "h3", "h4"]
    assert read_blocks(tokens, "h1") == ["Safe routes, settled lives"]
    assert read_blocks(tokens, "h3") == ["Question 1: homes & leases"]


def test_text__with_markup_and_template_signs__is_read_as_written(tokens: list[Token]) -> None:
    words = read_blocks(tokens, "p")
    assert words[:3] == [
        "Wessmere Partnership",
        "Draft, not signed off",
        "As the record stood on 2 December 2026",
    ]
    assert "Text with <b>marks</b>, & {{ braces }} and {% raw %}." in words
    assert {"Most returns (34 of 43) raised “homes”.", "First", "=1+1"} <= set(words)
    assert len([one for one in tokens if one.type == "list_item_open"]) == 3


def test_tables__read_again__have_a_heading_row_a_caption_and_a_note(tokens: list[Token]) -> None:
    assert read_blocks(tokens, "th") == ["Theme", "Returns", "Words", "Share"]
    assert read_blocks(tokens, "td") == ["Homes", "34", "Schools", "fewer than 5", "Most", "75% to 90%"]
    assert {"Table 1: Themes", "Source: returns. Base: 43."} <= set(read_blocks(tokens, "p"))


def test_quotations__read_again__are_verbatim_with_their_language(tokens: list[Token]) -> None:
    words = read_blocks(tokens, "p")
    assert {"“First line\nsecond\tline”", f"«{ARABIC}»", f"“{ENGLISH}”"} <= set(words)
    marks = [one.content.strip() for one in tokens if one.type == "html_block"]
    assert marks == ['<div lang="ar" dir="rtl">', "</div>", '<div lang="uk" dir="ltr">', "</div>"]
    assert len([one for one in tokens if one.type == "blockquote_open"]) == 4


def test_language__that_is_no_tag__is_no_markup() -> None:
    tokens = parse(make_markdown(make_document(QuotedWords("q", "words", 'x" onclick="y', ""))))
    [opened, _] = [one.content for one in tokens if one.type == "html_block"]
    assert "&quot; onclick=&quot;" in opened


@pytest.mark.parametrize("text", COMMANDS)
def test_text__that_is_markdown__is_read_as_words_wherever_it_stands(text: str) -> None:
    table = Table("t", text, (text, "Number"), ((text, "3"),))
    parts = (Heading("h", 1, text), Paragraph("p", text), BulletList("b", (text,)), table)
    tokens = parse(make_markdown(make_document(*parts, QuotedWords("q", text, "en", text), title=text)))
    allowed = ["h1", "p", "p", "p", "h2", "p", "ul", "li", "p", "p", "strong", "table"]
    opened = [one.tag for one in tokens if one.nesting == 1 and one.tag not in {"thead", "tbody", "tr"}]
    assert opened == [
        *(tag for tag in allowed if tag != "strong"),
        "th",
        "th",
        "td",
        "td",
        "blockquote",
        "p",
        "p",
    ]
    assert read_blocks(tokens, "h1") == read_blocks(tokens, "h2") == [text]
    assert read_blocks(tokens, "p")[3:5] == [text, text] and read_blocks(tokens, "td") == [text, "3"]
    assert read_blocks(tokens, "p")[-2:] == [f"“{text}”", f"— {text}"]


@given(any_rows)
@FEW
def test_markdown__of_any_texts__is_read_as_the_same_words(texts: list[str]) -> None:
    parts = [
        BulletList("b", tuple(texts)),
        *(QuotedWords(f"q{n}", text, "en", "") for n, text in enumerate(texts)),
    ]
    tokens = parse(make_markdown(make_document(*parts)))
    settled = [settle(text) for text in texts]
    shown = [text for text in settled if text]
    assert read_blocks(tokens, "p")[3:] == [*shown, *(f"“{text}”" for text in settled)]
    assert {one.type for one in tokens if "html" in one.type} == set()


def test_markdown__made_twice__has_the_same_bytes_and_another_day_others() -> None:
    assert make_markdown(make_document()) == make_markdown(make_document())
    assert make_markdown(replace(make_document(), as_of=date(2026, 12, 3))) != make_markdown(make_document())
