"""The pieces that are carried over for a consultation, and how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, NotFound
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import Asked
from consult.queries.viewer import Viewer
from consult.services.carrying.in_force import find_agreeing, list_in_force
from consult.vocabulary import Standing


class CarriedState(StrEnum):
    """How a piece stands. silent: nobody answered until the last day. lost: permission has ended since.

    barred: permission has ended, and nobody answered; nobody is asked.
    """

    PROPOSED = "proposed"
    ASKED = "asked"
    SILENT = "silent"
    CURRENT = "current"
    CHANGED = "changed"
    OUTDATED = "outdated"
    ENDED = "ended"
    LOST = "lost"
    BARRED = "barred"


OPEN = frozenset({CarriedState.PROPOSED, CarriedState.ASKED, CarriedState.SILENT})
REMOVABLE = OPEN | {CarriedState.BARRED}
USABLE = frozenset({CarriedState.CURRENT, CarriedState.CHANGED})


@dataclass(frozen=True)
class Carried:
    """A piece with how it stands, and the last day of its link where it is asked."""

    row: CarriedMaterial
    state: CarriedState
    closes_on: date | None = None


def list_carried(session: Session, viewer: Viewer, consultation_id: str, *, today: date) -> list[Carried]:
    """What was proposed and not taken back, by number. Raises: AccessDenied (C101) without full standing."""
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")
    in_force = {one.id for one in list_in_force(session, consultation_id, today=today)}
    wanted = select(CarriedMaterial).where(
        CarriedMaterial.consultation_id == consultation_id, CarriedMaterial.removed_at.is_(None)
    )
    rows = session.scalars(wanted.order_by(CarriedMaterial.number)).all()
    agreeing = find_agreeing(session, {one.response_id for one in rows if one.response_id}, today=today)
    usable = {one.id for one in rows if one.id in in_force or _may_be_asked(one, agreeing)}
    ids = {one.asked_id for one in rows if one.asked_id}
    links = {one.id: one for one in session.scalars(select(Asked).where(Asked.id.in_(ids)))}
    return [
        _describe(one, links.get(one.asked_id or ""), is_usable=one.id in usable, today=today) for one in rows
    ]


def list_confirmed(session: Session, consultation_id: str) -> Sequence[CarriedMaterial]:
    """What was confirmed and not taken back; whether it may be used now is asked at each use."""
    row = CarriedMaterial
    wanted = (
        row.consultation_id == consultation_id,
        row.answer.in_([CarriedAnswer.CURRENT, CarriedAnswer.CHANGED]),
        row.ended_on.is_(None),
        row.removed_at.is_(None),
    )
    return session.scalars(select(row).where(*wanted).order_by(row.number)).all()


def get_carried(session: Session, consultation_id: str, number: int) -> CarriedMaterial:
    """One piece. Raises: NotFound (C102)."""
    wanted = select(CarriedMaterial).filter_by(
        consultation_id=consultation_id, number=number, removed_at=None
    )
    row = session.scalars(wanted).one_or_none()
    if row is None:
        raise NotFound("C102")
    return row


def _may_be_asked(row: CarriedMaterial, agreeing: set[str]) -> bool:
    return row.answer is None and (row.response_id is None or row.response_id in agreeing)


def _describe(row: CarriedMaterial, link: Asked | None, *, is_usable: bool, today: date) -> Carried:
    if row.ended_on is not None:
        return Carried(row, CarriedState.ENDED)
    if row.answer is not None:
        is_lost = row.answer is not CarriedAnswer.OUTDATED and not is_usable
        return Carried(row, CarriedState.LOST if is_lost else CarriedState(row.answer))
    if not is_usable:
        return Carried(row, CarriedState.BARRED)
    if row.asked_at is None:
        return Carried(row, CarriedState.PROPOSED)
    is_open = link is not None and link.link_hash is not None and today <= link.closes_on
    return Carried(
        row, CarriedState.ASKED if is_open else CarriedState.SILENT, link.closes_on if link else None
    )
