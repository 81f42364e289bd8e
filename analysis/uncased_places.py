"""Small places by name in scripts without capitals, told by the word for one and the words beside it.

Hotels, and streets and villages where their word mostly has a name beside it. "School" and "clinic" mostly
stand beside words that are no names ("we waited for a school"), and what is marked is covered where staff
read: so of these only English names as they are written in these scripts, with "saint" or "surgery" in them.

Nothing but a list of words that are no names says where a name ends, so that it is less sure than in scripts
with capitals, and the span may hold a word too many. Hotels are written for Arabic, Dari, Pashto, Urdu,
Tigrinya and Amharic; the other kinds for Arabic, Dari and Tigrinya. In the first two and in Tigrinya the name
stands after the word, in the others mostly before it.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from analysis.identifier_patterns import Found
from analysis.text import fold_word, list_mark_ranges

CONFIDENCE = 0.5
_MOST = {"before": 3, "after": 2}
# "And", "in", "to" and "like" are written onto a word in Arabic; "in", "from", "to", "of" in Ethiopic script.
_WRITTEN_ON = r"(?:[وف]?[بلك]?|[በከለየ])"
_WORD = re.compile(r"\S+")
_UNCASED = re.compile("[\u0600-\u06ff\u0750-\u077f\u1200-\u137c]")


def list_uncased_places(text: str) -> Iterator[Found]:
    """List the small places that a text in one of these scripts may name."""
    if not _UNCASED.search(text):
        return
    forms, no_names = _load()
    taken: list[tuple[int, int]] = []
    for form, what, side in forms:
        for match in form.finditer(text):
            start, end = _find_span(match, side, no_names)
            if start < end and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield Found(
                    "place", start, end, f"may name {what}: few people live there or go there", CONFIDENCE
                )


def _find_span(match: re.Match[str], side: str, no_names: frozenset[str]) -> tuple[int, int]:
    """Where the place stands with the word for what it is; an empty span where no name is beside it."""
    words = [(match.start("it") + one.start(), one[0]) for one in _WORD.finditer(match["it"])]
    named = _list_named(words if side == "before" else words[::-1], no_names)
    if not named:
        return 0, 0
    place, word = named[-1]
    return (match.start(), place + len(word)) if side == "before" else (place, match.end())


def _list_named(words: list[tuple[int, str]], no_names: frozenset[str]) -> list[tuple[int, str]]:
    """The words beside it, from the nearest on, up to one that is no name."""
    named = []
    for place, word in words:
        if fold_word(word) in no_names or len(word) < 2:
            break
        named.append((place, word))
    return named


@cache
def _load() -> tuple[tuple[tuple[re.Pattern[str], str, str], ...], frozenset[str]]:
    text = (resources.files("analysis") / "uncased_place_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    no_names = {fold_word(word) for row in rows if row["side"] == "no name" for word in row["words"].split()}
    forms = [row for row in rows if row["side"] != "no name"]
    kinds = {fold_word(part) for row in forms for word in row["words"].split("|") for part in word.split()}
    made = ((_compose(row["side"], row["words"]), row["what"], row["side"]) for row in forms)
    return tuple(made), frozenset(no_names | kinds)


def _compose(side: str, words: str) -> re.Pattern[str]:
    marks = list_mark_ranges()
    word, more = rf"[^\W\d_][\w{marks}'’\u200c-]*", r"[ \u00a0]{1,3}"
    kind = words.replace(" ", more)
    beside = rf"(?P<it>{word}(?:{more}{word}){{0,{_MOST[side] - 1}}})"
    if side == "before":
        return re.compile(rf"(?<![\w{marks}]){_WRITTEN_ON}(?:{kind}){more}{beside}")
    return re.compile(rf"(?<![\w{marks}]){beside}{more}(?:{kind})(?![\w{marks}])")
