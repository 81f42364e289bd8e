"""What the staff area calls things about experiences."""

from sqlalchemy import select

from consult.models.region import SubRegion
from consult.vocabulary import Bucket, Purpose
from consult.web.database import get_session

PERMISSIONS: dict[Purpose, str] = {
    Purpose.ANALYSE: "read and count",
    Purpose.QUOTE: "quote without a name",
    Purpose.ATTRIBUTE: "say “a person living in …”",
    Purpose.CONTACT: "ask more",
    Purpose.SHARE: "show to councils and health services",
}
WHY_NOT: dict[Bucket, str] = {
    Bucket.LOCKED: "Experiences are locked. A key holder unlocks them with “consult keys unlock”.",
    Bucket.NOT_PERMITTED: "This person has not allowed us to read their words. They stay locked.",
    Bucket.WITHDRAWN: "This experience was withdrawn. Its words and their key were deleted.",
    Bucket.SET_ASIDE: "This was set aside: it is not taken for an experience.",
    Bucket.UNREADABLE: "These words were changed, moved or cut short since they were locked (S001). "
    "Nothing of them is shown: tell whoever hosts this site.",
}


def name_place(band: str) -> str:
    """A broad place by the name of its sub-region; other words as they are."""
    return get_session().scalar(select(SubRegion.name).where(SubRegion.key == band)) or band
