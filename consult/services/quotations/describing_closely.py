"""How closely whoever is quoted is described, as a number that can be kept: never closer later than before.

0 says no more than that it is an organisation or a person; 1 of which sector, or that they live in the
region; 2 in which part of it; 3 by name or in the person's own words. The number names nobody.
"""

from dataclasses import replace

from consult.models.readings import Respondent
from consult.models.telling_kinds import AttributionLevel
from consult.services.quotations.attributing import Attributor

CLOSEST = 3


def describe_at_most(attributor: Attributor, respondent: Respondent, language: str, closeness: int) -> str:
    """Describe whose words these are as the attributor would, but no more closely than this."""
    return attributor.describe(_blur(respondent, closeness), language)


def find_closeness(attributor: Attributor, respondent: Respondent, language: str) -> int:
    """How closely the attributor describes somebody now: the least number that says the same."""
    said = attributor.describe(respondent, language)
    less = range(CLOSEST)
    return next(
        (one for one in less if describe_at_most(attributor, respondent, language, one) == said), CLOSEST
    )


def _blur(respondent: Respondent, closeness: int) -> Respondent:
    """The respondent with no more told than may be; who is described in own words is so or not at all."""
    if closeness >= CLOSEST:
        return respondent
    if not respondent.is_account:
        sector = respondent.sector if closeness else None
        place = respondent.sub_region if closeness > 1 else ""
        return replace(respondent, may_attribute=False, sector=sector, sub_region=place)
    if closeness == 0 or respondent.level is AttributionLevel.OWN_WORDS:
        return replace(respondent, may_attribute=False)
    return replace(respondent, level=AttributionLevel.REGION) if closeness == 1 else respondent
