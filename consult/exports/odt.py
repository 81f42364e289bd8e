"""A response as OpenDocument text, for LibreOffice and every other program that reads it.

The package is made from nothing, so that it tells of nobody and of no program's template, and the same
document gives the same bytes.
"""

from collections.abc import Mapping

from consult.exports.cover import Cover, make_cover
from consult.exports.document import Document
from consult.exports.flow import list_items
from consult.exports.flow_items import list_contents
from consult.exports.odt_blocks import BodyWriter, make_cover_paragraphs
from consult.exports.odt_contents import make_contents
from consult.exports.odt_pictures import make_picture, name_picture
from consult.exports.odt_styles import make_styles, name_style
from consult.exports.odt_xml import VERSION, Element, element, to_bytes
from consult.exports.packing import pack
from consult.exports.word_styles import FONT

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_VERSION = {"office:version": VERSION}
_A4 = {"fo:page-width": "21cm", "fo:page-height": "29.7cm"}
_PAGE = "Page"


def make_odt(document: Document) -> bytes:
    """Make the bytes of an OpenDocument text."""
    cover = make_cover(document)
    members = {
        "content.xml": to_bytes(_make_content(document, cover)),
        "styles.xml": to_bytes(_make_styles(document, cover)),
        "meta.xml": to_bytes(_make_meta(document, cover)),
    }
    kinds = dict.fromkeys(members, "text/xml")
    if document.logo:
        members[name_picture(document.logo)] = document.logo.content
        kinds[name_picture(document.logo)] = document.logo.media_type
    manifest = {"META-INF/manifest.xml": to_bytes(_make_manifest(kinds))}
    return pack({"mimetype": ODT_TYPE.encode(), **manifest, **members}, first="mimetype")


def _make_content(document: Document, cover: Cover) -> Element:
    items, writer = list_items(document), BodyWriter()
    body = [made for item in items for made in writer.write(item)]
    contents = make_contents(list_contents(items), document.labels.contents)
    logo = [make_picture(document.logo)] if document.logo else []
    text = element("office:text", None, *logo, *make_cover_paragraphs(cover), contents, *body)
    styles = element("office:automatic-styles", None, *writer.list_styles())
    return element(
        "office:document-content", _VERSION, _make_fonts(), styles, element("office:body", None, text)
    )


def _make_styles(document: Document, cover: Cover) -> Element:
    footer = element("text:p", {"text:style-name": name_style("footer")}, text=f"{cover.title}\t")
    footer.append(element("text:page-number", {"text:select-page": "current"}, text="1"))
    page = {"style:name": "Standard", "style:page-layout-name": _PAGE}
    layout = element(
        "style:page-layout",
        {"style:name": _PAGE},
        element("style:page-layout-properties", {**_A4, "fo:margin": "2cm"}),
        element(
            "style:footer-style", None, element("style:header-footer-properties", {"fo:margin-top": "0.5cm"})
        ),
    )
    return element(
        "office:document-styles",
        _VERSION,
        _make_fonts(),
        element("office:styles", None, *make_styles(document.language)),
        element("office:automatic-styles", None, layout),
        element(
            "office:master-styles",
            None,
            element("style:master-page", page, element("style:footer", None, footer)),
        ),
    )


def _make_fonts() -> Element:
    face = {"style:name": FONT, "svg:font-family": FONT, "style:font-family-generic": "swiss"}
    return element("office:font-face-decls", None, element("style:font-face", face))


def _make_meta(document: Document, cover: Cover) -> Element:
    """Say whose it is, its title, language and day: nobody's name, and no clock."""
    moment = f"{document.as_of.isoformat()}T00:00:00"
    said = {
        "meta:generator": "Regional Consult",
        "dc:title": cover.title,
        "dc:subject": cover.subtitle,
        "meta:initial-creator": cover.partnership,
        "dc:creator": cover.partnership,
        "meta:creation-date": moment,
        "dc:date": moment,
        "dc:language": document.language,
    }
    about = [element(name) for name in said]
    for made, text in zip(about, said.values(), strict=True):
        made.text = text
    return element("office:document-meta", _VERSION, element("office:meta", None, *about))


def _make_manifest(kinds: Mapping[str, str]) -> Element:
    whole = {"manifest:full-path": "/", "manifest:version": VERSION, "manifest:media-type": ODT_TYPE}
    entries = [{"manifest:full-path": name, "manifest:media-type": kinds[name]} for name in sorted(kinds)]
    listed = [element("manifest:file-entry", entry) for entry in (whole, *entries)]
    return element("manifest:manifest", {"manifest:version": VERSION}, *listed)
