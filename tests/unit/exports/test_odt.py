"""A response as OpenDocument text, opened again: structure, languages, tables, and what it must not say."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from analysis.drafting.blocks import BulletList, Heading, Paragraph, Table
from consult.exports.document import Picture, QuotedWords
from consult.exports.flow_items import settle
from consult.exports.odt import ODT_TYPE, make_odt
from consult.exports.odt_xml import qualify
from tests.unit.analysis.item_frames import steady
from tests.unit.exports.odt_sample import find_all, open_odt, read_paragraphs, read_text
from tests.unit.exports.test_hostile_texts import any_rows
from tests.unit.exports.word_sample import ARABIC, ENGLISH, LOGO, make_document

FEW = settings(steady, max_examples=10)
PIXELS = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x06\x00\x00\x00\x02\x08\x06\x00\x00\x00\x00\x00\x00\x00"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""The head of a picture of six by two."""
DANGEROUS = (
    "//office:script|//office:event-listeners|//*[starts-with(name(), 'draw')]"
    "|//text:a[not(starts-with(@xlink:href, '#'))]"
)


@pytest.fixture(scope="module", name="content")
def _content() -> bytes:
    return make_odt(make_document())


def test_package__opened__says_first_what_it_is_and_lists_its_members(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        first, *others = package.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read("mimetype").decode() == ODT_TYPE
        names = [one.filename for one in others]
        assert names == sorted(names) == ["META-INF/manifest.xml", "content.xml", "meta.xml", "styles.xml"]
    listed = find_all(content, "//manifest:file-entry", "META-INF/manifest.xml")
    assert [one.get(qualify("manifest:full-path")) for one in listed] == ["/", *names[1:]]


def test_headings__opened_again__are_real_headings_in_order(content: bytes) -> None:
    found = [
        (one.get_attribute_string("text:outline-level"), read_text(one))
        for one in open_odt(content).body.headers
    ]
    assert found == [
        ("1", "Status and authority"),
        ("2", "Question 1: homes & leases"),
        ("3", "In respondents’ words"),
    ]


def test_cover__opened_again__says_whose_it_is_and_of_which_day(content: bytes) -> None:
    styles = ("Cover Partnership", "Title", "Subtitle", "Cover Date")
    assert [read_paragraphs(content, style) for style in styles] == [
        ["Wessmere Partnership"],
        ["Safe routes, settled lives"],
        ["Draft, not signed off"],
        ["As the record stood on 2 December 2026"],
    ]


def test_contents__opened__lead_to_headings_and_can_be_made_anew(content: bytes) -> None:
    links = find_all(content, "//text:index-body//text:a")
    assert [one.text for one in links] == ["Status and authority", "Question 1: homes & leases"]
    marks = {one.get(qualify("text:name")) for one in find_all(content, "//text:h/text:bookmark-start")}
    assert {one.get(qualify("xlink:href"))[1:] for one in links} <= marks
    assert len(find_all(content, "//text:table-of-content-entry-template/text:index-entry-page-number")) == 2


def test_text__with_markup_and_template_signs__is_kept_as_written(content: bytes) -> None:
    assert read_paragraphs(content, "Standard") == [
        "Text with <b>marks</b>, & {{ braces }} and {% raw %}.",
        "43 returns were received. Most were from councils.",
    ]
    items = ["Most returns (34 of 43) raised “homes”.", "First", "=1+1"]
    assert read_paragraphs(content, "List Bullet") == items
    assert len(find_all(content, "//text:list/text:list-item")) == 3


def test_tables__opened_again__have_captions_headings_and_text_alone(content: bytes) -> None:
    [themes, scale] = open_odt(content).body.tables
    assert themes.get_values() == [["Theme", "Returns"], ["Homes", "34"], ["Schools", "fewer than 5"]]
    assert scale.get_values() == [["Words", "Share"], ["Most", "75% to 90%"]]
    assert len(find_all(content, "//table:table-header-rows/table:table-row")) == 2
    assert len(find_all(content, "//table:table-header-columns/table:table-column")) == 2
    titles = [one.text for one in find_all(content, "//table:table/table:title")]
    assert titles == read_paragraphs(content, "Caption") == ["Table 1: Themes", "Table 2: Scale"]
    assert "Source: returns. Base: 43." in read_paragraphs(content, "Table Note")
    cells = find_all(content, "//table:table-cell")
    assert {one.get(qualify("office:value-type")) for one in cells} == {"string"}
    assert find_all(content, "//@table:formula") == []


def test_table__with_many_columns__fits_the_page_with_headings_on_end() -> None:
    columns = ("Theme", *(f"Voluntary and community {n}" for n in range(14)))
    wide = Table("w", "Wide", columns, (("A theme of some length", *["fewer than 5"] * 14),))
    content = make_odt(make_document(wide))
    widths = {
        one.getparent().get(qualify("style:name")): float(one.get(qualify("style:column-width"))[:-2])
        for one in find_all(content, "//style:table-column-properties")
    }
    used = [widths[one.get(qualify("table:style-name"))] for one in find_all(content, "//table:table-column")]
    assert len(used) == 15 and 470 < sum(used) <= 482 and min(used) > 20
    cells = find_all(
        content, "//table:table-header-rows//table:table-cell[@table:style-name='Cell-standing']"
    )
    assert len(cells) == 14


def test_quotations__opened_again__are_verbatim_with_language_and_direction(content: bytes) -> None:
    spans = find_all(content, "//text:p[starts-with(@text:style-name, 'Quotations')]/text:span")
    styles = {one.get(qualify("style:name")): one for one in find_all(content, "//style:style")}
    found = []
    for span in spans:
        said = styles[span.get(qualify("text:style-name"))][0]
        found.append(
            (
                said.get(qualify("fo:language")),
                said.get(qualify("style:language-complex")),
                said.get(qualify("fo:country")),
            )
        )
    assert found == [("en", "en", "GB"), ("ar", "ar", "none"), ("en", "en", "GB"), ("uk", "uk", "none")]
    assert read_paragraphs(content, "Quotations-rtl") == [f"«{ARABIC}»"]
    said = styles["Quotations-rtl"][0]
    assert (said.get(qualify("style:writing-mode")), said.get(qualify("fo:text-align"))) == ("rl-tb", "right")
    words = ["“First line\nsecond\tline”", f"“{ENGLISH}”", "“Мы приехали зимой.”"]
    assert read_paragraphs(content, "Quotations") == words
    sources = ["— A council officer", "— A person from the coast. Translation by a volunteer", ""]
    assert read_paragraphs(content, "Quote Source") == sources


@pytest.mark.parametrize(
    ("tag", "code", "country"),
    [("zh-Hant", "zh", "TW"), ("prs", "prs", "none"), ("", "und", "none"), ("a b", "und", "none")],
)
def test_language__of_a_quotation__is_named_as_the_format_has_it(tag: str, code: str, country: str) -> None:
    content = make_odt(make_document(QuotedWords("q", "words", tag, "")))
    [said] = find_all(content, "//style:style[@style:family='text']/style:text-properties")
    assert (said.get(qualify("fo:language")), said.get(qualify("fo:country"))) == (code, country)


def test_document__opened__is_in_its_language_throughout(content: bytes) -> None:
    [said] = find_all(content, "//style:default-style/style:text-properties", "styles.xml")
    assert (said.get(qualify("fo:language")), said.get(qualify("fo:country"))) == ("en", "GB")


def test_properties__read__name_the_partnership_and_no_person(content: bytes) -> None:
    said = {one.tag.split("}")[1]: one.text for one in find_all(content, "//office:meta/*", "meta.xml")}
    assert said == {
        "generator": "Regional Consult",
        "title": "Safe routes, settled lives",
        "subject": "Draft, not signed off",
        "initial-creator": "Wessmere Partnership",
        "creator": "Wessmere Partnership",
        "creation-date": "2026-12-02T00:00:00",
        "date": "2026-12-02T00:00:00",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("logo", "name", "width"),
    [
        (LOGO, "logo.svg", "4.50cm"),
        (replace(LOGO, content=b'<svg width="20" height="10"/>'), "logo.svg", "3.00cm"),
        (replace(LOGO, content=b"no picture", media_type="image/png"), "logo.png", "1.50cm"),
        (replace(LOGO, content=PIXELS, media_type="image/png"), "logo.png", "4.50cm"),
    ],
)
def test_logo__of_a_file__stands_in_it_with_its_words_and_shape(logo: Picture, name: str, width: str) -> None:
    content = make_odt(replace(make_document(), logo=logo))
    [frame] = find_all(content, "//draw:frame")
    assert [frame.findtext(qualify(one)) for one in ("svg:title", "svg:desc")] == [LOGO.alternative] * 2
    assert (frame.get(qualify("svg:width")), frame.get(qualify("svg:height"))) == (width, "1.5cm")
    assert open_odt(content).get_part(f"Pictures/{name}") == logo.content
    listed = find_all(content, f"//*[@manifest:full-path='Pictures/{name}']", "META-INF/manifest.xml")
    assert [one.get(qualify("manifest:media-type")) for one in listed] == [logo.media_type]


def test_styles__used_by_the_text__are_all_there(content: bytes) -> None:
    paths = [("//style:style|//text:list-style", member) for member in ("content.xml", "styles.xml")]
    known = {
        one.get(qualify("style:name")) for path, member in paths for one in find_all(content, path, member)
    }
    used = find_all(content, "//@text:style-name|//@table:style-name|//@style:parent-style-name")
    assert set(used) <= known


def test_document__made_twice__has_the_same_bytes_and_another_day_others(content: bytes) -> None:
    assert make_odt(make_document()) == content
    assert make_odt(replace(make_document(), as_of=date(2026, 12, 3))) != content


@given(any_rows)
@FEW
def test_odt__of_any_texts__holds_them_as_words(texts: list[str]) -> None:
    parts = [Heading("h", 1, texts[0]), *(Paragraph(f"p{n}", text) for n, text in enumerate(texts))]
    quoted = [QuotedWords(f"q{n}", text, "en", "") for n, text in enumerate(texts)]
    table = Table("t", texts[0], ("Words", texts[0]), tuple((text, text) for text in texts))
    content = make_odt(make_document(*parts, BulletList("b", tuple(texts)), *quoted, table, title=texts[0]))
    settled = [settle(text) for text in texts]
    assert read_paragraphs(content, "Standard") == read_paragraphs(content, "List Bullet") == settled
    assert read_paragraphs(content, "Quotations") == [f"“{text}”" for text in settled]
    assert read_paragraphs(content, "Title") == settled[:1]
    assert find_all(content, DANGEROUS) == []
