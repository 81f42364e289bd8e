"""WordprocessingML elements: runs with their language, paragraphs, fields, bookmarks.

Source: ECMA-376 part 1, chapter 17; the order of children inside pPr and rPr matters to readers.
"""

import re

from docx.oxml.ns import nsmap, qn
from lxml import etree
from lxml.etree import _Element as Element

from consult.exports.languages import tag_for_readers

_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES = re.compile(r"([\n\t])")


def clean_text(text: str) -> str:
    """Make a text that XML can hold: CRLF and CR become LF, what is illegal becomes U+FFFD one for one."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(name: str, /, *children: Element, **attributes: str) -> Element:
    """Make an element of Word's namespace; attributes are in it too."""
    made = etree.Element(qn(f"w:{name}"), nsmap={"w": nsmap["w"]})
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def language_properties(language: str, *, rtl: bool = False) -> list[Element]:
    """Make the run properties that tell a screen reader the language, and readers the direction."""
    tag = tag_for_readers(language)
    if rtl:
        return [element("rtl"), element("lang", val=tag, bidi=tag)]
    if language.startswith(("zh", "ja", "ko")):
        return [element("lang", val=tag, eastAsia=tag)]
    return [element("lang", val=tag)]


def run(text: str, language: str, *, rtl: bool = False) -> Element:
    """Make a run of text in one language; a new line is a break, a tab a tab."""
    made = element("r", element("rPr", *language_properties(language, rtl=rtl)))
    made.extend(_piece(piece) for piece in _PIECES.split(clean_text(text)) if piece)
    return made


def _piece(piece: str) -> Element:
    if piece in "\n\t":
        return element("br" if piece == "\n" else "tab")
    made = element("t")
    made.text = piece
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style_id: str, *children: Element, properties: tuple[Element, ...] = ()) -> Element:
    """Make a paragraph in a style. properties: children of pPr after the style, in the schema's order."""
    return element("p", element("pPr", element("pStyle", val=style_id), *properties), *children)


def field_start(code: str) -> list[Element]:
    """Open a field: what follows is its result as long as nobody updates it."""
    instruction = element("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", instruction),
        element("r", element("fldChar", fldCharType="separate")),
    ]


def field_end() -> Element:
    """Close a field."""
    return element("r", element("fldChar", fldCharType="end"))


def field(code: str, result: str, language: str) -> list[Element]:
    """Make a whole field with the result it shows until it is updated."""
    shown = [run(result, language)] if result else []
    return [*field_start(code), *shown, field_end()]


def bookmarked(name: str, number: int, *children: Element) -> list[Element]:
    """Put a bookmark round elements."""
    start = element("bookmarkStart", id=str(number), name=name)
    return [start, *children, element("bookmarkEnd", id=str(number))]
