"""Word and PDF files read as lines: forty questions are found in each, and bad files are refused by code."""

import random
import zipfile
from io import BytesIO

import pytest
import typst
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter

from consult.errors import ImportRefused
from consult.services.documents.pdf_lines import list_pdf_lines
from consult.services.documents.reading_documents import list_document_lines
from forms.proposing.proposals import propose
from tests.factories import bad_files
from tests.factories.consultation_files import add_list, add_numbered, number_paragraph, write_pdf, write_word
from tests.factories.consultation_paper import QUESTIONS

WRITERS = {
    "numbered by Word with a word": lambda: write_word(),
    "numbered by Word alone": lambda: write_word(label="%1."),
    "one column": lambda: write_pdf(),
    "two columns": lambda: write_pdf(columns=2),
}
TRACKED = (
    "<w:p {w}><w:r><w:t>Question 1: What is </w:t></w:r>"
    "<w:ins w:id='1' w:author='a'><w:r><w:t>missing</w:t></w:r></w:ins>"
    "<w:del w:id='2' w:author='a'><w:r><w:delText>wrong</w:delText></w:r></w:del>"
    "<w:r><w:t>?</w:t></w:r></w:p>"
)
CONTROL = (
    "<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>Question 2: Who</w:t><w:br/><w:t>☐ Yes</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>"
)


def fold(text: str) -> str:
    """A text without what a printer may set in another way: apostrophes and hyphens."""
    return text.replace("’", "'").replace("-", "")


def save(document: object) -> bytes:
    written = BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def lock(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.encrypt("secret")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def draw_blank(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("how", WRITERS)
def test_document__with_forty_questions__gives_them_all(how: str) -> None:
    found = {one.number: one for one in propose(list_document_lines("paper", WRITERS[how]()))}
    assert list(found) == [asked.number for asked in QUESTIONS]
    for asked in QUESTIONS:
        one = found[asked.number]
        read = (fold(one.text), one.kind, [*map(fold, one.choices)], fold(one.reasons))
        assert read == (fold(asked.printed), asked.kind, [*map(fold, asked.choices)], fold(asked.reasons))
        assert (one.limit.number if one.limit else None) == asked.limit


def test_word_file__with_changes_tracked_and_a_content_control__is_read_as_it_stands_now() -> None:
    document = Document()
    for form in (TRACKED, CONTROL):
        document.element.body.insert(0, parse_xml(form.format(w=nsdecls("w"))))
    lines = [line.text for line in list_document_lines("a.docx", save(document))]
    assert sorted(lines) == ["Question 1: What is missing?", "Question 2: Who", "☐ Yes"]


def test_pdf__with_pages_that_repeat_their_head__gives_it_nowhere() -> None:
    lines = list_document_lines("a.pdf", write_pdf())
    assert not [line for line in lines if line.text.endswith("fictional") or line.text.isdigit()]
    assert {line.place for line in lines} > {"page 1", "page 3"}


def test_word_list__cut_by_headings_or_begun_anew__is_numbered_as_word_shows_it() -> None:
    document = Document()
    add_list(document, 71, "%1.", "decimal")
    add_numbered(document, 72, of=71)
    add_numbered(document, 73, of=71, restart=10)
    for text, list_id in (("Homes?", 71), ("Schools?", 71), ("Health?", 72), ("Work?", 73), ("Why?", 73)):
        number_paragraph(document.add_paragraph(f"What about {text}"), list_id)
    found = propose(list_document_lines("a.docx", save(document)))
    assert [one.number for one in found] == ["1", "2", "3", "10", "11"]


def test_pdf__with_one_question_a_page__keeps_each_with_its_choices() -> None:
    pages = "#pagebreak()".join(
        f"Question {n}\n\nIs it so in case {n}?\n\n☐ Yes\n\n☐ No\n" for n in range(1, 7)
    )
    head = '#set page(header: [A paper about homes], numbering: "1")\n'
    found = propose(list_document_lines("a.pdf", typst.compile((head + pages).encode(), format="pdf")))
    assert [(one.number, one.choices) for one in found] == [(str(n), ("Yes", "No")) for n in range(1, 7)]


def test_pdf__that_takes_too_long__is_refused_with_what_was_read() -> None:
    times = iter([0.0, 0.0, 30.0, 61.0])
    with pytest.raises(ImportRefused, match=r"C775.*2 pages"):
        list_pdf_lines("a.pdf", draw_blank(4), lambda: next(times))


def test_word_file__damaged_anywhere__is_refused_or_read() -> None:
    content = write_word()
    drawn = random.Random(7)
    for _ in range(25):
        damaged = bytearray(content)
        for _ in range(3):
            damaged[drawn.randrange(len(damaged))] ^= 1 << drawn.randrange(8)
        try:
            list_document_lines("a.docx", bytes(damaged))
        except ImportRefused as refused:
            assert refused.code == "C771"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bad_files.PICTURE, "C771"),
        (b"PK\x03\x04 no document", "C771"),
        (bad_files.make_archive({"[Content_Types].xml": b"", "word/document.xml": b"<w:document"}), "C771"),
        (b"%PDF-1.7 broken", "C771"),
        (draw_blank(2), "C774"),
        (draw_blank(401), "C773"),
        (bad_files.WEB_PAGE, "C771"),
    ],
    ids=["picture", "damaged archive", "damaged part", "damaged PDF", "scan", "too long", "web page"],
)
def test_file__that_is_no_document__is_refused_by_code(content: bytes, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        list_document_lines("paper", content)
    assert refused.value.code == code


def test_pdf__locked_with_a_password__is_refused() -> None:
    with pytest.raises(ImportRefused, match="password"):
        list_document_lines("paper", lock(draw_blank(1)))


def test_word_file__that_unzips_to_far_too_much_or_names_entities__is_refused() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    entity = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
    named = bad_files.make_archive({"[Content_Types].xml": b"", "word/document.xml": entity})
    for content in (bomb.getvalue(), named):
        with pytest.raises(ImportRefused, match="C771"):
            list_document_lines("paper", content)
