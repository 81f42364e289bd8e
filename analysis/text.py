"""Text as given, made safe without moving a single offset, and words that can be compared.

Intake has already cleaned what it stored; cleaning here is a second lock, because frames also come from
files. Words are the unit of matching: each keeps its place in the text as given, so a match always leads back
to offsets.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

BLANK = "_"
"""Stands for each letter of what was taken out of a text; it is no part of a word and names nothing."""
_REPLACEMENT = "\ufffd"
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NOT_SHOWN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_IGNORABLE = re.compile(f"[{_NOT_SHOWN}]")
_INVISIBLE = re.compile(rf"[\s{_NOT_SHOWN}\u2800\u3164\uffa0]")
# Short vowels and the stretching mark of Arabic script are optional in writing: they tell no words apart.
_ARABIC_OPTIONAL = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
# People write Persian, Pashto and Urdu on Arabic keyboards: the same letter arrives as two code points.
_SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "’": "'", "ʼ": "'", "ʻ": "'", "‘": "'"})
# What folding takes away or changes still; most words hold none of it once their case and width are folded.
_STILL_FOLDED = re.compile(
    rf"[{_ARABIC_OPTIONAL.pattern[1:-1]}{_NOT_SHOWN}\d{''.join(map(chr, _SAME_LETTER))}]"
)
_NEVER_PLAIN = re.compile(rf"[{_ARABIC_OPTIONAL.pattern[1:-1]}{_NOT_SHOWN}]|[^\D0-9]")
_OTHER_LETTER = re.compile(f"[{''.join(map(chr, _SAME_LETTER))}]")
_UNSPACED_LETTERS_PER_WORD = 4
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
"""What the pattern of any script comes to where nothing but ASCII stands; it is several times as fast."""


class Word(NamedTuple):
    """A word in the form used for matching, and its place [start, end) in the text as given."""

    form: str
    start: int
    end: int


def clean_text(text: str) -> str:
    """Replace NUL, other controls and lone surrogates one for one, so that length and offsets stay."""
    return _UNSAFE.sub(_REPLACEMENT, text.replace("\r", "\n"))


def has_visible_text(text: str) -> bool:
    """Say whether anything would show: white space, joiners and direction marks do not."""
    return bool(_INVISIBLE.sub("", clean_text(text)))


def list_words(text: str) -> list[Word]:
    """List the words of a text in any script, in order, with forms for matching.

    Chinese characters and Japanese kana count as one word each. Thai, Lao, Khmer and Burmese do not mark
    words: four letters there count as one, which is about right for lengths but names no real words.
    """
    forms, places = part_words(text)
    return [Word(form, start, end) for form, (start, end) in zip(forms, places, strict=True)]


def list_forms(text: str) -> list[str]:
    """List the forms of a text's words alone (see list_words)."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return list(filter(None, _fold_words(_compile_word_pattern().findall(text))))


def part_words(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """List the forms of a text's words, and apart from them their places (see list_words)."""
    if text.isascii():  # small letters are all there is to fold, and no word moves by it
        return _ASCII_WORD.findall(text.lower()), [match.span() for match in _ASCII_WORD.finditer(text)]
    pattern = _compile_word_pattern()
    forms = _fold_words(pattern.findall(text))
    places = [match.span() for match in pattern.finditer(text)]
    if "" in forms:
        places = [place for place, form in zip(places, forms, strict=True) if form]
        forms = list(filter(None, forms))
    return forms, places


def iterate_words(text: str) -> Iterator[Word]:
    """Give the words of a text one by one (see list_words), for whoever needs only the first of them."""
    for match in _choose_word_pattern(text).finditer(text):
        form = fold_word(match.group())
        if form:
            yield Word(form, *match.span())


def has_words(text: str, least: int) -> bool:
    """Say whether a text has at least so many words."""
    if text.isascii():
        return len(list(islice(_ASCII_WORD.finditer(text), least))) >= least
    return len(list(islice(iterate_words(text), least))) >= least


def normalise(text: str) -> str:
    """Reduce a text to its comparable words, joined by single spaces."""
    return " ".join(word.form for word in list_words(text))


def count_words(text: str) -> int:
    """Count words in any script (see list_words)."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    return sum(map(bool, map(fold_word, _compile_word_pattern().findall(text))))


def fold_word(word: str) -> str:
    """Return the form of a word in which case, width, digits' script and optional marks do not count.

    Nothing is remembered: words of experiences pass here, in the process that collects them too.
    """
    if word.isascii():
        return word.lower()
    if len(word) == 1 and "\u4e00" <= word <= "\u9fff":
        return word  # a Chinese character, which has no other form
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    if _STILL_FOLDED.search(folded) is None:
        return folded
    folded = _ARABIC_OPTIONAL.sub("", _IGNORABLE.sub("", folded)).translate(_SAME_LETTER)
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in folded)


def _fold_words(words: list[str]) -> list[str]:
    """Fold words: at once where case and apostrophes are all there is to fold and no letter moves by it."""
    together = "\n".join(words)
    folded = together.casefold()
    is_plain = (
        len(folded) == len(together)
        and unicodedata.is_normalized("NFKC", together)
        and unicodedata.is_normalized("NFKC", folded)
        and _NEVER_PLAIN.search(folded) is None
    )
    if not is_plain or not words:
        return list(map(fold_word, words))
    return (folded.translate(_SAME_LETTER) if _OTHER_LETTER.search(folded) else folded).split("\n")


def list_unmarked(text: str) -> list[int]:
    """Where the characters are that are no optional mark of Arabic script; none where it has no such mark."""
    if _ARABIC_OPTIONAL.search(text) is None:
        return []
    return [place for place, char in enumerate(text) if not _ARABIC_OPTIONAL.match(char)]


@functools.cache
def list_mark_ranges() -> str:
    r"""Return the inside of a regular expression class of all combining marks, which \w leaves out."""
    planes = (*range(0x0300, 0x1F000), *range(0xE0100, 0xE01F0))
    categories = map(unicodedata.category, map(chr, planes))
    marks = [point for point, category in zip(planes, categories, strict=True) if category[0] == "M"]
    ranges: list[list[int]] = []
    for point in marks:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _choose_word_pattern(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _compile_word_pattern()


@functools.cache
def _compile_word_pattern() -> re.Pattern[str]:
    marks = list_mark_ranges()
    single = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    unspaced = "\u0e01-\u0e4e\u0e81-\u0ede\u1000-\u109f\u1780-\u17d3"
    letter = rf"(?![{single}{unspaced}])[^\W_][{marks}]*"
    run = rf"(?:[A-Za-z0-9]+[{marks}]*|{letter})+"  # the same as letters alone, and faster
    joiner = "['’ʼʻ‘\u200b-\u200d\u00ad\u2060]"
    return re.compile(
        rf"[{single}][{marks}]*"
        rf"|(?:[{unspaced}][{marks}]*){{1,{_UNSPACED_LETTERS_PER_WORD}}}"
        rf"|{run}(?:{joiner}{run})*"
    )
