"""Words that may speak of danger to life, to a child, or of trafficking, in several languages.

A short list of set phrases: it finds some, misses more, and marks what only tells of the past. So it says
what to read first and never what is so. Every list is tried on every text, whatever language was declared.
"""

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

KINDS = ("life", "child", "trafficking")
_WORDS_FILE = "danger_words.csv"
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans("’ʼʹ", "'''")


def find_danger(text: str) -> tuple[str, ...]:
    """The kinds of danger that a text may speak of, in the order of KINDS."""
    plain = _fold(text)
    return tuple(kind for kind in KINDS if _load_patterns()[kind].search(plain))


@cache
def _load_patterns() -> dict[str, re.Pattern[str]]:
    """One pattern a kind: each phrase from the beginning of a word on, so that endings do not matter."""
    content = files("analysis").joinpath(_WORDS_FILE).read_text(encoding="utf-8")
    rows = list(csv.DictReader(content.splitlines()))
    phrases = {kind: [row["words"] for row in rows if row["kind"] == kind] for kind in KINDS}
    return {
        kind: re.compile(r"(?<!\w)(?:" + "|".join(re.escape(_fold(one)) for one in _split(lines)) + ")")
        for kind, lines in phrases.items()
    }


def _split(lines: list[str]) -> list[str]:
    return [phrase for line in lines for phrase in line.split("|")]


def _fold(text: str) -> str:
    """Without case, with one kind of apostrophe and single spaces; a joiner within a word is left out."""
    joined = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).replace("\u200c", "")
    return _SPACES.sub(" ", joined.casefold())
