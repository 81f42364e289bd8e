"""Totals by area that may be published: areas whose total could give one body away are put together.

A total is guarded against whoever reads it beside all the others of the same day; against those of other days
whoever publishes it has to guard it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.tables.limits import MOST_OF_ONE
from analysis.tables.summaries import Summary, summarise
from analysis.tables.tiers import COUNTED, Amount, Standing

_MOST_OF_ONE = Fraction(str(MOST_OF_ONE))

TOGETHER = "Other areas together"


@dataclass(frozen=True)
class Publishable:
    """Totals that give no single body's number away, except of bodies that agreed to be named.

    Where even all areas together could, they and the whole are `hidden`. untold: states of which no area may
    say how many there are; none but in totals that stand beside others.
    """

    areas: tuple[Summary, ...]
    whole: Summary
    untold: frozenset[str] = frozenset()


def publish_areas(standings: Sequence[Standing], small_number: int, whole: str) -> Publishable:
    """Put areas together until no total gives a number away; whole: what the whole region is called."""
    groups = group_areas(standings, small_number)
    found = [
        tell([one for one in standings if one.given.area in areas], name, small_number)
        for name, areas in groups.items()
    ]
    return Publishable(tuple(found), tell(standings, whole, small_number))


def group_areas(standings: Sequence[Standing], small_number: int) -> dict[str, tuple[str, ...]]:
    """Which areas each published one is made of, in the order of publication; most are one alone."""
    by_area: dict[str, list[Standing]] = {}
    for one in standings:
        by_area.setdefault(one.given.area, []).append(one)
    apart, together = _part(by_area, small_number)
    found: dict[str, tuple[str, ...]] = {area: (area,) for area in sorted(apart)}
    if together:
        found[TOGETHER if len(together) > 1 else together[0]] = tuple(sorted(together))
    return found


def tell(standings: Sequence[Standing], area: str, small_number: int) -> Summary:
    """Put numbers together as they may be told: of single bodies only where all agreed to be named."""
    found = summarise(standings, area)
    if found.public:
        return found
    hidden = not may_tell(standings, small_number)
    total = None if hidden else found.total
    return replace(found, total=total, noughts=None, least=None, middle=None, most=None, hidden=hidden)


def may_tell(standings: Iterable[Standing], small_number: int) -> bool:
    """Whether a total gives nobody's number away.

    Numbers of those who agreed to be named are known and can be taken off it: of the others enough must have
    given more than nought, and none of them nearly all.
    """
    numbers = _list_unnamed(standings)
    enough = _count(numbers) >= small_number
    return not numbers or (enough and Fraction(max(numbers)) <= _MOST_OF_ONE * Fraction(sum(numbers)))


def _part(by_area: Mapping[str, list[Standing]], small_number: int) -> tuple[list[str], list[str]]:
    """Which areas stay apart, and which are put together: then the smallest that is left joins them."""
    named = [area for area, found in by_area.items() if not _list_unnamed(found)]
    sizes = {area: _count(_list_unnamed(by_area[area])) for area in by_area if area not in named}
    apart = sorted(sizes, key=lambda area: (-sizes[area], area))
    together = [area for area in apart if not may_tell(by_area[area], small_number)]
    apart = [area for area in apart if area not in together]
    while together and apart and not may_tell(_join(by_area, together), small_number):
        together.append(apart.pop())
    return [*named, *apart], together


def _list_unnamed(standings: Iterable[Standing]) -> list[Amount]:
    """How large the numbers are that are added, of those who did not agree to be named."""
    counted = [one.given for one in standings if one.state == COUNTED and not one.given.public]
    return [max(one.number, -one.number) for one in counted if one.number is not None]


def _count(numbers: Sequence[Amount]) -> int:
    """How many gave more than nought; where nobody did, how many there are."""
    return sum(number > 0 for number in numbers) or len(numbers)


def _join(by_area: Mapping[str, list[Standing]], areas: Iterable[str]) -> list[Standing]:
    return [one for area in sorted(areas) for one in by_area[area]]
