"""Bullets: the numbering that the list style points to."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from consult.exports.word_xml import Element, element

_INDENT = "397"


def make_bullets(abstract_id: int) -> Element:
    """Make the definition of a list with bullets."""
    level = element(
        "lvl",
        element("start", val="1"),
        element("numFmt", val="bullet"),
        element("lvlText", val="•"),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=_INDENT, hanging=_INDENT)),
        ilvl="0",
    )
    return element(
        "abstractNum",
        element("multiLevelType", val="hybridMultilevel"),
        level,
        abstractNumId=str(abstract_id),
    )


def make_numbering() -> Element:
    """Make a numbering part with one bulleted list, number 1."""
    return element("numbering", make_bullets(0), element("num", element("abstractNumId", val="0"), numId="1"))


def add_bullets(document: Document) -> int:
    """Add a bulleted list to a document and give its number; what it has already stays as it is."""
    numbering = _find_numbering(document)
    if numbering is None:
        numbering = _add_numbering(document)
    abstract_id = _next_id(numbering, "abstractNum", "abstractNumId")
    number = _next_id(numbering, "num", "numId")
    places = numbering.findall(qn("w:abstractNum"))
    numbering.insert(numbering.index(places[-1]) + 1 if places else 0, make_bullets(abstract_id))
    numbering.append(element("num", element("abstractNumId", val=str(abstract_id)), numId=str(number)))
    return number


def _next_id(numbering: Element, name: str, attribute: str) -> int:
    found = (int(item.get(qn(f"w:{attribute}"), "0")) for item in numbering.findall(qn(f"w:{name}")))
    return max(found, default=0) + 1


def _find_numbering(document: Document) -> Element | None:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        return None


def _add_numbering(document: Document) -> Element:
    made = parse_xml(etree.tostring(element("numbering")))
    package = document.part.package
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, made, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return made
