"""The number of a question at the beginning of its line, as consultations write it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from forms.proposing.lines import Line

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_PART = r"(?:\s?\(?(?P<part>[a-z])\)?(?![\w]))?"
_LABELLED = re.compile(
    rf"(?:consultation\s+)?(?:question|q)\s?\.?\s?(?P<number>{_NUMBER}){_PART}(?:\s*[:.)–—-]\s*|\s+|$)(?P<text>.*)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?P<number>\d{1,3})(?P<part>[a-z])?[.)]\s+(?P<text>\S.*)")
_PART_ALONE = re.compile(r"\(?(?P<part>[a-z])[.)]\s+(?P<text>\S.*)")
_SENTENCE = re.compile(r"(?<=[?.!])\s+")
_ASKING = re.compile(
    r"(?:please|describe|explain|tell us|give|provide|outline|set out|list|state|comment|indicate"
    r"|to what extent|do you|what|how|which|who|where|when|why|are there|is there"
    r"|should|would|could|can|have|has|does|did)\b",
    re.IGNORECASE,
)


class Numbered(NamedTuple):
    """The number of a question ("3", "3a") and what the line says after it."""

    number: str
    text: str


@dataclass(frozen=True)
class Numbering:
    """How a document numbers its questions: with the word for one before the number, or by it alone."""

    is_labelled: bool

    def find(self, line: Line) -> Numbered | None:
        """The number and the text of a line that begins a question, as far as it alone can tell."""
        if line.is_of_contents:
            return None
        if found := _LABELLED.match(line.text):
            return _make(found) if _begins_question(found) else None
        if self.is_labelled:
            return None
        plain = _PLAIN.match(line.text)
        return _make(plain) if plain and asks(plain["text"]) else None


def find_numbering(lines: tuple[Line, ...]) -> Numbering:
    """Say how the questions of a document are numbered."""
    labelled = (_LABELLED.match(line.text) for line in lines if not line.is_of_contents)
    return Numbering(any(found is not None and _begins_question(found) for found in labelled))


def begins_with_number(text: str) -> bool:
    """Say whether a line begins with the number of a question, whatever it says after it."""
    return _LABELLED.match(text) is not None or _PLAIN.match(text) is not None


def find_part(line: Line) -> Numbered | None:
    """The letter and the text of a line such as "a) ..."."""
    found = _PART_ALONE.match(line.text)
    return Numbered(found["part"], found["text"].strip()) if found else None


def asks(text: str) -> bool:
    """Say whether a text asks something: by its mark or by how one of its sentences begins."""
    return "?" in text or any(_ASKING.match(one) for one in _SENTENCE.split(text)[:2])


def _begins_question(found: re.Match[str]) -> bool:
    """Not a line of prose that begins with a mention of one: "Question 3 asks whether ..."."""
    rest = found["text"].strip()
    return not rest or not rest[0].islower() or found.group(0)[: -len(found["text"])].rstrip()[-1] in ":.)-–—"


def _make(found: re.Match[str]) -> Numbered:
    part = (found["part"] or "").lower()
    return Numbered(found["number"] + part, found["text"].strip())
