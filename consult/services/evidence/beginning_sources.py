"""What the form for another source begins with: the question that it is for, or an earlier source."""

from collections.abc import Mapping
from typing import Any

from consult.models.consultation import Consultation
from consult.models.sources import Source
from consult.services.days import find_day
from consult.services.evidence.cited_keys import SOURCE
from consult.services.evidence.listing_sources import Listing
from consult.services.outlines.held_sources import is_in_date

COPIED = ("said", "publisher", "title", "published", "place", "valid_until_on", "about_tags")
"""Not when somebody looked at it: whoever takes it over looks again. Nor a file: it is another list's."""


def find_beginning(listing: Listing, name: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Values by field. asked: `question`, the id of one of government, and `source`, of an earlier source.

    What is out of scope or date is not taken over.
    """
    if name != SOURCE:
        return {}
    begun: dict[str, Any] = {"about_questions": [asked["question"]]} if asked.get("question") else {}
    earlier = listing.session.get(Source, asked.get("source", ""))
    if earlier is None or earlier.removed_at is not None:
        return begun
    home = listing.session.get_one(Consultation, earlier.consultation_id)
    is_ours = home.is_fictional == listing.consultation.is_fictional
    if not is_ours or not is_in_date(earlier, today=find_day(listing.now)):
        return begun
    return begun | {field: getattr(earlier, field) for field in COPIED}
