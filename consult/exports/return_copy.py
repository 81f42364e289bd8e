"""A copy of a return for whoever sent it, as a tagged PDF in the language in which they answered.

It holds what they gave and nothing else: neither the return number, so that whoever finds the paper cannot
change the return, nor in its properties anything of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consult.exports.languages import UNKNOWN, split_tag
from consult.exports.pdf import set_pages
from consult.exports.pdf_payload import Payload
from consult.exports.word_xml import clean_text
from consult.vocabulary import LANGUAGES

LAYOUT = Path(__file__).parent / "pdf_layout" / "return_copy.typ"
Said = tuple[str, str | None]
"""A text and the tag of its language; None where that is not known."""


@dataclass(frozen=True)
class CopiedLine:
    """One question as it was asked, the answer line by line, and what else is to be said of it."""

    question: Said
    answers: Sequence[Said]
    notes: Sequence[Said] = ()


@dataclass(frozen=True)
class CopiedSection:
    """A heading and the questions under it."""

    heading: Said
    lines: Sequence[CopiedLine]


@dataclass(frozen=True)
class ReturnCopy:
    """All that the copy says. language: of its own words, and of the pages; facts: sentences at the top."""

    language: str
    title: str
    partnership: str
    consultation: Said
    facts: Sequence[str]
    sections: Sequence[CopiedSection]
    made_on: date


def make_return_copy(copy: ReturnCopy, *, fonts: Path | None = None) -> bytes:
    """Make the bytes of the PDF; the same return on the same day gives the same bytes with the same fonts.

    Raises: ExportRefused (C813, C814, C815) as `set_pages` does.
    """
    return set_pages(LAYOUT, _describe(copy), copy.language, copy.made_on, fonts=fonts)


def _describe(copy: ReturnCopy) -> Payload:
    return {
        "title": copy.title,
        "partnership": copy.partnership,
        "own": _say((copy.title, copy.language)),
        "consultation": _say(copy.consultation),
        "facts": list(copy.facts),
        "sections": [
            {"heading": _say(section.heading), "lines": [_describe_line(line) for line in section.lines]}
            for section in copy.sections
        ],
    }


def _describe_line(line: CopiedLine) -> Payload:
    return {
        "question": _say(line.question),
        "answers": [_say(one) for one in line.answers],
        "notes": [_say(one) for one in line.notes],
    }


def _say(said: Said) -> Payload:
    text, tag = said
    code, country = split_tag(tag or UNKNOWN)
    known = LANGUAGES.get(tag or "")
    is_rtl = known is not None and known.direction == "rtl"
    return {
        "text": clean_text(text),
        "language": (code, country or None),
        "rtl": is_rtl,
        "tag": tag or UNKNOWN,
    }
