"""Who has a part in agreeing a response, and what each says."""

from collections.abc import Mapping
from dataclasses import dataclass

DISSENT = "We do not ask for anything that assumes a third hotel."
ADDITION = "Women have to be able to ask for a woman who interprets."
FIRST, ASKS = "question:1", "asks"
SPOKEN = (
    (FIRST, "We endorse this section", ""),
    (FIRST, "We endorse it, and add something", ADDITION),
    (ASKS, "We dissent from it", DISSENT),
    (FIRST, "This is only a comment of an officer", "Officers saw it too."),
)


@dataclass(frozen=True)
class Speaker:
    """Somebody who is asked: their organisation, their address, and what they say to which section."""

    organisation: str
    address: str
    section: str
    stance: str
    words: str = ""


@dataclass(frozen=True)
class Cast:
    """Who takes part: three partners and an observer, the last. votes: by the name of the member.

    quoted: words of a return in the first section.
    """

    slug: str
    speakers: tuple[Speaker, ...]
    forum: str
    votes: Mapping[str, str]
    quoted: str

    @property
    def partners(self) -> tuple[Speaker, ...]:
        """Those whose positions count."""
        return self.speakers[:-1]

    @property
    def observer(self) -> Speaker:
        """Whose words count in no number."""
        return self.speakers[-1]


def make_speakers(people: Mapping[str, str]) -> tuple[Speaker, ...]:
    """people: addresses by organisation, the observer last."""
    said = zip(people.items(), SPOKEN, strict=True)
    return tuple(Speaker(name, address, *spoken) for (name, address), spoken in said)
