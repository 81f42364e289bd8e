"""A response as a Word file, in the product's template or a region's own.

The same document and template give the same bytes. The template's places are filled by docxtpl in a sandbox
with escaping on; the body is put in afterwards, so that nothing people wrote is ever read as a template.
"""

import io
from pathlib import Path

from consult.exports.document import Document
from consult.exports.files import write_file
from consult.exports.packing import repack
from consult.exports.word_blocks import BodyWriter
from consult.exports.word_contents import make_contents
from consult.exports.word_notes import add_notes, find_last_note
from consult.exports.word_places import fill_places, measure_text, put_in
from consult.exports.word_privacy import describe, remove_traces
from consult.exports.word_style_xml import find_styles

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = Path(__file__).parent / "word_template" / "collated-response.docx"


def save_word(target: Path, document: Document, *, template: Path | None = None) -> None:
    """Write the document to a file, whole or not at all.

    Raises: ExportRefused (C801, C802 not written; C806 template cannot be used).
    """
    write_file(target, make_word(document, template=template))


def make_word(document: Document, *, template: Path | None = None) -> bytes:
    """Make the bytes of a Word file.

    template: a region's own .docx; its styles are used, and those it lacks are added.
    Raises: ExportRefused (C806 template cannot be used).
    """
    file = fill_places(document, template or TEMPLATE)
    styles = find_styles(file)
    first_note = find_last_note(file) + 1
    writer = BodyWriter(document, styles, measure_text(file), first_note)
    for part in document.parts:
        writer.write(part)
    contents = make_contents(writer.list_contents(), styles, document.labels.contents, document.language)
    put_in(file, contents, writer.elements)
    add_notes(file, writer.notes, styles["footnote text"], document.language, first_note)
    describe(file, document)
    remove_traces(file)
    made = io.BytesIO()
    file.save(made)
    return repack(made.getvalue())
