"""How numbers stand once the returns of some are left out, such as those of nothing but shared wording."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from analysis.tables.tiers import COUNTED, EARLIER, INSIDE, UPPER, Standing


def leave_out(standings: Sequence[Standing], keys: Collection[str]) -> tuple[Standing, ...]:
    """Say how each number stands without the returns of these keys.

    Nothing is added twice, and nothing is lost with a county: a district that was in the number of a county
    that is left out is added. Which county it is part of stays as it was. A body whose counted return is left
    out is left out whole, for its earlier return no longer holds.
    """
    bodies = {one.given.body for one in standings if one.state != EARLIER and one.given.key in keys}
    kept = [one for one in standings if one.given.body not in bodies and one.given.key not in keys]
    counties = {one.given.body: one.given.area for one in kept if _covers_districts(one)}
    return tuple(_stand_again(one, counties, set(counties.values())) for one in kept)


def _covers_districts(one: Standing) -> bool:
    return one.state == COUNTED and one.given.tier == UPPER and not one.given.own_only


def _stand_again(one: Standing, counties: Collection[str], areas: Collection[str]) -> Standing:
    is_alone = one.state == INSIDE and one.given.county not in counties
    perhaps_twice = one.is_perhaps_twice and one.given.area in areas
    return replace(one, state=COUNTED if is_alone else one.state, is_perhaps_twice=perhaps_twice)
