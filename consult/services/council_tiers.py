"""Whether a council is a county with districts, a district, or one that does all by itself.

In England the national code says so: E10 is a county, E07 a district, E06, E08 and E09 have no districts.
"""

from functools import cache

from analysis.tables.tiers import LOWER, UPPER
from consult.services.known_councils import load_known_councils, whole_name
from consult.vocabulary import Sector

SECTORS = (Sector.LOCAL_AUTHORITY_UPPER, Sector.LOCAL_AUTHORITY_LOWER)
COUNTY_KIND = "10"
SINGLE = ""


def find_tier(sector: Sector | None, name: str, code: str | None = None) -> str:
    """UPPER for what is or may be a county, LOWER for a district; empty for all others.

    Without a code the one of the council of this name is taken; without that the sector alone decides.
    """
    if sector is Sector.LOCAL_AUTHORITY_LOWER:
        return LOWER
    if sector is not Sector.LOCAL_AUTHORITY_UPPER:
        return SINGLE
    known = code or _list_codes().get(whole_name(name), "")
    return UPPER if not known or known[1:3] == COUNTY_KIND else SINGLE


@cache
def _list_codes() -> dict[str, str]:
    """Codes by every spelling of the names; a spelling that two councils share tells nothing."""
    found: dict[str, set[str]] = {}
    for one in load_known_councils():
        if one.code and not one.replaced_by:
            for name in one.names:
                found.setdefault(whole_name(name), set()).add(one.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
