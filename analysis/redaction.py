"""Personal data in answers, suggested for a person to confirm or reject. Nothing is removed here.

Names are found in English with a loaded spaCy model that is handed in, elsewhere guessed from capitals where
a script has them. In every language some go unseen, so no answer may be quoted on the strength of this alone.
"""

import re
import unicodedata
from bisect import bisect_left, insort
from dataclasses import asdict, replace
from itertools import chain, islice

import pandas as pd
from spacy.language import Language

from analysis import columns
from analysis.capitalised_names import list_capitalised
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.identifier_numbers import list_long_numbers, list_nhs_numbers, list_phone_numbers
from analysis.identifier_patterns import Found, list_by_pattern
from analysis.person_names import list_names
from analysis.scripts import find_main_script
from analysis.text import clean_text

_MORE_LETTERS = re.compile(r"[^\W\d_]{2}")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Imam|Sheikh|Cllr|Councillor)\.?\s+"
    r"(?P<it>[^\W\d_a-z][\w'’-]+(?:\s+[^\W\d_a-z][\w'’-]+){0,2})"
)
_INTRODUCED = re.compile(
    r"\b(?i:(?:my|his|her|their) name(?: is|'s)|i(?:'m| am) called|(?:son|daughter|husband|wife) named)\s+"
    r"(?P<it>[^\W\d_a-z][\w'’-]+(?:\s+[^\W\d_a-z][\w'’-]+){0,3})"
)


def find_identifiers(items: pd.DataFrame, *, nlp: Language | None = None) -> pd.DataFrame:
    """Find what may be personal data in each item, in English and in what has a form in any language.

    items: columns.ITEMS; of a repeated id the first row. nlp: a loaded English pipeline with named entities,
    used for items in Latin letters whose language is English or not declared; without one, names there are
    found only after titles and such words as "my name is". In other languages neighbouring capitalised words
    are suggested; where a script has no capitals, nothing but titles and such words.
    Returns: columns.IDENTIFIERS in input order, then by start; spans of one item do not overlap.
    """
    first = items.drop_duplicates("id")
    texts = [clean_text(text) for text in first["text"]]
    english = [_is_english(*pair) for pair in zip(texts, first["language"], strict=True)]
    names = list_names(texts, english, nlp)
    guessed = [[] if known else list_capitalised(text) for text, known in zip(texts, english, strict=True)]
    rows = [
        {"item_id": item_id, **asdict(one)}
        for item_id, text, *people in zip(first["id"], texts, names, guessed, strict=True)
        for one in _settle_overlaps(text, [*list_in_text(text), *chain.from_iterable(people)])
    ]
    return columns.make_frame(rows, columns.IDENTIFIERS)


def list_in_text(text: str) -> list[Found]:
    """List what has the form of personal data in one text; spans may overlap."""
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    people = (
        Found("person", *match.span("it"), "follows a title or the words for a name", 0.8)
        for pattern in (_TITLED, _INTRODUCED)
        for match in pattern.finditer(text)
    )
    numbers = (list_nhs_numbers(plain), list_phone_numbers(plain), list_long_numbers(plain))
    return [*list_by_pattern(plain), *chain.from_iterable(numbers), *people]


def _is_english(text: str, language: str) -> bool:
    declared = language in {"", UNKNOWN_LANGUAGE, "en"} or language.startswith("en-")
    return declared and find_main_script(text) == "Latn"


def _settle_overlaps(text: str, found: list[Found]) -> list[Found]:
    """Keep the surest of overlapping suggestions, then the longest; of others what is left with letters."""
    kept: list[Found] = []
    for one in sorted(found, key=_rank):
        for start, end in _list_left(one, kept):
            if (start, end) == (one.start, one.end) or _MORE_LETTERS.search(text, start, end):
                insort(kept, replace(one, start=start, end=end), key=_get_start)
    return kept


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
