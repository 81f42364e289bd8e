"""Small places by name in scripts without capitals, told by the word for one and the words beside it.

Hotels, and streets and villages where their word mostly has a name beside it. "School", "clinic" and "road"
mostly stand beside words that are no names ("we waited for a school"), and what is marked is covered where
staff read: so of these only where something says that it is a name (`place_signs`), or "called" stands
between, or the words stand around one as in "King's primary school".

Nothing but a list of words that are no names says where a name ends, so that it is less sure than in scripts
with capitals, and the span may hold a word too many. In Arabic, Dari and Tigrinya the name stands after the
word, in Pashto, Urdu and Amharic mostly before it.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import Found
from analysis.name_endings import list_unjoined
from analysis.scripts import find_script
from analysis.text import fold_word
from analysis.uncased_place_forms import (
    Form,
    load_forms,
    load_kinds,
    load_no_names,
    load_saint_names,
    load_signs,
)

CONFIDENCE = 0.5
_WORD = re.compile(r"\S+")
_UNCASED = re.compile("[\u0600-\u06ff\u0750-\u077f\u1200-\u137c]")


def list_uncased_places(text: str) -> Iterator[Found]:
    """List the small places that a text in one of these scripts may name."""
    if not _UNCASED.search(text):
        return
    taken: list[tuple[int, int]] = []
    for form in load_forms():
        for match in form.expression.finditer(text) if form.kind.search(text) else ():
            start, end = _find_span(match, form)
            if start < end and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                reason = f"may name {form.what}: few people live there or go there"
                yield Found("place", start, end, reason, CONFIDENCE)


def is_only_kind(text: str) -> bool:
    """Say whether nothing stands here but words for a place and such as end a name: it tells of no place."""
    no_names = load_no_names() | load_kinds()
    words = (fold_word(one) for one in text.split())
    return all(
        any(form in no_names for form in list_unjoined(one, find_script(one[0]) or "")) for one in words
    )


def _find_span(match: re.Match[str], form: Form) -> tuple[int, int]:
    """Where the place stands with the word for what it is; an empty span where no name is beside it."""
    words = [(match.start("it") + one.start(), one[0]) for one in _WORD.finditer(match["it"])]
    named = _list_named(words[::-1] if form.side == "after" else words, reads_on=form.side != "after")
    if form.side == "around":
        return match.span() if len(named) == len(words) and _is_bare(words) else (0, 0)
    if form.is_signed:
        forms = [fold_word(word) for _, word in named]
        named = named[: load_signs().count_words(forms, reads_on=form.side == "before")]
    if not named:
        return 0, 0
    place, word = named[-1]
    return (match.start(), place + len(word)) if form.side == "before" else (place, match.end())


def _list_named(words: list[tuple[int, str]], *, reads_on: bool) -> list[tuple[int, str]]:
    """The words beside it, from the nearest on, up to one that is no name.

    reads_on: whether they come as they are read.
    """
    forms, no_names = [fold_word(word) for _, word in words], load_no_names()
    named = []
    for at, (place, word) in enumerate(words):
        before = at - 1 if reads_on else at + 1
        is_saint = forms[at] in load_saint_names() and _is_saints(forms[max(before, 0) : before + 1])
        if (forms[at] in no_names and not is_saint) or len(word) < 2:
            break
        named.append((place, word))
    return named


def _is_saints(forms: list[str]) -> bool:
    return any(one in load_signs().saints for one in forms)


def _is_bare(words: list[tuple[int, str]]) -> bool:
    """Whether no word has the article: "the quarter's primary school" names none."""
    return not any(word.startswith("ال") for _, word in words)
