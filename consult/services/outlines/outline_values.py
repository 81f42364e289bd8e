"""What an outline says, as values. No word of any return or experience is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consult.vocabulary import Sector


@dataclass(frozen=True)
class HeldReturn:
    """A return to an earlier consultation by a body of full standing that agreed to be quoted by name."""

    response_id: str
    organisation_id: str
    organisation: str
    sector: Sector
    consultation_slug: str
    consultation_title: str
    received_on: date | None


@dataclass(frozen=True)
class PastAnswer:
    """A section of the last exact version of a response that was sent."""

    consultation_slug: str
    consultation_title: str
    version: int
    section_title: str


@dataclass(frozen=True)
class Gap:
    """A sector from which nothing is held for a question, with the bodies of full standing to ask."""

    sector: Sector
    organisations: Sequence[str]


@dataclass(frozen=True)
class OutlinedQuestion:
    """What is held for one question. topics: labels of the tags that its words name.

    experiences: how many whose permission covers it; None where they are too few to be told.
    """

    number: str
    text: str
    topics: Sequence[str]
    returns: Sequence[HeldReturn]
    experiences: int | None
    past: Sequence[PastAnswer]
    gaps: Sequence[Gap]
