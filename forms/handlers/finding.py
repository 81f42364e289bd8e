"""Finding a choice of a long list by some of its words, in whichever language and however it is accented."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from forms.definitions import Choice, Question

LONG_LIST = 30
"""A list of more than so many choices is looked through; a shorter one is shown."""

MOST_LISTED = 500
"""No page carries more choices than this, however it is asked to look."""

MOST_SHOWN = 10
MOST_TYPED = 200

_EQUAL, _STARTS, _WORDS, _INSIDE, _NOT = range(5)


def is_looked_through(question: Question) -> bool:
    """Tell whether people type part of a choice, instead of being shown all."""
    most = LONG_LIST if "autocomplete" in question.appearance.split() else MOST_LISTED
    return len(question.choices) > most


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a text as it is compared: without case, accents, marks and doubled spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.split())


def find_choices(question: Question, typed: str) -> tuple[list[Choice], bool]:
    """List the choices that a text fits, the nearest first, and tell whether it is just what they are called.

    Where some are called just so, no others are listed.
    """
    wanted = fold(typed[:MOST_TYPED])
    ranked = [(_rank(choice, wanted), choice) for choice in question.choices] if wanted else []
    found = [(rank, choice) for rank, choice in ranked if rank != _NOT]
    equal = [choice for rank, choice in found if rank == _EQUAL]
    return (equal, True) if equal else ([one for _, one in sorted(found, key=lambda one: one[0])], False)


def fits(choice: Choice, typed: str) -> bool:
    """Tell whether a text fits a choice."""
    return _rank(choice, fold(typed[:MOST_TYPED])) != _NOT


def has_namesake(question: Question, choice: Choice, label: str) -> bool:
    """Tell whether another choice is called the same."""
    called = fold(label)
    return any(one is not choice and called in map(fold, _list_words(one)) for one in question.choices)


def _rank(choice: Choice, wanted: str) -> int:
    if wanted == fold(choice.name):
        return _EQUAL
    return min((_rank_words(fold(words), wanted, choice) for words in _list_words(choice)), default=_NOT)


def _rank_words(words: str, wanted: str, choice: Choice) -> int:
    if wanted in (words, f"{words} {fold(choice.name)}"):
        return _EQUAL
    if words.startswith(wanted):
        return _STARTS
    parts = words.split()
    if all(any(part.startswith(one) for part in parts) for one in wanted.split()):
        return _WORDS
    return _INSIDE if wanted in words else _NOT


def _list_words(choice: Choice) -> Iterable[str]:
    return choice.label.values() or (choice.name,)
