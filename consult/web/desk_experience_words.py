"""What the staff area calls things about experiences."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from consult.models.region import SubRegion
from consult.models.telling_kinds import AttributionLevel
from consult.services.permissions.consenting import Consents, Terms
from consult.vocabulary import Bucket, Purpose
from consult.web.database import get_session

PERMISSIONS: dict[Purpose, str] = {
    Purpose.ANALYSE: "read and count",
    Purpose.QUOTE: "quote without a name",
    Purpose.ATTRIBUTE: "describe them beside a quotation",
    Purpose.CONTACT: "ask more",
    Purpose.SHARE: "show to",
}
LEVELS: dict[AttributionLevel, str] = {
    AttributionLevel.REGION: "as “a person living in the region”",
    AttributionLevel.AREA: "as “a person living in” their area",
    AttributionLevel.OWN_WORDS: "in their own words",
}
WHY_NOT: dict[Bucket, str] = {
    Bucket.LOCKED: "Experiences are locked. A key holder unlocks them with “consult keys unlock”.",
    Bucket.NOT_PERMITTED: "This person has not allowed us to read their words. They stay locked.",
    Bucket.WITHDRAWN: "This experience was withdrawn. Its words and their key were deleted.",
    Bucket.SET_ASIDE: "This was set aside: it is not taken for an experience.",
    Bucket.UNREADABLE: "These words were changed, moved or cut short since they were locked (S001). "
    "Nothing of them is shown: tell whoever hosts this site.",
}


def say_permissions(held: Consents, named: Mapping[str, str], *, today: date) -> list[str]:
    """What somebody allows today, with how far it reaches. named: recipients of the notice, by key."""
    standing = {
        purpose: held[purpose] for purpose in PERMISSIONS if purpose in held and held[purpose].granted
    }
    said = [_say(purpose, given.terms, named) for purpose, given in standing.items()]
    days = {given.terms.any_until_on for given in standing.values()}
    last = next(iter(days)) if len(days) == 1 else None
    if last is None:
        return said
    return [] if last < today else [*said, f"for any response until {last:%-d %B %Y}"]


def _say(purpose: Purpose, terms: Terms, named: Mapping[str, str]) -> str:
    words = PERMISSIONS[purpose]
    if purpose is Purpose.SHARE:
        shown = [named.get(key, key) for key in terms.recipients]
        return f"{words} {', '.join(shown) or 'nobody'}"
    level = LEVELS.get(terms.level, "") if terms.level and purpose is Purpose.ATTRIBUTE else ""
    return f"{words} {level}".strip()


def name_place(band: str) -> str:
    """A broad place by the name of its sub-region; other words as they are."""
    return get_session().scalar(select(SubRegion.name).where(SubRegion.key == band)) or band
