"""What an outline says, as values. No word of any return or experience is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consult.services.carrying.listing_carried import Carried
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
    """A section of the exact version of a response that was sent last.

    asked: the question that it answers, in full, for a title cuts a long one; empty where it is gone.
    """

    consultation_slug: str
    consultation_title: str
    version: int
    section_key: str
    section_title: str
    asked: str = ""


@dataclass(frozen=True)
class HeldSource:
    """A published source that speaks to a question. source_id: where it is listed by another consultation."""

    consultation_slug: str
    consultation_title: str
    number: int
    publisher: str
    title: str
    published: str
    said: str
    looked_at_on: date | None
    valid_until_on: date | None
    source_id: str = ""


@dataclass(frozen=True)
class Awaited:
    """A body that was asked whether what it said still holds, and since when."""

    organisation: str
    since: date


@dataclass(frozen=True)
class Gap:
    """A sector from which nothing may be used for a question yet, with the bodies of full standing to ask.

    awaited: those of them whose confirmation is awaited. held: those of whom something is held that nobody
    proposed yet, so that a confirmation would do.
    """

    sector: Sector
    organisations: Sequence[str]
    awaited: Sequence[Awaited] = ()
    held: Sequence[str] = ()


@dataclass(frozen=True)
class OutlinedQuestion:
    """What is held for one question. topics: labels of the tags that its words name.

    experiences: how many whose permission covers it; None where they are too few to be told. carried: what
    was proposed of it, and how it stands.
    """

    id: str
    number: str
    text: str
    topics: Sequence[str]
    returns: Sequence[HeldReturn]
    experiences: int | None
    past: Sequence[PastAnswer]
    gaps: Sequence[Gap]
    sources: Sequence[HeldSource] = ()
    carried: Sequence[Carried] = ()
