"""Which phrases have a word in them that was taken out of an experience."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from analysis.text import Word, fold_word, list_words

LONGEST_ALONE = 3
"""A word so short is looked for by itself; a longer one also within another, as in "Grovin's"."""
_PART = re.compile("[^'’ʼʻ‘]{2,}")
"""What stands beside an apostrophe; a single letter there names nobody."""


def list_touched(phrases: Iterable[str], taken_out: Collection[str]) -> set[str]:
    """Of these phrases those that have a word of what was taken out, but for short ones in small letters."""
    alone = {one for words in taken_out for one in _list_short(words)}
    within = {one for words in taken_out for one in _list_long(words)}
    return {
        phrase
        for phrase in phrases
        if any(one in fold_word(phrase) for one in within)
        or not alone.isdisjoint(word.form for word in (*list_words(phrase), *_list_parts(phrase)))
    }


def _list_short(words: str) -> Iterator[str]:
    for place, word in enumerate(found := list_words(words)):
        beside = [*found[max(place - 1, 0) : place], *found[place + 1 : place + 2]]
        if _is_short(word) and not words[word.start : word.end].islower() and not _touches(word, beside):
            yield word.form
    for part in _list_parts(words):
        if _is_short(part) and not words[part.start : part.end].islower():
            yield part.form


def _list_long(words: str) -> Iterator[str]:
    """Long words, and neighbours that nothing keeps apart, in scripts that do not mark words."""
    found = list_words(words)
    yield from (word.form for word in (*found, *_list_parts(words)) if not _is_short(word))
    yield from (one.form + two.form for one, two in pairwise(found) if _touches(one, [two]))


def _list_parts(words: str) -> Iterator[Word]:
    """What apostrophes part within words: who carries a phrase is counted by these as well."""
    for word in list_words(words):
        for part in _PART.finditer(words, word.start, word.end):
            if part.span() != (word.start, word.end):
                yield Word(fold_word(part[0]), *part.span())


def _is_short(word: Word) -> bool:
    return len(word.form) <= LONGEST_ALONE


def _touches(word: Word, others: Iterable[Word]) -> bool:
    return any(word.end == other.start or other.end == word.start for other in others)
