"""The places of a Word template: short texts filled in a sandbox, contents and body put where they belong."""

import zipfile
from dataclasses import asdict
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import DictLoader, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError

from consult.errors import ExportRefused
from consult.exports.cover import make_cover
from consult.exports.document import Document
from consult.exports.word_xml import Element, paragraph

MAX_TEMPLATE_BYTES = 50_000_000
TWIPS_PER_EMU = 1 / 635
_CONTENTS_PLACE, _BODY_PLACE = "\ue000contents\ue000", "\ue000body\ue000"
_BROKEN = (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, TemplateError)
_FAILING = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError)
_UNUSABLE = (*_BROKEN, *_FAILING)


def fill_places(document: Document, template: Path) -> WordDocument:
    """Open a template with its short texts filled in, escaped.

    Raises: ExportRefused (C806).
    """
    try:
        _refuse_huge(template)
        filled = DocxTemplate(str(template))
        filled.render(
            _list_places(document), ImmutableSandboxedEnvironment(loader=DictLoader({})), autoescape=True
        )
    except _UNUSABLE as failure:
        reason = str(failure) or type(failure).__name__
        raise ExportRefused("C806", path=template, reason=reason) from failure
    return filled.docx


def _refuse_huge(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        if sum(member.file_size for member in package.infolist()) > MAX_TEMPLATE_BYTES:
            raise ValueError(f"it holds more than {MAX_TEMPLATE_BYTES:,} bytes")


def _list_places(document: Document) -> dict[str, str]:
    return {**asdict(make_cover(document)), "contents": _CONTENTS_PLACE, "body": _BODY_PLACE}


def measure_text(file: WordDocument) -> int:
    """Measure the text's width on the page where the body goes, in twentieths of a point."""
    page = file.sections[-1]
    width, left, right = page.page_width, page.left_margin, page.right_margin
    return round((width - left - right) * TWIPS_PER_EMU) if width and left and right else 9026


def put_in(file: WordDocument, contents: Element, body: list[Element]) -> None:
    """Put contents and body in their places; without a place they go to the end."""
    places = {
        "".join(t.text or "" for t in p.iter(qn("w:t"))).strip(): p for p in file.element.body.iter(qn("w:p"))
    }
    place = places.get(_BODY_PLACE)
    if place is None:
        place = paragraph("Normal")
        file.element.body.insert_element_before(place, "w:sectPr")
    if _CONTENTS_PLACE in places:
        _replace(places[_CONTENTS_PLACE], [contents])
        _replace(place, body)
    else:
        _replace(place, [contents, *body])


def _read(found: Element) -> str:
    return "".join(text.text or "" for text in found.iter(qn("w:t"))).strip()


def _replace(place: Element, elements: list[Element]) -> None:
    """Put elements where a paragraph was; one that ends a section stays, empty, to keep its page."""
    for item in elements:
        place.addprevious(item)
    if place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        place.getparent().remove(place)
    else:
        for item in place.findall(qn("w:r")):
            place.remove(item)
