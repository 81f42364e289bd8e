"""The lines of a PDF, in the order in which it draws them; repeated heads and page numbers left out.

A PDF has letters at places and no paragraphs: a gap above a line, or a line further up than the one before
(the next column), is taken for the beginning of something else. A scan has no letters at all.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from time import monotonic
from typing import Any

from pypdf import PdfReader

from consult.errors import CodedError, ImportRefused
from consult.services.documents.page_numbers import (
    GAP,
    SAME_LINE,
    Drawn,
    find_page_numbers,
    find_usual_gap,
    list_edges,
)
from consult.services.documents.refusing import refuse
from forms.proposing.choices import begins_choice, is_boxed
from forms.proposing.lines import CUT, Line
from forms.proposing.numbers import begins_with_number

MOST_PAGES, MOST_SECONDS = 400, 60
_LEAST_REPEATED = 3
_DIGITS, _LETTER = re.compile(r"\d+"), re.compile(r"[^\W\d_]")
_SIGNS = frozenset({"Cc", "Co"})
"""Of characters without a meaning of their own: what a font of pictures draws."""
BOX = "☐"
_BOX_IN_WORD = re.compile(rf"(?<=\S){BOX}(?=\S)")
_WORD_CUT = re.compile(rf"(?P<begin>[^\W\d_]+)[-{CUT}]$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def list_pdf_lines(
    name: str, content: bytes, read_clock: Callable[[], float] = monotonic
) -> tuple[Line, ...]:
    """List the lines of a PDF. read_clock: seconds from any beginning.

    Raises: ImportRefused (C771 unreadable, C773 too long, C774 only pictures, C775 it takes too long).
    """
    end = read_clock() + MOST_SECONDS
    try:
        reader = PdfReader(BytesIO(content))
        if len(reader.pages) > MOST_PAGES:
            raise ImportRefused("C773", name=name, pages=len(reader.pages), most=MOST_PAGES)
        pages: list[list[Drawn]] = []
        for page in reader.pages:
            if read_clock() > end:
                raise ImportRefused("C775", name=name, pages=len(pages))
            pages.append(_read_page(page))
    except CodedError:
        raise
    except Exception as error:  # a damaged or locked file can make its reader fail in any way
        raise refuse(name, "it is damaged, or locked with a password") from error
    if not any(pages):
        raise ImportRefused("C774", name=name)
    return tuple(_list_lines(pages))


def _read_page(page: Any) -> list[Drawn]:
    lines: list[Drawn] = []
    drawn: list[str] = []
    last: list[float] = []

    def finish() -> None:
        if text := _clean("".join(drawn)):
            lines.append(Drawn(text, last[0]))
        drawn.clear()
        last.clear()

    def take(text: str, matrix: Sequence[float], place: Sequence[float], _font: Any, _size: float) -> None:
        height = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        for number, piece in enumerate(text.split("\n")):
            if last and piece.strip() and (number or abs(height - last[0]) > SAME_LINE):
                finish()
            if piece.strip() and not last:
                last.append(height)
            drawn.append(piece)

    page.extract_text(visitor_text=take)
    finish()
    return lines


def _clean(drawn: str) -> str:
    """A line with ligatures taken apart; a sign without a letter, such as a box to tick, is a box.

    A soft hyphen stays at its end alone: there a word was cut.
    """
    text = " ".join(unicodedata.normalize("NFKC", drawn).split())
    text = "".join(BOX if unicodedata.category(char) in _SIGNS else char for char in text)
    text = _BOX_IN_WORD.sub("", text)
    return text.replace(CUT, "") + (CUT if text.endswith(CUT) else "")


def _list_lines(pages: list[list[Drawn]]) -> Iterator[Line]:
    repeated = _find_repeated(pages)
    is_numbered = any(begins_with_number(line.text) for page in pages for line in page)
    numbers = find_page_numbers(pages, lambda text: _bare(text) in repeated, is_numbered=is_numbered)
    known = {word.casefold() for page in pages for line in page for word in _WORDS.findall(line.text)}
    for number, page in enumerate(pages, 1):
        edges = list_edges(page)
        heads = {at for at in edges if _bare(page[at].text) in repeated or (number, at) in numbers}
        kept = [line for at, line in enumerate(page) if at not in heads]
        usual = find_usual_gap(kept)
        for place, line in enumerate(kept):
            gap = kept[place - 1].height - line.height if place else 0.0
            is_apart = bool(place) and (gap > usual * GAP or gap < -SAME_LINE)
            following = kept[place + 1].text if place + 1 < len(kept) else ""
            yield Line(_mark_cut(line.text, following, known), f"page {number}", is_apart)


def _mark_cut(text: str, following: str, known: set[str]) -> str:
    """Say of the hyphen at the end of a line whether it cuts a word or is part of one.

    The document tells, where it has that word elsewhere; else the hyphen stays as it is drawn.
    """
    cut, rest = _WORD_CUT.search(text), _WORDS.match(following)
    if cut is None or rest is None:
        return text
    begin, end = cut["begin"].casefold(), rest[0].casefold()
    if f"{begin}-{end}" in known:
        return f"{text[:-1]}-"
    return text[:-1] + CUT if f"{begin}{end}" in known else text


def _find_repeated(pages: list[list[Drawn]]) -> frozenset[str]:
    """What stands at the edges of half the pages or more, whatever its numbers are; no number alone."""
    lines = ((page[at].text for at in list_edges(page)) for page in pages)
    edges = ({_bare(text) for text in edge if not _is_asked(text)} for edge in lines)
    counted = Counter(text for edge in edges for text in edge if _LETTER.search(text))
    least = max(_LEAST_REPEATED, len(pages) / 2)
    return frozenset(text for text, times in counted.items() if times >= least)


def _bare(text: str) -> str:
    """A line without its numbers; nothing is left of a page's number alone."""
    return _DIGITS.sub("", text).strip(" -–|/.").casefold()


def _is_asked(text: str) -> bool:
    """Whether a line is of a question or its choices: a form has one on each page, in the same place."""
    return begins_with_number(text) or begins_choice(text) or is_boxed(text)
