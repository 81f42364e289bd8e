"""The lines of a document that somebody uploads, by what its bytes say that it is."""

from dataclasses import replace

from consult.services.consultations.knowing_files import PDF, TEXT, WORD, find_media_type
from consult.services.documents.pdf_lines import list_pdf_lines
from consult.services.documents.refusing import refuse
from consult.services.documents.text_lines import list_text_lines
from consult.services.documents.word_lines import list_word_lines
from forms.intake import as_given
from forms.proposing.lines import Line


def list_document_lines(name: str, content: bytes) -> tuple[Line, ...]:
    """List the lines of a Word, PDF or text file. Raises: ImportRefused (C771, C773, C774, C775)."""
    return tuple(replace(line, text=as_given(line.text)) for line in _read(name, content))


def _read(name: str, content: bytes) -> tuple[Line, ...]:
    media_type = find_media_type(content)
    if media_type == WORD:
        return list_word_lines(name, content)
    if media_type == PDF:
        return list_pdf_lines(name, content)
    if media_type == TEXT:
        return list_text_lines(content.decode("utf-8-sig"))
    raise refuse(name, "it is no Word document (.docx), PDF or plain text")
