"""The consultation document of forty questions as a Word file and as a PDF."""

from io import BytesIO
from typing import Any

import typst
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.factories.consultation_paper import PROSE, QUESTIONS, TITLE, Asked

_LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
_QUESTION_LIST, _CHOICE_LIST = 71, 72


def write_word(*, label: str = "Question %1:") -> bytes:
    """The document with its questions numbered by Word itself, so that no number is in any text."""
    document = Document()
    add_list(document, _QUESTION_LIST, label, "decimal")
    add_list(document, _CHOICE_LIST, "☐", "bullet")
    document.add_heading(TITLE, 0)
    for asked in QUESTIONS:
        if asked.heading:
            document.add_heading(asked.heading, 1)
            document.add_paragraph(asked.prose)
        number_paragraph(document.add_paragraph(asked.printed), _QUESTION_LIST)
        for choice in asked.choices:
            number_paragraph(document.add_paragraph(choice), _CHOICE_LIST)
        if asked.reasons:
            document.add_paragraph(asked.reasons)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def write_pdf(*, columns: int = 1) -> bytes:
    """The document in print: a table of contents, running heads, numbered paragraphs, a list at the end."""
    body = "\n\n".join(_set_question(number, asked) for number, asked in enumerate(QUESTIONS, 1))
    again = "\n\n".join(f"*Question {asked.number}:* {_escape(asked.printed)}" for asked in QUESTIONS)
    source = f"""
#set page(header: [Safe routes: a consultation #h(1fr) fictional], numbering: "1", columns: {columns})
#set text(size: 11pt)
#set par(justify: true)
= {_escape(TITLE)}
#outline()
{body}
= List of questions
{again}
"""
    return typst.compile(source.encode(), format="pdf")


def _set_question(number: int, asked: Asked) -> str:
    written = []
    if asked.heading:
        written += [f"= {asked.heading}", f"{number}.1 {asked.prose}", f"{number}.2 {PROSE[1]}"]
    written.append(f"*Question {asked.number}:* {_escape(asked.printed)}")
    written += [f"☐ {_escape(choice)}" for choice in asked.choices]
    return "\n\n".join([*written, *([_escape(asked.reasons)] if asked.reasons else [])])


def _escape(text: str) -> str:
    return text.replace("#", "\\#").replace("*", "\\*").replace("@", "\\@")


def add_list(document: Any, number: int, text: str, form: str) -> None:
    """A way of numbering, and a list of that number that uses it. text: as in "Question %1:"."""
    numbering = document.part.numbering_part.element
    level = _LEVEL.format(form=form, text=text)
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{level}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    add_numbered(document, number, of=number)


def add_numbered(document: Any, number: int, *, of: int, restart: int = 0) -> None:
    """A list of paragraphs made from another. restart: the number with which it begins anew."""
    anew = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>' if restart else ""
    )
    named = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{of}"/>{anew}</w:num>'
    document.part.numbering_part.element.append(parse_xml(named))


def number_paragraph(paragraph: Any, list_id: int) -> None:
    """Put a paragraph into a list, so that Word counts it."""
    numbered = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", str(list_id))):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        numbered.append(child)
    paragraph._p.get_or_add_pPr().append(numbered)
