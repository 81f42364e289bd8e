"""Footnotes and tables of one's own in every form of file, opened again and read back."""

import io
import re
import zipfile

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from lxml import etree

from analysis.drafting.blocks import (
    Block,
    BulletList,
    Footnote,
    Heading,
    OwnTable,
    Paragraph,
    StatementReference,
)
from consult.exports.assembling import list_parts
from consult.exports.document import Document
from consult.exports.flow import list_items
from consult.exports.flow_items import Figures, Passage, list_notes
from consult.exports.markdown import make_markdown
from consult.exports.noting import Note
from consult.exports.odt import make_odt
from consult.exports.odt_xml import qualify
from consult.exports.pdf import make_pdf
from consult.exports.web_page import make_page
from consult.exports.word import TEMPLATE, make_word
from consult.services.drafts.documenting import ShownBlock
from tests.unit.exports.odt_sample import find_all as find_in_odt
from tests.unit.exports.pdf_sample import find_failures, list_tags, read_words
from tests.unit.exports.word_sample import find_all, make_document, open_word, read_member

FIRST: tuple[Block, ...] = (
    Heading("h", 1, "Homes"),
    StatementReference("s", "s", "43 returns were received."),
    Paragraph("p", "Homes are few[^1] and dear.[^b]"),
    Footnote("n", "1", "Since May <b>2026</b> & before"),
    OwnTable(
        "o", "Homes by area", ("Area", "Homes"), (("Leeds | North", "12"), ("York", "3")), "The councils"
    ),
)
SECOND: tuple[Block, ...] = (
    Heading("h2", 1, "Schools"),
    BulletList("l", ("Full[^1]", "Far")),
    Footnote("n2", "1", "As heads said.\nIn June."),
)
NOTE_B = Footnote("nb", "b", "Rents: ONS")
NOTES = ["Since May <b>2026</b> & before", "Rents: ONS", "As heads said.\nIn June."]


@pytest.fixture(scope="module", name="document")
def _document() -> Document:
    """Two sections, in both of which a footnote has the mark 1."""
    sections = ((*FIRST, NOTE_B), SECOND)
    parts = [part for blocks in sections for part in list_parts(map(ShownBlock, blocks))]
    return make_document(*parts)


def test_items__of_two_sections__number_their_footnotes_through(document: Document) -> None:
    items = list_items(document)
    assert [(one.number, one.text) for one in list_notes(items)] == list(enumerate(NOTES, start=1))
    passage = next(one for one in items if isinstance(one, Passage) and "dear" in one.text)
    assert passage.runs == ("Homes are few", Note(1, NOTES[0]), " and dear.", Note(2, NOTES[1]))
    [table] = [one for one in items if isinstance(one, Figures)]
    assert (table.caption, table.note) == ("Table 1: Homes by area", "Source: The councils.")
    assert table.rows == (("Leeds | North", "12"), ("York", "3"))


def test_mark__that_no_footnote_has__stays_as_it_is_written() -> None:
    parts = list_parts([ShownBlock(Paragraph("p", "As [^x] stands \ufdd0odd\ufdd1"))])
    [passage] = list_items(make_document(*parts))
    assert isinstance(passage, Passage) and passage.runs == ("As [^x] stands \ufffdodd\ufffd",)


def list_references(content: bytes) -> list[str]:
    """The numbers of the footnotes that the text refers to, in order."""
    return [str(one.get(qn("w:id"))) for one in find_all(content, "//w:footnoteReference")]


def read_word_notes(content: bytes) -> dict[str, str]:
    """The footnotes of a Word file by their number."""
    root = etree.fromstring(read_member(content, "word/footnotes.xml").encode())
    return {
        str(note.get(qn("w:id"))): "".join(
            "\n" if part.tag == qn("w:br") else part.text or "" for part in note.iter(qn("w:t"), qn("w:br"))
        ).strip()
        for note in root
        if note.get(qn("w:type")) is None
    }


def test_word_file__opened_again__has_real_footnotes_and_the_table(document: Document) -> None:
    content = make_word(document)
    assert make_word(document) == content
    references = list_references(content)
    assert references == ["1", "2", "3"]
    assert list(read_word_notes(content).items()) == list(zip(references, NOTES, strict=True))
    [table] = open_word(content).tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1] == ["Leeds | North", "12"]
    assert len(find_all(content, "//w:tr[w:trPr/w:tblHeader]")) == 1


def test_word_file__of_a_template_with_footnotes__keeps_them_apart(
    document: Document, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("template") / "own.docx"
    with_one = make_word(make_document(*list_parts(map(ShownBlock, SECOND))), template=TEMPLATE)
    body = "<w:p><w:r><w:t>{{ contents }}</w:t></w:r></w:p><w:p><w:r><w:t>{{ body }}</w:t></w:r></w:p>"
    put_in(path, with_one, body)
    content = make_word(document, template=path)
    assert list(read_word_notes(content)) == ["1", "2", "3", "4"]
    assert list_references(content)[-3:] == ["2", "3", "4"]
    assert docx.Document(io.BytesIO(content)).paragraphs


def put_in(path: object, content: bytes, body: str) -> None:
    """Write a file again as a template, with places at the end of its text."""
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(str(path), "w") as made:
        for name in given.namelist():
            text = given.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            made.writestr(name, text)


def test_open_document__opened_again__has_real_footnotes(document: Document) -> None:
    content = make_odt(document)
    notes = find_in_odt(content, "//text:note[@text:note-class='footnote']")
    assert [one.findtext(qualify("text:note-citation")) for one in notes] == ["1", "2", "3"]
    said = ["".join(one.find(qualify("text:note-body")).itertext()) for one in notes]
    assert said == [text.replace("\n", "") for text in NOTES]
    styles = find_in_odt(content, "//style:style/@style:name", "styles.xml")
    assert "Footnote" in styles


def test_web_page__opened_again__links_each_footnote_there_and_back(document: Document) -> None:
    page = lxml.html.document_fromstring(make_page(document).decode())
    links = page.xpath("//*[@role='doc-noteref']")
    assert [one.text_content() for one in links] == ["1", "2", "3"]
    for number, link in enumerate(links, start=1):
        [target] = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert target.text == f"{NOTES[number - 1]} "
        [back] = target.xpath("a[@role='doc-backlink']")
        assert back.get("href") == f"#{link.get('id')}" and str(number) in back.get("aria-label")
    assert [one.text for one in page.xpath("//table//th[@scope='col']")] == ["Area", "Homes"]


def test_markdown__read_again__refers_to_each_footnote_once(document: Document) -> None:
    text = make_markdown(document).decode()
    assert "Homes are few[^1] and dear.[^2]" in text and "- Full[^3]" in text
    assert re.findall(r"^\[\^(\d)\]: ", text, re.MULTILINE) == ["1", "2", "3"]
    assert "[^3]: As heads said.\\\n    In June." in text and "| Leeds &#124; North | 12 |" in text


def test_pdf__opened_again__tags_footnotes_and_passes_the_validator(document: Document) -> None:
    content = make_pdf(document)
    kinds = [tag.kind for tag in list_tags(content)]
    assert kinds.count("Note") == 3 and kinds.count("TH") == 2
    assert find_failures(content) == []
    words = read_words(content)
    assert "Since May <b>2026</b> & before" in words and "Homes by area" in words
