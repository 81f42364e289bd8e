"""How partners stand to the sections of an exact version: by section, by stance, and who did not reply.

A position is of a section as it read: it counts for every version in which that section reads the same, and
where it reads otherwise it stands as one on an earlier text. People of observers, and of bodies consulted
about, may say what they think; it is told apart and counts in nothing. So is what is said of a version once
it was signed off or sent: whoever decided did not see it, and what they saw goes on being printed as it was.
What staff record in between was said on the day that they give, whenever they get round to it; a dissent
that was on record as it was decided stays all the same, and both are printed.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.orm import Session

from consult.models.agreement_kinds import Stance
from consult.models.circulating import Circulated
from consult.models.versions import DraftVersion
from consult.services.agreement.asked_partners import Partner, find_said, list_partners
from consult.services.agreement.closed_versions import Closed
from consult.services.agreement.held_positions import Held, Weighed, find_held, weigh
from consult.services.versions.section_digests import find_section_digests
from consult.services.versions.version_bodies import read_body


@dataclass(frozen=True)
class SectionTally:
    """One section: positions on it as it reads and on an earlier text, what observers say, who is silent.

    after: what was said once the version was signed off or sent, of everybody, counted in nothing. replaced
    and corrected: what was on record then and gave way, what was recorded since and replaced nothing.
    """

    key: str
    title: str
    positions: tuple[Held, ...]
    earlier: tuple[Held, ...]
    observers: tuple[Held, ...]
    silent: tuple[str, ...]
    after: tuple[Held, ...] = ()
    replaced: tuple[Held, ...] = ()
    corrected: tuple[Held, ...] = ()

    @property
    def is_spoken_of(self) -> bool:
        """Whether anybody said anything of it, in time or later, on its text or an earlier one."""
        return bool(self.positions or self.earlier or self.observers or self.after)

    @property
    def counts(self) -> Counter[Stance]:
        """How many of full standing hold which position on the section as it reads."""
        return Counter(one.position.stance for one in self.positions)


@dataclass(frozen=True)
class Agreement:
    """How all who were asked stand, by name. asked: of full standing. listed: want to be contributors.

    listed_after: said so only once the version was signed off or sent.
    """

    asked: tuple[str, ...]
    observers: tuple[str, ...]
    listed: tuple[str, ...]
    sections: tuple[SectionTally, ...]
    listed_after: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anybody was asked."""
        return bool(self.asked or self.observers)


def tally(session: Session, version: DraftVersion, closed: Closed | None = None) -> Agreement:
    """Count how those who were asked stand to a version, from what they said of it and of versions before.

    closed: the decision after which what is said is told apart; without one, nothing is.
    """
    asked = list_partners(session, version, closed)
    partners = [one for one in asked if one.was_asked or _said_in_time(one, closed)]
    digests = find_section_digests(version)
    sections = read_body(version.body).sections
    return Agreement(
        tuple(one.name for one in partners if one.counts),
        tuple(one.name for one in partners if not one.counts),
        tuple(one.name for one in partners if one.is_listed),
        tuple(
            _tally_section(
                one.key,
                one.title,
                [(body, weigh(body, one.key, digests.get(one.key, ""), closed)) for body in asked],
                {body.name for body in partners},
            )
            for one in sections
        ),
        tuple(one.name for one in asked if one.is_listed_late),
    )


def _said_in_time(partner: Partner, closed: Closed | None) -> bool:
    return any(not closed or not closed.is_late(one) for _, one in partner.said)


def find_own(session: Session, asked: Circulated) -> dict[str, Held]:
    """What one organisation holds, by the key of the section; of an earlier text where that has changed."""
    said = find_said(session, asked.version, {asked.organisation_id}).get(asked.organisation_id, ())
    digests = find_section_digests(asked.version)
    found = ((key, find_held(asked.organisation.name, said, key, digest)) for key, digest in digests.items())
    return {key: held for key, held in found if held}


def _tally_section(
    key: str, title: str, weighed: Sequence[tuple[Partner, Weighed]], asked: Collection[str]
) -> SectionTally:
    """One section. asked: names of those that count as asked; of others only what they said later is told."""
    held = [(body, one.counted) for body, one in weighed if body.name in asked]
    known = [one for body, one in held if one and body.counts]
    every = [one for _, one in weighed]
    return SectionTally(
        key,
        title,
        tuple(one for one in known if one.earlier is None),
        tuple(one for one in known if one.earlier is not None),
        tuple(one for body, one in held if one and not body.counts),
        tuple(body.name for body, one in held if one is None and body.counts),
        after=tuple(chain.from_iterable(one.after for one in every)),
        replaced=tuple(chain.from_iterable(one.replaced for one in every)),
        corrected=tuple(chain.from_iterable(one.corrected for one in every)),
    )
