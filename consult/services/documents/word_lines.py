"""The lines of a Word document: its paragraphs, with the numbers that Word counts by itself.

Its parts are walked rather than read with python-docx, which leaves out what was inserted with changes
tracked, what stands in content controls, and every automatic number. What was deleted is not read.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from consult.errors import CodedError
from consult.services.documents.refusing import refuse
from consult.services.documents.word_numbering import Numbering, W, find_style, read_numbering
from forms.errors import FormsError
from forms.proposing.lines import Line
from forms.xlsform.xlsx import check_archive

_LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}instrText", f"{W}txbxContent"}
_WRITTEN = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def list_word_lines(name: str, content: bytes) -> tuple[Line, ...]:
    """List the paragraphs of a .docx file that say something. Raises: ImportRefused (C771)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_archive(archive, name)
            body = _read_part(archive, "word/document.xml")
            if body is None:
                raise refuse(name, "it is no Word document")
            numbering, styles = (_read_part(archive, f"word/{one}.xml") for one in ("numbering", "styles"))
            return tuple(_list_lines(body, read_numbering(numbering, styles)))
    except FormsError as error:
        raise refuse(name, "it unzips to far more than a document needs") from error
    except CodedError:
        raise
    except Exception as error:  # a damaged file can make its reader fail in any way
        raise refuse(name, "it is damaged, or locked with a password") from error


def _read_part(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    with archive.open(name) as part:
        root: Element = parse(part).getroot()
        return root


def _list_lines(body: Element, numbering: Numbering) -> Iterator[Line]:
    for number, paragraph in enumerate(body.iter(f"{W}p"), 1):
        label = numbering.count(paragraph)
        said = "".join(_list_texts(paragraph)).split("\n")
        for place, line in enumerate(said):
            text = f"{label} {line}" if label and not place else line
            if line.strip() and not _is_contents(paragraph):
                yield Line(" ".join(text.split()), f"paragraph {number}", is_apart=True)


def _is_contents(paragraph: Element) -> bool:
    """Whether it is of a table of contents, by the style that Word gives its lines."""
    return find_style(paragraph).upper().startswith("TOC")


def _list_texts(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{W}p":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        else:
            yield from _list_texts(child)
