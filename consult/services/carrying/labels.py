"""How carried material is named in print: whose it is, where it was said, and that it still holds."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.citing import say_confirmed
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer, CarriedKind
from consult.services.carrying.in_force import passage_of
from consult.services.experiences.judging_quotations import Passage
from consult.services.region.setting_up import find_partnership


def find_labels(session: Session, consultation_id: str) -> dict[Passage, str]:
    """By passage that was confirmed as it was given: where it was said, and on which day it was confirmed."""
    row = CarriedMaterial
    wanted = (row.consultation_id == consultation_id, row.answer == CarriedAnswer.CURRENT)
    rows = session.scalars(select(row).where(*wanted, row.kind == CarriedKind.RETURN).order_by(row.number))
    return {passage_of(one): say_where(one) for one in rows}


def say_where(row: CarriedMaterial) -> str:
    """Where a piece was said, and when it was confirmed; it has to be answered."""
    if row.answered_on is None:
        raise LookupError("only what was answered is named in print")
    is_changed = row.answer is CarriedAnswer.CHANGED
    return say_confirmed(name_home(row), row.answered_on, is_changed=is_changed)


def name_home(row: CarriedMaterial) -> str:
    """The title of the consultation that a piece comes from, and of the region's response its version."""
    title = str(row.home.title.get("en") or row.home.slug)
    return f"{title}, version {row.version.number}" if row.version else title


def name_body(session: Session, row: CarriedMaterial) -> str:
    """Whose a piece is: the organisation's, or the partnership's own."""
    if row.organisation is not None:
        return row.organisation.name
    region = find_partnership(session)
    return region.name if region else "The partnership"
