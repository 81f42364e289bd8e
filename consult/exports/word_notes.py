"""Footnotes of a Word file as Word itself has them: a part of their own, and references in the text.

Source: ECMA-376 part 1, 17.11. A region's own template may have footnotes; these come after them.
"""

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from consult.exports.directions import close_directions
from consult.exports.word_xml import Element, element, paragraph, run

_PLACE = PackURI("/word/footnotes.xml")
_LINES = {"separator": "-1", "continuationSeparator": "0"}
"""The lines above footnotes, which Word asks for, with their numbers."""


def make_reference(number: int) -> Element:
    """Make the raised number in the text. number: of the file, from 1."""
    return _raise(element("footnoteReference", id=str(number)))


def find_last_note(file: WordDocument) -> int:
    """The highest number of the footnotes that the template has; 0 where it has none."""
    found = _find_part(file)
    root = etree.fromstring(found.blob) if found is not None else element("footnotes")
    return max((int(one.get(qn("w:id"), "0")) for one in root), default=0)


def add_notes(file: WordDocument, notes: list[str], style: str, language: str, first: int) -> None:
    """Add footnotes to a file. first: the number of the first of them."""
    if not notes:
        return
    found = _find_part(file)
    root = etree.fromstring(found.blob) if found is not None else _make_root()
    root.extend(_make_note(number, text, style, language) for number, text in enumerate(notes, start=first))
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if found is None:
        made = Part(_PLACE, CONTENT_TYPE.WML_FOOTNOTES, content, file.part.package)
        file.part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
    else:
        found._blob = content


def _find_part(file: WordDocument) -> Part | None:
    every = file.part.rels.values()
    found = (one.target_part for one in every if one.reltype == RELATIONSHIP_TYPE.FOOTNOTES)
    return next(found, None)


def _make_root() -> Element:
    root = element("footnotes")
    for name, number in _LINES.items():
        line = element("p", element("r", element(name)))
        root.append(element("footnote", line, type=name, id=number))
    return root


def _make_note(number: int, text: str, style: str, language: str) -> Element:
    words = run(f" {close_directions(text)}", language)
    return element("footnote", paragraph(style, _raise(element("footnoteRef")), words), id=str(number))


def _raise(sign: Element) -> Element:
    return element("r", element("rPr", element("vertAlign", val="superscript")), sign)
