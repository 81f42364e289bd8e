"""Personal data in one text, told by its form or by the words before it; no frame and no model."""

import re
import unicodedata
from bisect import bisect_left, insort
from dataclasses import replace
from itertools import chain, islice

from analysis.capitalised_names import list_capitalised
from analysis.han_names import list_han_names
from analysis.identifier_numbers import list_long_numbers, list_nhs_numbers, list_phone_numbers
from analysis.identifier_patterns import Found, list_by_pattern
from analysis.identifier_told import list_told
from analysis.identifier_vehicles import list_vehicles
from analysis.introductions import list_introduced
from analysis.known_names import list_known
from analysis.name_lists import is_cue
from analysis.place_names import NO_NAME, list_places
from analysis.repeated_names import list_repeated
from analysis.scripts import find_main_script
from analysis.street_addresses import list_addresses
from analysis.text import clean_text, list_words
from analysis.uncased_places import is_only_kind, list_uncased_places
from analysis.visible_text import leave_out_hidden, put_back

_LEFT_OVER = " \t\n\u00a0.,;:،"
_BETWEEN_PARTS = frozenset({"", " ", "\u00a0", "-"})
_ENGLISH_OR_NONE = frozenset({"", "und", "en"})
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_MORE_LETTERS = re.compile(r"[^\W\d_]{2}")


def find_in_text(text: str, language: str = "") -> list[Found]:
    """Find what may be personal data in one text without a model. language: as declared, if it was."""
    shown, places = leave_out_hidden(clean_text(text))
    return put_back(settle_names(shown, [*list_in_text(shown, language), *list_capitalised(shown)]), places)


def find_without_model(text: str, language: str) -> list[Found]:
    """Find in one text what `redaction.find_identifiers` finds without a model: no capitals in English."""
    shown, places = leave_out_hidden(clean_text(text))
    guessed = [] if is_english(shown, language) else list_capitalised(shown)
    return put_back(settle_names(shown, [*list_in_text(shown, language), *guessed]), places)


def is_english(text: str, language: str) -> bool:
    """Whether a text in Latin letters is declared to be English, or not declared."""
    declared = language in _ENGLISH_OR_NONE or language.startswith("en-")
    return declared and find_main_script(text) == "Latn"


def list_in_text(text: str, language: str = "") -> list[Found]:
    """List what has the form of personal data in one text, or is told by lists; spans may overlap."""
    plain = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    numbers = (list_nhs_numbers(plain), list_phone_numbers(plain), list_long_numbers(plain))
    names = (list_introduced(text), list_known(text, language), list_han_names(text))
    by_form = (
        list_by_pattern(plain),
        list_told(plain),
        list_vehicles(plain),
        list_addresses(plain),
        list_places(text),
        list_uncased_places(text),
        *names,
        *numbers,
    )
    return [*chain.from_iterable(by_form)]


def settle_names(text: str, found: list[Found]) -> list[Found]:
    """Settle what overlaps, then suggest the names found wherever they stand again."""
    settled = settle_overlaps(text, found)
    again = list(list_repeated(text, settled))
    return settle_overlaps(text, [*settled, *again]) if again else settled


def settle_overlaps(text: str, found: list[Found]) -> list[Found]:
    """Keep the surest of overlapping suggestions, then the longest; of others what is left with letters."""
    kept: list[Found] = []
    for one in sorted(found, key=_rank):
        for start, end in _list_left(one, kept):
            first, last = _trim(text, start, end)
            if (start, end) == (one.start, one.end) or _is_worth(one, text, first, last):
                insort(kept, replace(one, start=first, end=last), key=_get_start)
    return _join_people(text, kept)


def _join_people(text: str, kept: list[Found]) -> list[Found]:
    """Take parts of a name that stand next to each other for one name, as sure as its surest part."""
    joined: list[Found] = []
    for one in kept:
        last = joined[-1] if joined else None
        if last and last.kind == one.kind == "person" and text[last.end : one.start] in _BETWEEN_PARTS:
            surest = max(last, one, key=lambda part: part.confidence)
            joined[-1] = replace(surest, start=last.start, end=one.end)
        else:
            joined.append(one)
    return joined


def _is_worth(one: Found, text: str, start: int, end: int) -> bool:
    """Whether what another left of one still says something: more than a title, or the word for a place."""
    words = list_words(text[start:end])
    is_title = one.kind == "person" and all(is_cue(word.form) or word.form in NO_NAME for word in words)
    if one.kind == "place" and is_only_kind(text[start:end]):
        return False
    return start < end and not is_title and bool(_MORE_LETTERS.search(text, start, end))


def _rank(one: Found) -> tuple[float, int, int, str]:
    return -one.confidence, one.start - one.end, one.start, one.kind


def _get_start(one: Found) -> int:
    return one.start


def _list_left(one: Found, kept: list[Found]) -> list[tuple[int, int]]:
    """List what is left of a span outside the kept ones, which are in order and apart."""
    left, position = [], one.start
    first = max(0, bisect_left(kept, one.start, key=_get_start) - 1)
    for other in islice(kept, first, None):
        if other.start >= one.end:
            break
        if other.end > position:
            left.append((position, other.start))
            position = other.end
    return [(start, end) for start, end in [*left, (position, one.end)] if start < end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the blanks, stops and commas that another suggestion left at either end."""
    inside = text[start:end]
    return end - len(inside.lstrip(_LEFT_OVER)), start + len(inside.rstrip(_LEFT_OVER))
