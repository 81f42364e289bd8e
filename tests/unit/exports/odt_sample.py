"""Ways to read an OpenDocument text back: by odfdo, and member by member."""

import io
import zipfile

import odfdo
from lxml import etree
from odfdo import Element

from consult.exports.odt_xml import NAMES, qualify


def open_odt(content: bytes) -> odfdo.Document:
    """Open a file from its bytes, as somebody else's program does."""
    return odfdo.Document(io.BytesIO(content))


def read_paragraphs(content: bytes, style: str) -> list[str]:
    """The words of each paragraph of a style, given by the name that people see."""
    name = style.replace(" ", "_20_")
    body = open_odt(content).body
    return [
        read_text(one)
        for one in body.get_elements("descendant::text:p")
        if one.get_attribute("text:style-name") == name
    ]


def read_text(element: Element) -> str:
    """What a reader sees of an element: spaces, tabs and lines that have elements of their own included."""
    return _read(etree.fromstring(element.serialize(with_ns=True)))


def _read(node: etree._Element) -> str:
    own = {qualify("text:line-break"): "\n", qualify("text:tab"): "\t"}.get(node.tag, "")
    if node.tag == qualify("text:s"):
        own = " " * int(node.get(qualify("text:c"), "1"))
    return own + (node.text or "") + "".join(_read(child) + (child.tail or "") for child in node)


def find_all(content: bytes, path: str, member: str = "content.xml") -> list[etree._Element]:
    """Find elements of a member by XPath, with the prefixes of the standard."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        found: list[etree._Element] = etree.fromstring(package.read(member)).xpath(path, namespaces=NAMES)
    return found
