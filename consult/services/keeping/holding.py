"""Legal holds: placed with a reason, lifted by somebody, asked about before anything is deleted by itself.

A hold never stops a person's own withdrawal: what they were promised is stronger (decision 0018).
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.hold import LegalHold
from consult.models.response import Response
from consult.services import auditing


def place_hold(
    session: Session,
    consultation: Consultation,
    *,
    response_id: str | None = None,
    reason: str,
    until_on: date | None,
    actor: str,
    now: datetime,
) -> LegalHold:
    """Keep everything of a consultation, or one response, until a day or until it is lifted.

    A response is held in the consultation that it was given to, whichever was named.
    """
    if response_id is not None:
        response = session.get_one(Response, response_id)
        consultation = session.get_one(Consultation, response.consultation_id)
    hold = LegalHold(
        consultation_id=consultation.id,
        response_id=response_id,
        reason=reason,
        placed_by_id=actor,
        placed_at=now,
        until_on=until_on,
    )
    session.add(hold)
    session.flush()
    details = {"consultation": consultation.slug, "reason": reason}
    details |= {"until": until_on.isoformat()} if until_on else {}
    _audit(session, hold, "legal hold placed", actor, now, details)
    return hold


def lift_hold(session: Session, hold_id: str, *, actor: str, now: datetime) -> LegalHold:
    """End a hold; what is past its time goes with the next turn. Raises: NotFound (C102)."""
    hold = session.get(LegalHold, hold_id, with_for_update=True)
    if hold is None:
        raise NotFound("C102")
    if hold.lifted_at is None:
        hold.lifted_at, hold.lifted_by_id = now, actor
        session.flush()
        _audit(session, hold, "legal hold lifted", actor, now, {})
    return hold


def list_holds(session: Session) -> Sequence[tuple[LegalHold, Consultation]]:
    """Every hold that there was, the latest first."""
    wanted = select(LegalHold, Consultation).join(Consultation, Consultation.id == LegalHold.consultation_id)
    rows = session.execute(wanted.order_by(LegalHold.placed_at.desc(), LegalHold.id))
    return [(row[0], row[1]) for row in rows]


def is_standing(hold: LegalHold, today: date) -> bool:
    """Whether it holds today."""
    return hold.lifted_at is None and (hold.until_on is None or hold.until_on >= today)


def find_held(session: Session, consultation_id: str, today: date) -> frozenset[str] | None:
    """The responses of a consultation that are held one by one; None where all of it is."""
    wanted = select(LegalHold.response_id).where(
        LegalHold.consultation_id == consultation_id, *_standing(today)
    )
    held = session.scalars(wanted).all()
    return None if None in held else frozenset(one for one in held if one)


def is_held(session: Session, consultation_id: str, response_id: str, today: date) -> bool:
    """Whether the law wants this response kept for now."""
    held = find_held(session, consultation_id, today)
    return held is None or response_id in held


def select_held(today: date) -> Select[str]:
    """The ids of every response that the law wants kept for now."""
    of_it = or_(LegalHold.response_id.is_(None), LegalHold.response_id == Response.id)
    held = select(Response.id).join(LegalHold, LegalHold.consultation_id == Response.consultation_id)
    return held.where(*_standing(today), of_it)


def select_held_whole(today: date) -> Select[str]:
    """The ids of consultations of which the law wants everything kept for now."""
    return select(LegalHold.consultation_id).where(LegalHold.response_id.is_(None), *_standing(today))


def _standing(today: date) -> tuple[ColumnElement[bool], ...]:
    runs = or_(LegalHold.until_on.is_(None), LegalHold.until_on >= today)
    return (LegalHold.lifted_at.is_(None), runs)


def _audit(
    session: Session, hold: LegalHold, action: str, actor: str, now: datetime, details: dict[str, str]
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="response" if hold.response_id else "consultation",
        subject_id=hold.response_id or hold.consultation_id,
        details=details,
        now=now,
    )
