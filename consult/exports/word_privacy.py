"""What a Word file says about itself: title, language, date; nothing of who made it or its template."""

from datetime import UTC, datetime, time

from docx.document import Document as WordDocument
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml.ns import qn

from consult.exports.document import Document
from consult.exports.word_xml import clean_text

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Regional Consult</Application></Properties>"
)
_DROPPED = ("/thumbnail", "/custom-properties", "/people", "/attachedTemplate", "/customXml")
_EMPTIED = (
    *("last_modified_by", "category", "comments", "content_status"),
    *("identifier", "keywords", "version"),
)
_PERSONAL = tuple(qn(f"w:{name}") for name in ("author", "initials", "userId"))


def describe(file: WordDocument, document: Document) -> None:
    """Give the file its own properties in place of the template's, at the moment its figures are of."""
    moment = datetime.combine(document.as_of, time(), UTC).replace(tzinfo=None)
    about = file.core_properties
    for name in (
        "last_modified_by",
        "category",
        "comments",
        "content_status",
        "identifier",
        "keywords",
        "version",
    ):
        setattr(about, name, "")
    about.title, about.subject = clean_text(document.title)[:255], clean_text(document.subtitle)[:255]
    about.author, about.language = clean_text(document.partnership)[:255], document.language
    about.created = about.modified = about.last_printed = moment
    about.revision = 1


def remove_traces(file: WordDocument) -> None:
    """Remove who made or changed the template, where it was kept, and its picture of the first page."""
    for found in file.settings.element.findall(qn("w:attachedTemplate")):
        file.settings.element.remove(found)
    _drop_relationships(file.part.package.rels)
    for part in list(file.part.package.iter_parts()):
        _drop_relationships(part.rels)
        _replace_application(part)
        _remove_names(part)


def _drop_relationships(relationships: Relationships) -> None:
    for key in [key for key, found in relationships.items() if found.reltype.endswith(_DROPPED)]:
        del relationships[key]


def _replace_application(part: Part) -> None:
    if part.partname == "/docProps/app.xml":
        part._blob = _APP


def _remove_names(part: Part) -> None:
    """Empty the names beside comments and tracked changes that a template may still hold."""
    if not isinstance(part, XmlPart):
        return
    for item in part.element.iter():
        for name in _PERSONAL:
            if name in item.attrib:
                item.set(name, "")
