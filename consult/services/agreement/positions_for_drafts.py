"""What partners said of the version that went round last, for the draft that is written after it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.partner_positions import PartnerPosition, Positions, SectionPositions
from consult.models.circulating import Circulated
from consult.models.versions import DraftVersion
from consult.services.agreement.held_positions import Held
from consult.services.agreement.saying_positions import say_authority, say_counts, say_held
from consult.services.agreement.tallying import SectionTally, tally
from consult.services.days import find_day


def find_positions(session: Session, consultation_id: str) -> Positions | None:
    """How partners stand to it; None while nobody was asked of any version."""
    wanted = select(DraftVersion).join(Circulated, Circulated.version_id == DraftVersion.id)
    of_this = wanted.where(DraftVersion.consultation_id == consultation_id)
    version = session.scalars(of_this.order_by(DraftVersion.number.desc()).limit(1)).first()
    agreement = tally(session, version) if version else None
    if version is None or agreement is None or not agreement.is_begun:
        return None
    sections = tuple(map(_describe, agreement.sections))
    return Positions(version.number, find_day(version.made_at), sections, agreement.listed)


def _describe(section: SectionTally) -> SectionPositions:
    return SectionPositions(
        section.key,
        section.title,
        say_counts(section),
        _list_said((*section.positions, *section.earlier)),
        section.silent,
        _list_said(section.observers),
    )


def _list_said(held: Iterable[Held]) -> tuple[PartnerPosition, ...]:
    return tuple(map(_say, held))


def _say(held: Held) -> PartnerPosition:
    row = held.position
    return PartnerPosition(row.circulated.organisation_id, say_held(held), held.holder, say_authority(row))
