"""Typed text, taken apart for its checks: sentences, what they count, and numbers in digits or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
"""One is left out: "one return put it so" says nothing of how many there are."""
NUMBERS = {word: number for number, word in enumerate(WORDS, start=2)}
COUNTED = r"(?:returns?(?! (?:of|to|home)\b)|respondents?|responses|replies|experiences?)"
"""What the program counts: a number before any other noun is none of its figures."""
_BEFORE = (
    "of the these those our all other further more full complete valid separate different individual "
    "distinct single written detailed late new received regional local organisational named unnamed lived"
)
BEFORE = rf"(?:(?:{'|'.join(_BEFORE.split())})\s+){{0,3}}"
"""Words that may stand between a number and what it counts, and do not make it another thing."""
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
_COUNT = re.compile(
    rf"(?<![\w.,/£$€–-])(?P<count>{NUMBER})(?:\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?(?P<base>{NUMBER}))?"
    rf"\s+{BEFORE}(?P<noun>{COUNTED})\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?<![\w.,/])(?P<share>\d{{1,3}}(?:\.\d+)?)\s?(?:%|per\s?cent)\s+{BEFORE}(?P<noun>{COUNTED})\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
_SOURCE = re.compile(r"\b(?:source|sources)\s*:.*", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(\[\d])|\n+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class TypedCount:
    """A number somebody typed before what the program counts. base: out of how many, where that is said."""

    words: str
    count: int
    base: int | None
    of_experiences: bool


@dataclass(frozen=True)
class TypedShare:
    """A percentage somebody typed of what the program counts."""

    words: str
    pct: float
    of_experiences: bool


def list_sentences(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def leave_out_quoted(sentence: str) -> str:
    """The sentence without what stands in quotation marks, and without the source that it gives."""
    return _SOURCE.sub(" ", _QUOTED.sub(" “” ", sentence))


def list_counts(sentence: str) -> Iterator[TypedCount]:
    """Every number of returns or experiences in a sentence; a year is none."""
    for found in _COUNT.finditer(leave_out_quoted(sentence)):
        if not _YEAR.fullmatch(found["count"]):
            base = read_number(found["base"]) if found["base"] else None
            yield TypedCount(found[0], read_number(found["count"]), base, _is_of_experiences(found["noun"]))


def list_shares(sentence: str) -> Iterator[TypedShare]:
    """Every percentage of returns or experiences in a sentence."""
    for found in _SHARE.finditer(leave_out_quoted(sentence)):
        yield TypedShare(found[0], float(found["share"]), _is_of_experiences(found["noun"]))


def read_number(words: str) -> int:
    """A number in digits, with thousands marked or not, or in words."""
    plain = words.lower().replace(",", "")
    return NUMBERS[plain] if plain in NUMBERS else int(plain)


def names(sentence: str, label: str) -> bool:
    """Whether a sentence names something by its label, in whole words."""
    plain = " ".join(label.split())
    return bool(plain) and bool(re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", sentence, re.IGNORECASE))


def _is_of_experiences(noun: str) -> bool:
    return noun.lower().startswith("experience")
