"""Councils of two tiers: a number that a county's already includes is shown, and never added a second time.

Which county a district is part of follows from its area: the one council of the upper tier there. Where an
area has several of the upper tier nothing is assumed, and `Number.county` stays empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

UPPER, LOWER = "upper", "lower"
COUNTED, INSIDE, BLANK, SILENT, EARLIER = "counted", "inside", "blank", "silent", "earlier"
"""A number that is added; one that a county's includes; a return without one; no return; an older return."""


@dataclass(frozen=True)
class Number:
    """What one body gave. number: None where it left it blank. sent: whether there is a return at all.

    order: later ones of one body replace earlier ones. own_only: a county says that its districts are not
    in its number. public: it agreed to be named with it.
    """

    key: str
    body: str
    area: str
    number: int | None = None
    tier: str = ""
    sent: bool = True
    order: tuple[str, ...] = ()
    own_only: bool = False
    public: bool = False
    county: str = ""


@dataclass(frozen=True)
class Standing:
    """How one number stands in the totals: one of the states above."""

    given: Number
    state: str


@dataclass(frozen=True)
class Summary:
    """The numbers of one area or of all: what they come to, and everything that is not in the total.

    given: numbers that are added; noughts: those of them that are nought. total, least, middle and most are
    None where there is none.
    """

    area: str
    given: int
    noughts: int
    blank: int
    silent: int
    inside: int
    earlier: int
    total: int | None = None
    least: int | None = None
    middle: float | None = None
    most: int | None = None
    public: bool = False

    @property
    def everybody(self) -> int:
        """All that the states add up to."""
        return self.given + self.blank + self.silent + self.inside + self.earlier


def stand(numbers: Iterable[Number]) -> tuple[Standing, ...]:
    """Say of each number, in order, how it stands; the states add up to the numbers given."""
    placed = place_in_counties(numbers)
    newest = _find_newest(placed)
    counties = {one.body for one in newest.values() if one.tier == UPPER and _covers_districts(one)}
    return tuple(Standing(one, _judge(one, newest, counties)) for one in placed)


def place_in_counties(numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Say of each district which county it is part of, where its area has exactly one of the upper tier."""
    found = tuple(numbers)
    upper: dict[str, set[str]] = {}
    for one in found:
        if one.tier == UPPER and one.area:
            upper.setdefault(one.area, set()).add(one.body)
    alone = {area: next(iter(bodies)) for area, bodies in upper.items() if len(bodies) == 1}
    return tuple(
        replace(one, county=alone.get(one.area, "")) if one.tier == LOWER and not one.county else one
        for one in found
    )


def summarise(standings: Sequence[Standing], area: str) -> Summary:
    """Put the numbers of one area together; area: what the result is called."""
    states = [one.state for one in standings]
    counted = [one.given for one in standings if one.state == COUNTED]
    numbers = sorted(one.number for one in counted if one.number is not None)
    found = Summary(
        area,
        len(numbers),
        numbers.count(0),
        states.count(BLANK),
        states.count(SILENT),
        states.count(INSIDE),
        states.count(EARLIER),
        public=all(one.public for one in counted),
    )
    if not numbers:
        return found
    middle = float(median(numbers))
    return replace(found, total=sum(numbers), least=numbers[0], middle=middle, most=numbers[-1])


def summarise_areas(standings: Sequence[Standing]) -> tuple[Summary, ...]:
    """Put the numbers of each area together, areas by name; the states add up to the numbers given."""
    areas = sorted({one.given.area for one in standings})
    return tuple(summarise([one for one in standings if one.given.area == area], area) for area in areas)


def _find_newest(numbers: Iterable[Number]) -> dict[str, Number]:
    """The return of each body that counts: the newest that gives a number, else the newest."""
    newest: dict[str, Number] = {}
    for one in sorted(numbers, key=lambda one: (one.number is not None, one.order, one.key)):
        newest[one.body] = one
    return newest


def _covers_districts(county: Number) -> bool:
    return county.number is not None and not county.own_only


def _judge(one: Number, newest: dict[str, Number], counties: set[str]) -> str:
    if newest[one.body] is not one:
        return EARLIER
    if one.number is None:
        return BLANK if one.sent else SILENT
    return INSIDE if one.county in counties else COUNTED
