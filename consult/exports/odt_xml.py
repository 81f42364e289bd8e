"""OpenDocument elements, and texts whose spaces, tabs and lines stay as they are.

Source: OASIS OpenDocument 1.3 part 3; section 6.1.2 on white space.
"""

import re

from lxml import etree
from lxml.etree import _Element as Element

VERSION = "1.3"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "style", "text", "table", "meta", "manifest")},
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_PIECES = re.compile(r"(\n|\t|^ +| {2,}| +$)", re.MULTILINE)

Attributes = dict[str, str]


def element(name: str, attributes: Attributes | None = None, *children: Element, text: str = "") -> Element:
    """Make an element; names have their prefix, as in "text:p". text: comes before the children."""
    made = etree.Element(qualify(name), nsmap=NAMES)
    for key, value in (attributes or {}).items():
        made.set(qualify(key), value)
    write_text(made, text)
    made.extend(children)
    return made


def qualify(name: str) -> str:
    """The name as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def write_text(target: Element, text: str) -> None:
    """Write a text at the end of an element; runs of spaces, tabs and new lines are elements there."""
    for piece in _PIECES.split(text):
        if piece == "\n":
            target.append(element("text:line-break"))
        elif piece == "\t":
            target.append(element("text:tab"))
        elif piece.strip(" "):
            _append_words(target, piece)
        elif piece:
            target.append(element("text:s", {"text:c": str(len(piece))}))


def _append_words(target: Element, words: str) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + words
    else:
        target.text = (target.text or "") + words


def to_bytes(root: Element) -> bytes:
    """Write a member of the package."""
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
