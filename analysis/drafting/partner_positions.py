"""What partners said of the sections of a version that went round, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PartnerPosition:
    """What one organisation says, in a sentence. key: stays the same. authority: whose view it is."""

    key: str
    text: str
    holder: str
    authority: str


@dataclass(frozen=True)
class SectionPositions:
    """What is said of one section. counts: how many hold which position, in a sentence; silent: names."""

    key: str
    title: str
    counts: str
    said: tuple[PartnerPosition, ...]
    silent: tuple[str, ...] = ()
    observers: tuple[PartnerPosition, ...] = ()


@dataclass(frozen=True)
class Positions:
    """How partners stand to one version. listed: names of those that asked to be listed as contributors."""

    version: int
    made_on: date
    sections: tuple[SectionPositions, ...]
    listed: tuple[str, ...] = ()
