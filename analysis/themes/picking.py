"""Which phrases name a theme: the best, each saying something new."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.scripts import is_unspaced
from analysis.themes.candidates import Candidate

_LABEL_PHRASES = 3
_LABEL_WORDS = 3
"""A label gets phrases until it has so many words."""
_SHARED = 2
"""A label takes phrases of so many texts before phrases that only one has."""
_NEW = 0.5
"""A key phrase may share so much with one that is picked already."""


@dataclass(frozen=True)
class Name:
    """The key phrases of a theme, best first, and those that make up its label, most needed first.

    needed: how many of them the label needs at least.
    """

    phrases: tuple[str, ...]
    in_label: tuple[str, ...]
    needed: int


def pick(scored: Sequence[tuple[float, Candidate]], most: int, in_main: frozenset[int]) -> Name:
    """Pick phrases that each say something new; the label's phrases share no word at all.

    in_main: texts in the language that most are in. A label is in that language where the theme is spoken
    of in it, so that those who read it can; the key phrases are in every language.
    """
    ordered = sorted(scored, key=lambda pair: (-pair[0], pair[1].key))
    good = [candidate for score, candidate in ordered if score > 0]
    best = sorted(good, key=lambda one: (not one.texts & in_main, len(one.texts) < _SHARED))
    label = _pick_different(best, most, 0.0)
    phrases = _pick_different(good, most, _NEW)
    return Name(
        tuple(candidate.shown for candidate in phrases),
        tuple(candidate.shown for candidate in label),
        _count_needed(label),
    )


def _pick_different(ordered: Sequence[Candidate], most: int, allowed: float) -> list[Candidate]:
    """Take phrases in order that share at most so much with those taken before."""
    taken: list[Candidate] = []
    for candidate in ordered:
        if len(taken) == most:
            break
        if all(_measure_overlap(candidate, other) <= allowed for other in taken):
            taken.append(candidate)
    return taken


def _count_needed(label: Sequence[Candidate]) -> int:
    words = 0
    for number, candidate in enumerate(label[:_LABEL_PHRASES]):
        if words >= _LABEL_WORDS:
            return number
        words += candidate.words
    return min(len(label), _LABEL_PHRASES)


def _measure_overlap(one: Candidate, other: Candidate) -> float:
    """Measure which share of the shorter phrase's parts the other has too."""
    mine, theirs = _list_parts(one.key), _list_parts(other.key)
    return len(mine & theirs) / min(len(mine), len(theirs))


def _list_parts(key: str) -> set[str]:
    """List the words of a phrase, or the pairs of characters where words are not marked."""
    words = key.split()
    if len(words) == 1 and is_unspaced(key[0]) and len(key) > 1:
        return {key[place : place + 2] for place in range(len(key) - 1)}
    return set(words)
