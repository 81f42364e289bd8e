"""Councils of two tiers: a number that a county's already includes is shown, and never added a second time.

Which county a district is part of follows from its area: the one council of the upper tier there. Where an
area has several of the upper tier nothing is assumed, and `Number.county` stays empty: each number is added,
and marked where it may be in that of one of the counties too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

Amount = int | Decimal
"""A number as it was given, exact also where it has a part behind its point."""

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
    number: Amount | None = None
    tier: str = ""
    sent: bool = True
    order: tuple[str, ...] = ()
    own_only: bool = False
    public: bool = False
    county: str = ""


@dataclass(frozen=True)
class Standing:
    """How one number stands in the totals: one of the states above.

    is_perhaps_twice: it is added, and may be in the number of one of several counties of its area as well.
    """

    given: Number
    state: str
    is_perhaps_twice: bool = False


def stand(numbers: Iterable[Number]) -> tuple[Standing, ...]:
    """Say of each number, in order, how it stands; the states add up to the numbers given."""
    placed = place_in_counties(numbers)
    newest = _find_newest(placed)
    counties = {one.body for one in newest.values() if one.tier == UPPER and _covers_districts(one)}
    unclear = _find_unclear(placed, counties)
    found = (Standing(one, _judge(one, newest, counties)) for one in placed)
    return tuple(replace(one, is_perhaps_twice=_is_perhaps_twice(one, unclear)) for one in found)


def place_in_counties(numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Say of each district which county it is part of, where its area has exactly one of the upper tier."""
    found = tuple(numbers)
    upper = _list_upper(found)
    alone = {area: next(iter(bodies)) for area, bodies in upper.items() if len(bodies) == 1}
    return tuple(
        replace(one, county=alone.get(one.area, "")) if one.tier == LOWER and not one.county else one
        for one in found
    )


def _list_upper(numbers: Iterable[Number]) -> dict[str, set[str]]:
    """The councils of the upper tier of each area."""
    upper: dict[str, set[str]] = {}
    for one in numbers:
        if one.tier == UPPER and one.area:
            upper.setdefault(one.area, set()).add(one.body)
    return upper


def _find_unclear(numbers: Iterable[Number], counties: set[str]) -> set[str]:
    """Areas of several counties, of which one gave a number that its districts are in."""
    return {area for area, found in _list_upper(numbers).items() if len(found) > 1 and found & counties}


def _is_perhaps_twice(one: Standing, unclear: set[str]) -> bool:
    given = one.given
    is_district = given.tier == LOWER and not given.county and given.area in unclear
    return is_district and one.state == COUNTED


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
