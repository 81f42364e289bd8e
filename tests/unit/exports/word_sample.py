"""A response with every kind of part, and ways to read a Word file back, for the tests of Word."""

import io
import zipfile
from datetime import date

import docx
from docx.document import Document as WordDocument
from lxml import etree

from analysis.drafting.blocks import BulletList, Heading, Paragraph, StatementReference, Table
from consult.exports.document import Document, Part, Picture, QuotedWords, Translation

ARABIC = "وصلنا في الشتاء ولم يكن لدينا مترجم."
ENGLISH = "We arrived in winter with no interpreter."
PARTS: tuple[Part, ...] = (
    Heading("h1", 1, "Status and authority"),
    Paragraph("p1", "Text with <b>marks</b>, & {{ braces }} and {% raw %}."),
    StatementReference("s1", "s1", "43 returns were received."),
    StatementReference("s2", "s2", "Most were from councils.", "continues"),
    Heading("h2", 2, "Question 1: homes & leases"),
    StatementReference("s3", "s3", "Most returns (34 of 43) raised “homes”.", "bullet"),
    BulletList("b1", ("First", "=1+1")),
    Table(
        "t1", "Themes", ("Theme", "Returns"), (("Homes", "34"), ("Schools", "fewer than 5")), "returns", "43"
    ),
    Heading("h3", 3, "In respondents’ words"),
    QuotedWords("q1", "First line\nsecond\tline", "en", "A council officer"),
    QuotedWords(
        "q2", ARABIC, "ar", "A person from the coast", True, Translation(ENGLISH, "en", "a volunteer")
    ),
    QuotedWords("q3", "Мы приехали зимой.", "uk", ""),
    Table("t2", "Scale", ("Words", "Share"), (("Most", "75% to 90%"),)),
)


LOGO = Picture(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40"/></svg>',
    "image/svg+xml",
    'Logo of "Wessmere" <Partnership>',
)


def make_document(*parts: Part, title: str = "Safe routes, settled lives") -> Document:
    """The sample response, or one of the parts given."""
    return Document(title, "Draft, not signed off", "Wessmere Partnership", date(2026, 12, 2), parts or PARTS)


def open_word(content: bytes) -> WordDocument:
    """Open a Word file from its bytes."""
    return docx.Document(io.BytesIO(content))


def read_member(content: bytes, name: str) -> str:
    """Read one member of the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def read_everything(content: bytes) -> str:
    """Read all members of the package as one text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def find_all(content: bytes, path: str) -> list[etree._Element]:
    """Find elements of the main part by XPath, with the prefix w."""
    root = etree.fromstring(read_member(content, "word/document.xml").encode())
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    found: list[etree._Element] = root.xpath(path, namespaces=names)
    return found
