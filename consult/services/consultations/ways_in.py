"""Who may give an experience: set for the region, or for one consultation instead of that."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.group_kinds import WayIn
from consult.models.groups import WayInRule
from consult.models.locking import lock_name
from consult.services import auditing

USUAL_WAY_IN = WayIn.BY_LINK


def find_way_in(session: Session, consultation_id: str | None) -> WayIn | None:
    """What was set for this consultation, or for the region where no consultation is named."""
    wanted = select(WayInRule.way_in).where(WayInRule.consultation_id == consultation_id)
    if consultation_id is None:
        wanted = select(WayInRule.way_in).where(WayInRule.consultation_id.is_(None))
    return session.scalars(wanted).first()


def get_way_in(session: Session, consultation_id: str | None = None) -> WayIn:
    """Who may give: as set for the consultation, else for the region, else groups by their link."""
    own = find_way_in(session, consultation_id) if consultation_id else None
    return own or find_way_in(session, None) or USUAL_WAY_IN


def set_way_in(
    session: Session, consultation: Consultation | None, way_in: WayIn | None, *, actor: str, now: datetime
) -> None:
    """Set who may give, for one consultation or for the region; None goes back to what holds otherwise."""
    consultation_id = consultation.id if consultation else None
    lock_name(session, f"way in:{consultation_id or 'region'}")
    if find_way_in(session, consultation_id) == way_in:
        return
    for rule in session.scalars(select(WayInRule)).all():
        if rule.consultation_id == consultation_id:
            session.delete(rule)
    session.flush()
    if way_in is not None:
        session.add(WayInRule(consultation_id=consultation_id, way_in=way_in))
    session.flush()
    auditing.record(
        session,
        actor=actor,
        action="who may give experiences set",
        subject_kind="consultation" if consultation else "partnership",
        subject_id=consultation_id or "region",
        details={"way_in": way_in.value if way_in else "as the region"},
        now=now,
    )
