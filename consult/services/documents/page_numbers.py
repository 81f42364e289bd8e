"""Which lines of a PDF are the numbers of its pages: those that run as such, and no others."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise
from statistics import median
from typing import NamedTuple

EDGE = 2
"""Lines at the top and at the bottom of a page among which numbers and running heads are looked for."""
SAME_LINE = 2.0
GAP = 1.45
"""A distance from a line, in usual distances, that sets it apart."""
_LEAST, _LEAST_NEAR = 2, 3
_FAR = 0.9
"""Of the distances between lines, those that are no greater: the next is as far as paragraphs are apart."""
_ALONE = re.compile(r"[-–|/\s]*(?P<number>\d{1,4})\s*(?:[-–|/]\s*\d*\s*)*")
"""Not "3.": so a question is numbered whose words stand under its number."""


class Drawn(NamedTuple):
    """A line of a page. height: how far up it stands, in points."""

    text: str
    height: float


class _Number(NamedTuple):
    page: int
    place: int
    height: float
    ahead: int
    """The number less that of the page, counted from 1."""


def list_edges(page: Sequence[Drawn]) -> set[int]:
    """The places of the lines at the top and at the bottom of a page."""
    return {at for at in range(len(page)) if at < EDGE or at >= len(page) - EDGE}


def find_page_numbers(
    pages: Sequence[Sequence[Drawn]], is_repeated: Callable[[str], bool], *, is_numbered: bool
) -> frozenset[tuple[int, int]]:
    """Find the numbers of pages, each by its page from 1 and its place in that.

    is_numbered: whether the document numbers its questions elsewhere. Numbers of pages go up by one a page,
    at one height, on half the pages. Any other number is of a question or of a scale, and so is perhaps one
    that does all that and stands near other lines: it is taken for a page's only where it is the lowest line,
    or where questions have other numbers, on three pages at least.
    """
    found = [one for number, page in enumerate(pages, 1) for one in _list_numbers(number, page)]
    far = _find_far_gap(pages, {(one.page, one.place) for one in found})
    least = max(_LEAST, len(pages) / 2)
    return frozenset(
        (one.page, one.place)
        for one in found
        if (times := _count_alike(one, found)) >= least
        and _is_of_page(
            one.height,
            _list_others(one, pages[one.page - 1], is_repeated),
            far,
            is_numbered=is_numbered,
            is_common=times >= _LEAST_NEAR,
        )
    )


def _is_of_page(
    height: float, others: Sequence[float], far: float, *, is_numbered: bool, is_common: bool
) -> bool:
    is_apart = all(abs(other - height) > far * GAP for other in others)
    is_lowest = all(other > height for other in others)
    return is_apart or (is_common and (is_numbered or is_lowest))


def find_usual_gap(page: Sequence[Drawn]) -> float:
    """How far a line usually stands below the one before, in points; nothing where no line does."""
    return median(gaps) if (gaps := _list_gaps(page)) else 0.0


def _list_gaps(page: Sequence[Drawn]) -> list[float]:
    gaps = (above.height - line.height for above, line in pairwise(page))
    return [gap for gap in gaps if gap > SAME_LINE]


def _list_numbers(number: int, page: Sequence[Drawn]) -> Iterator[_Number]:
    for place in sorted(list_edges(page)):
        if alone := _ALONE.fullmatch(page[place].text):
            yield _Number(number, place, page[place].height, int(alone["number"]) - number)


def _find_far_gap(pages: Sequence[Sequence[Drawn]], numbers: Set[tuple[int, int]]) -> float:
    rest = (
        [line for at, line in enumerate(page) if (number, at) not in numbers]
        for number, page in enumerate(pages, 1)
    )
    gaps = sorted(gap for page in rest for gap in _list_gaps(page))
    return gaps[int((len(gaps) - 1) * _FAR)] if gaps else 0.0


def _list_others(one: _Number, page: Sequence[Drawn], is_repeated: Callable[[str], bool]) -> list[float]:
    return [line.height for at, line in enumerate(page) if at != one.place and not is_repeated(line.text)]


def _count_alike(one: _Number, found: Sequence[_Number]) -> int:
    alike = (other for other in found if other.ahead == one.ahead)
    return len({other.page for other in alike if abs(other.height - one.height) <= SAME_LINE})
