"""Which position an organisation holds on a section, and beside a decision what was on record then."""

from collections.abc import Callable
from dataclasses import dataclass

from consult.models.agreement_kinds import Stance
from consult.models.positions import SectionPosition
from consult.services.agreement.asked_partners import Partner, Said
from consult.services.agreement.closed_versions import Closed, is_corrected_out


@dataclass(frozen=True)
class Held:
    """A position that an organisation holds. earlier: the version whose text it is on, where it changed."""

    holder: str
    position: SectionPosition
    earlier: int | None = None

    @property
    def is_dissent(self) -> bool:
        """Whether it dissents from the section as it reads."""
        return self.earlier is None and self.position.stance is Stance.DISSENTS


@dataclass(frozen=True)
class Weighed:
    """What one organisation holds on a section; with a decision, what is printed beside it.

    counted: None where it had said nothing by then. replaced: what was on record as it was decided and gave
    way to what had been said by then too. corrected: what was recorded since and replaces nothing. after:
    what was said later.
    """

    counted: Held | None
    replaced: tuple[Held, ...] = ()
    corrected: tuple[Held, ...] = ()
    after: tuple[Held, ...] = ()


def weigh(partner: Partner, key: str, digest: str, closed: Closed | None) -> Weighed:
    """What an organisation holds on a section with this key and digest.

    A decision keeps what it rests on: a dissent that was on record stays counted, whatever is recorded
    afterwards as said by then; anything else gives way, and both are printed.
    """
    if closed is None:
        return Weighed(find_held(partner.name, partner.said, key, digest))
    all_said = [one for _, one in partner.said]

    def find(is_wanted: Callable[[SectionPosition], bool]) -> Held | None:
        wanted = tuple(pair for pair in partner.said if is_wanted(pair[1]))
        return find_held(partner.name, wanted, key, digest)

    now = find(lambda one: not closed.is_late(one))
    seen = find_held(partner.name, partner.on_record, key, digest)
    moved = find(lambda one: is_corrected_out(one, all_said, closed))
    after = find(lambda one: closed.is_late(one) and not is_corrected_out(one, all_said, closed))
    if seen and now and seen.is_dissent and not now.is_dissent:
        return Weighed(seen, corrected=_list_known(now, moved), after=_list_known(after))
    replaced = seen if seen and now and seen.position is not now.position else None
    return Weighed(now, _list_known(replaced), _list_known(moved), _list_known(after))


def find_held(name: str, said: Said, key: str, digest: str) -> Held | None:
    """The latest position on this very text, else the latest on an earlier one."""
    of_section = [(number, one) for number, one in said if one.section_key == key]
    same = [one for _, one in of_section if one.section_digest == digest]
    if same:
        return Held(name, same[-1])
    return Held(name, of_section[-1][1], earlier=of_section[-1][0]) if of_section else None


def _list_known(*held: Held | None) -> tuple[Held, ...]:
    return tuple(one for one in held if one)
