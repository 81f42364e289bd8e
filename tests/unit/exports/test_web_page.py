"""A response as a web page, opened again: structure, languages, tables, and what it must not say or load."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date

import lxml.html
import pytest
from hypothesis import given, settings
from lxml.html import HtmlElement

from analysis.drafting.blocks import Heading, Paragraph, Table
from consult.exports.document import QuotedWords
from consult.exports.flow_items import settle
from consult.exports.web_page import make_page
from tests.unit.analysis.item_frames import steady
from tests.unit.exports.test_hostile_texts import any_rows
from tests.unit.exports.word_sample import ARABIC, ENGLISH, LOGO, make_document

FEW = settings(steady, max_examples=10)
POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


@pytest.fixture(scope="module", name="page")
def _page() -> HtmlElement:
    return open_page(make_page(make_document()))


def open_page(content: bytes) -> HtmlElement:
    """Open a page from its bytes."""
    return lxml.html.document_fromstring(content.decode())


def read(element: HtmlElement) -> str:
    """The text of an element."""
    return element.text_content()


def test_page__opened_again__has_title_landmarks_and_headings_in_order(page: HtmlElement) -> None:
    assert (page.get("lang"), page.findtext(".//title")) == ("en-GB", "Safe routes, settled lives")
    assert [one.tag for one in page.body if one.tag != "a"] == ["header", "nav", "main"]
    found = [(one.tag, read(one)) for one in page.xpath("//h1|//main//h2|//main//h3|//main//h4")]
    assert found == [
        ("h1", "Safe routes, settled lives"),
        ("h2", "Status and authority"),
        ("h3", "Question 1: homes & leases"),
        ("h4", "In respondents’ words"),
    ]
    assert [read(one) for one in page.xpath("//header/p")] == [
        "Wessmere Partnership",
        "Draft, not signed off",
        "As the record stood on 2 December 2026",
    ]


def test_contents__of_a_page__lead_to_its_headings(page: HtmlElement) -> None:
    links = {read(link): link.get("href") for link in page.xpath("//nav//a")}
    assert list(links) == ["Status and authority", "Question 1: homes & leases"]
    for text, target in links.items():
        assert read(page.get_element_by_id(target[1:])) == text
    assert page.xpath("string(//a[@class='skip']/@href)") == "#text" and page.xpath("//main[@id='text']")


def test_text__with_markup_and_template_signs__is_kept_as_written(page: HtmlElement) -> None:
    texts = [read(one) for one in page.xpath("//main/p")]
    assert "Text with <b>marks</b>, & {{ braces }} and {% raw %}." in texts
    assert "43 returns were received. Most were from councils." in texts
    [items] = page.xpath("//main/ul")
    assert [read(one) for one in items] == ["Most returns (34 of 43) raised “homes”.", "First", "=1+1"]


def test_tables__of_a_page__have_captions_and_headings_for_rows_and_columns(page: HtmlElement) -> None:
    table = page.xpath("//table")[0]
    assert read(table.find("caption")) == "Table 1: Themes"
    assert [read(one) for one in table.xpath(".//th[@scope='col']")] == ["Theme", "Returns"]
    assert [read(one) for one in table.xpath(".//th[@scope='row']")] == ["Homes", "Schools"]
    assert [read(one) for one in table.xpath(".//td[@class='number']")] == ["34", "fewer than 5"]
    assert "Source: returns. Base: 43." in [read(one) for one in page.xpath("//p[@class='note']")]


def test_table__with_an_empty_corner__has_no_empty_heading() -> None:
    table = Table("t", "Areas", ("", "Coast"), (("Homes", "3"), ("", "4")))
    page = open_page(make_page(make_document(table)))
    assert [read(one) for one in page.xpath("//th")] == ["Coast", "Homes"]


def test_quotations__of_a_page__are_verbatim_with_language_and_direction(page: HtmlElement) -> None:
    found = [(one.get("lang"), one.get("dir"), read(one)) for one in page.xpath("//figure/blockquote")]
    assert found == [
        ("en-GB", "ltr", "“First line\nsecond\tline”"),
        ("ar", "rtl", f"«{ARABIC}»"),
        ("en-GB", "ltr", f"“{ENGLISH}”"),
        ("uk", "ltr", "“Мы приехали зимой.”"),
    ]
    assert [read(one) for one in page.xpath("//figcaption")] == [
        "— A council officer",
        "— A person from the coast. Translation by a volunteer",
    ]


def test_quotation__in_a_language_nobody_knows__finds_its_own_direction() -> None:
    page = open_page(make_page(make_document(QuotedWords("q", ARABIC, "", ""))))
    [words] = page.xpath("//blockquote")
    assert (words.get("lang"), words.get("dir")) == ("und", "auto")


def test_page__whatever_it_holds__loads_nothing_and_runs_nothing() -> None:
    content = make_page(make_document()).decode()
    style = re.search(r"<style>(.*?)</style>", content, re.DOTALL)
    assert style and "url(" not in style[1] and "@import" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    found = open_page(content.encode()).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert found == [POLICY.format(digest)]
    assert not re.search(r"<(script|img|link|iframe|object)|://", content)


def test_logo__of_a_page__stands_in_it_with_its_words() -> None:
    content = make_page(replace(make_document(), logo=LOGO))
    [picture] = open_page(content).xpath("//header/img")
    assert picture.get("alt") == LOGO.alternative
    assert base64.b64decode(picture.get("src").removeprefix("data:image/svg+xml;base64,")) == LOGO.content
    assert b"img-src data:;" in content and b"://" not in content


def test_page__made_twice__has_the_same_bytes_and_another_day_others() -> None:
    assert make_page(make_document()) == make_page(make_document())
    assert make_page(replace(make_document(), as_of=date(2026, 12, 3))) != make_page(make_document())


def test_headings__that_skip_levels__are_put_right_for_every_form() -> None:
    skipped = (Heading("a", 3, "A"), Heading("b", 1, "B"), Heading("c", 3, "C"), Heading("d", 2, "D"))
    document = make_document(*skipped)
    assert [part.level for part in document.parts if isinstance(part, Heading)] == [1, 1, 2, 2]
    page = open_page(make_page(document))
    assert [one.tag for one in page.xpath("//main/*")] == ["h2", "h2", "h3", "h3"]
    assert [read(one) for one in page.xpath("//nav//a")] == ["A", "B", "C", "D"]


def test_text__that_turns_the_direction__ends_before_what_follows() -> None:
    page = open_page(make_page(make_document(QuotedWords("q", "a\u202eb\u2066c", "en", "\u202ewho"))))
    assert read(page.xpath("//blockquote")[0]) == "“a\u202eb\u2066c\u2069\u202c”"
    assert read(page.xpath("//figcaption")[0]) == "— \u202ewho\u202c"


@given(any_rows)
@FEW
def test_page__of_any_texts__holds_them_as_words(texts: list[str]) -> None:
    parts = [Heading("h", 1, texts[0]), *(Paragraph(f"p{n}", text) for n, text in enumerate(texts))]
    quoted = [QuotedWords(f"q{n}", text, "en", text) for n, text in enumerate(texts)]
    table = Table("t", texts[0], ("Words", texts[0]), tuple((text, text) for text in texts), texts[0], "")
    content = make_page(make_document(*parts, *quoted, table, title=texts[0]))
    page, known = open_page(content), open_page(make_page(make_document()))
    assert {one.tag for one in page.iter()} <= {one.tag for one in known.iter()}
    assert {name for one in page.iter() for name in one.attrib} <= {
        name for one in known.iter() for name in one.attrib
    }
    assert [read(one) for one in page.xpath("//main/p")][: len(texts)] == [settle(text) for text in texts]
    assert [read(one) for one in page.xpath("//blockquote")] == [f"“{settle(text)}”" for text in texts]
