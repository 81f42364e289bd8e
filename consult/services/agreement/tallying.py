"""How partners stand to the sections of an exact version: by section, by stance, and who did not reply.

A position is of a section as it read: it counts for every version in which that section reads the same, and
where it reads otherwise it stands as one on an earlier text. People of observers, and of bodies consulted
about, may say what they think; it is told apart and counts in nothing. So is what is said of a version once
it was signed off or sent: whoever decided did not see it, and what they saw goes on being printed as it was.
What staff record in between was said on the day that they give, whenever they get round to it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from consult.models.agreement_kinds import Stance
from consult.models.circulating import Circulated
from consult.models.positions import SectionPosition
from consult.models.versions import DraftVersion
from consult.services.agreement.asked_partners import Partner, find_said, list_partners
from consult.services.agreement.closed_versions import Closed
from consult.services.versions.section_digests import find_section_digests
from consult.services.versions.version_bodies import read_body


@dataclass(frozen=True)
class Held:
    """A position that an organisation holds. earlier: the version whose text it is on, where it changed."""

    holder: str
    position: SectionPosition
    earlier: int | None = None


@dataclass(frozen=True)
class SectionTally:
    """One section: positions on it as it reads and on an earlier text, what observers say, who is silent.

    after: what was said once the version was signed off or sent, of everybody, counted in nothing.
    """

    key: str
    title: str
    positions: tuple[Held, ...]
    earlier: tuple[Held, ...]
    observers: tuple[Held, ...]
    silent: tuple[str, ...]
    after: tuple[Held, ...] = ()

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
    in_time = (_leave_out_after(one, closed) for one in asked)
    partners = [one for one in in_time if one.was_asked or one.said]
    late = [_find_after(one, closed) for one in asked] if closed else []
    full = [one for one in partners if one.counts]
    others = [one for one in partners if not one.counts]
    digests = find_section_digests(version)
    sections = read_body(version.body).sections
    return Agreement(
        tuple(one.name for one in full),
        tuple(one.name for one in others),
        tuple(one.name for one in partners if one.is_listed),
        tuple(
            replace(
                _tally_section(one.key, one.title, digests.get(one.key, ""), full, others),
                after=_list_held(late, one.key, digests.get(one.key, "")),
            )
            for one in sections
        ),
        tuple(one.name for one in asked if one.is_listed_late),
    )


def _leave_out_after(partner: Partner, closed: Closed | None) -> Partner:
    said = (pair for pair in partner.said if not closed or not closed.is_late(pair[1]))
    return replace(partner, said=tuple(said))


def _find_after(partner: Partner, closed: Closed) -> Partner:
    return replace(partner, said=tuple(pair for pair in partner.said if closed.is_late(pair[1])))


def _list_held(partners: Iterable[Partner], key: str, digest: str) -> tuple[Held, ...]:
    found = (_find_held(one.name, one.said, key, digest) for one in partners)
    return tuple(one for one in found if one)


def find_own(session: Session, asked: Circulated) -> dict[str, Held]:
    """What one organisation holds, by the key of the section; of an earlier text where that has changed."""
    said = find_said(session, asked.version, {asked.organisation_id}).get(asked.organisation_id, ())
    digests = find_section_digests(asked.version)
    found = ((key, _find_held(asked.organisation.name, said, key, digest)) for key, digest in digests.items())
    return {key: held for key, held in found if held}


def _tally_section(
    key: str, title: str, digest: str, full: Iterable[Partner], others: Iterable[Partner]
) -> SectionTally:
    held = [(one.name, _find_held(one.name, one.said, key, digest)) for one in full]
    known = [one for _, one in held if one]
    return SectionTally(
        key,
        title,
        tuple(one for one in known if one.earlier is None),
        tuple(one for one in known if one.earlier is not None),
        _list_held(others, key, digest),
        tuple(name for name, one in held if one is None),
    )


def _find_held(name: str, said: Sequence[tuple[int, SectionPosition]], key: str, digest: str) -> Held | None:
    """The latest position on this very text, else the latest on an earlier one."""
    of_section = [(number, one) for number, one in said if one.section_key == key]
    same = [one for _, one in of_section if one.section_digest == digest]
    if same:
        return Held(name, same[-1])
    return Held(name, of_section[-1][1], earlier=of_section[-1][0]) if of_section else None
