"""Sums of numbers beside others of another version: one less the other may be what a few gave.

A version gives of a question what all numbers come to, or those of one kind of body; the same leaving out
shared wording; and, by one less the other, what those gave who wrote nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from analysis.checking.given_numbers import Given, Numbers, find_by_key
from analysis.drafting.numbers_said import COUNT, GIVEN, SIZE, SUMS
from analysis.drafting.statements import FigureKey
from analysis.tables.rests import NOBODY

GONE = "of nothing but shared wording"
"""Whose numbers one sum less the other is: of those that are left out of the second."""


@dataclass(frozen=True)
class Sums:
    """What a version gives of one question. every: of all; own: leaving out shared wording; gone: between."""

    every: Sequence[Given]
    own: Sequence[Given]
    gone: Sequence[Given]

    def has(self, one: Given) -> bool:
        """Whether the same sum is among them: of the same, where that is known, or as large."""
        found = (*self.every, *self.own, *self.gone)
        return any(_is_same(one, other) for other in found)


def list_crossed(now: Iterable[Given], before: Numbers) -> Iterator[tuple[Given, Given]]:
    """Each sum of now beside the sums of a version that are of others, and what lies between two in both.

    Not where one of them is as it was in the other version: then what one version gives tells as much.
    """
    given = find_by_key(now)
    for question in {what.question_id for what in given if what.measure == SIZE and what.group in SUMS}:
        here, then = _find_sums(given, question), _find_sums(before, question)
        yield from product(here.gone, then.gone)
        for one, was in _pair(here, then):
            if one.what != was.what and not then.has(one) and not here.has(was):
                yield one, was


def _pair(here: Sums, then: Sums) -> Iterator[tuple[Given, Given]]:
    """Not those left without shared wording beside those who were gone, or the other way round."""
    yield from product((*here.every, *here.own), (*then.every, *then.own))
    yield from product(here.gone, then.every)
    yield from product(here.every, then.gone)


def _find_sums(numbers: Numbers, question: str) -> Sums:
    keys = [FigureKey(SIZE, question, group=group) for group in SUMS]
    pairs = [(_find(numbers, key), _find_own(numbers, key)) for key in keys]
    every, own = ([one for pair in pairs for one in pair[n]] for n in (0, 1))
    return Sums(every, own, [_subtract(*two) for pair in pairs for two in product(*pair)])


def _find(numbers: Numbers, key: FigureKey) -> list[Given]:
    return list(dict.fromkeys(numbers.get(key, ())))


def _find_own(numbers: Numbers, key: FigureKey) -> list[Given]:
    """The sum leaving out shared wording; nought where it is said that nobody is left."""
    what = replace(key, without_campaigns=True)
    left = _find(numbers, FigureKey(COUNT, key.question_id, group=GIVEN, without_campaigns=True))
    is_nobody = bool(left) and not any(one.count for one in left)
    return [Given(what, 0, rest=NOBODY)] if is_nobody else _find(numbers, what)


def _subtract(every: Given, own: Given) -> Given:
    what = replace(every.what, choice=GONE)
    count, public = every.count - own.count, every.public and own.public
    return Given(what, count, public=public, rest=every.between)


def _is_same(one: Given, other: Given) -> bool:
    if one.rest is None or other.rest is None:
        return one.count == other.count
    return one.rest == other.rest
