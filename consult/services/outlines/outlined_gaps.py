"""The gaps for a question: sectors from which nothing may be used yet, with who could fill them.

What was said before fills a gap once its organisation has confirmed it, and not while it is only held.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.region import Organisation
from consult.services.carrying.listing_carried import USABLE, Carried, CarriedState
from consult.services.days import find_day
from consult.services.outlines.outline_values import Awaited, Gap, HeldReturn
from consult.vocabulary import Sector, Standing

Bodies = Mapping[Sector, Sequence[Organisation]]


@dataclass(frozen=True)
class Heard:
    """What there is for one question. answered: ids of the bodies that answered the new consultation."""

    answered: frozenset[str]
    carried: Sequence[Carried]
    returns: Sequence[HeldReturn]

    @property
    def bodies(self) -> frozenset[str]:
        """Ids of the bodies of which something may be used."""
        confirmed = {one.row.organisation_id for one in self.carried if one.state in USABLE}
        return self.answered | {id for id in confirmed if id}


def list_bodies(session: Session) -> Bodies:
    """The bodies of full standing of each sector, by name."""
    found: dict[Sector, list[Organisation]] = defaultdict(list)
    wanted = select(Organisation).where(Organisation.standing == Standing.FULL)
    for one in session.scalars(wanted.order_by(Organisation.name, Organisation.id)):
        found[one.sector].append(one)
    return found


def list_gaps(bodies: Bodies, heard: Heard) -> list[Gap]:
    """The sectors of which nobody was heard, with all who could be asked."""
    return [
        _describe(sector, bodies[sector], heard)
        for sector in Sector
        if bodies.get(sector) and not any(one.id in heard.bodies for one in bodies[sector])
    ]


def _describe(sector: Sector, bodies: Iterable[Organisation], heard: Heard) -> Gap:
    every = list(bodies)
    ids = {one.id for one in every}
    awaited = {
        one.row.organisation_id: Awaited(one.row.organisation.name, find_day(one.row.asked_at))
        for one in heard.carried
        if one.state is CarriedState.ASKED and one.row.organisation and one.row.asked_at
    }
    proposed = {one.row.response_id for one in heard.carried}
    held = {one.organisation for one in heard.returns if one.response_id not in proposed}
    return Gap(
        sector,
        [one.name for one in every],
        tuple(sorted((awaited[id] for id in ids & awaited.keys()), key=lambda one: one.organisation)),
        tuple(one.name for one in every if one.name in held),
    )
