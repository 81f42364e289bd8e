"""Make the Word template that comes with the product: `python -m consult.exports.word_template.build`.

The template is a plain Word file. A region opens it in Word, changes styles, adds its logo, keeps the places
{{ partnership }}, {{ title }}, {{ subtitle }}, {{ as_of }}, {{ contents }} and {{ body }}.
"""

import io
import zipfile
from pathlib import Path

from docx.oxml.ns import nsmap, qn
from lxml import etree

from consult.exports.files import write_file
from consult.exports.packing import repack
from consult.exports.word_numbering import make_numbering
from consult.exports.word_style_xml import make_style, make_table_style, number_style
from consult.exports.word_styles import FONT, STYLES
from consult.exports.word_template.packaging import OFFICE, PACKAGE, make_content_types, make_relationships
from consult.exports.word_xml import Element, element, field, paragraph, run

TEMPLATE = Path(__file__).with_name("collated-response.docx")
_TYPE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_TYPE}.wordprocessingml"
_PARTS = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/header1.xml": f"{_WORD}.header+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": f"{_TYPE}.extended-properties+xml",
}
_LANGUAGE = "en"


def build_template() -> bytes:
    """Make the template; the same code gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, root in _make_members().items():
            package.writestr(name, _write(root))
    return repack(made.getvalue())


def _make_members() -> dict[str, Element]:
    return {
        "[Content_Types].xml": make_content_types(_PARTS),
        "_rels/.rels": make_relationships(
            ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml"), core=True
        ),
        "docProps/core.xml": _core_properties(),
        "docProps/app.xml": etree.fromstring(f'<Properties xmlns="{OFFICE[:-13]}extended-properties"/>'),
        "word/document.xml": _document(),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": make_numbering(),
        "word/header1.xml": element("hdr", paragraph("Header", _place("partnership"))),
        "word/footer1.xml": _footer(),
        "word/_rels/document.xml.rels": make_relationships(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("numbering", "numbering.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
        ),
    }


def _core_properties() -> Element:
    space = f"{PACKAGE}/metadata/core-properties"
    return etree.Element(f"{{{space}}}coreProperties", nsmap={"cp": space})


def _write(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _place(name: str) -> Element:
    return run(f"{{{{ {name} }}}}", _LANGUAGE)


def _document() -> Element:
    return element(
        "document",
        element(
            "body",
            paragraph("CoverPartnership", _place("partnership")),
            paragraph("Title", _place("title")),
            paragraph("Subtitle", _place("subtitle")),
            paragraph("CoverDate", _place("as_of"), _page_break()),
            paragraph("Normal", _place("contents")),
            paragraph("Normal", _page_break()),
            paragraph("Normal", _place("body")),
            _page(),
        ),
    )


def _page_break() -> Element:
    return element("r", element("br", type="page"))


def _page() -> Element:
    """Set A4 with margins of 2.54 cm; the cover has no header and no footer."""
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "1440")
    return element(
        "sectPr",
        _reference("header", "rId4"),
        _reference("footer", "rId5"),
        element("pgSz", w="11906", h="16838"),
        element("pgMar", **margins, header="708", footer="708", gutter="0"),
        element("titlePg"),
    )


def _reference(kind: str, relationship: str) -> Element:
    names = {prefix: nsmap[prefix] for prefix in ("w", "r")}  # else the prefix depends on what is imported
    made = etree.Element(qn(f"w:{kind}Reference"), {qn("w:type"): "default"}, nsmap=names)
    made.set(qn("r:id"), relationship)
    return made


def _footer() -> Element:
    number = field("PAGE", "", _LANGUAGE)
    parts = [_place("title"), run("\tPage ", _LANGUAGE), *number]
    return element("ftr", paragraph("Footer", *parts))


def _styles() -> Element:
    fonts = element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    language = element("lang", val="en-GB", eastAsia="zh-CN", bidi="ar-SA")
    defaults = element("docDefaults", element("rPrDefault", element("rPr", fonts, language)))
    root = element("styles", defaults, *(make_style(style) for style in STYLES), make_table_style())
    for style, made in zip(STYLES, root.findall(qn("w:style")), strict=False):
        if style.numbered:
            number_style(made, 1)
    return root


def _settings() -> Element:
    mode = element(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"
    )
    return element("settings", element("defaultTabStop", val="720"), element("compat", mode))


if __name__ == "__main__":
    write_file(TEMPLATE, build_template())
