"""Whether a council is a county with districts, a district, or one that does all by itself.

In England the national code says so: E10 is a county, E07 a district, E06, E08 and E09 have no districts.
"""

from analysis.tables.tiers import LOWER, UPPER
from consult.services.region.known_councils import find_codes, whole_name
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
    known = code or find_codes().get(whole_name(name), "")
    return UPPER if not known or known[1:3] == COUNTY_KIND else SINGLE
