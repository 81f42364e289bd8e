"""Close the loop: keep what the region said and what government replied, for contributors to read."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.outcome import Outcome
from consult.services import auditing


@dataclass(frozen=True)
class Conclusion:
    """What a manager says of the end of a consultation. Texts are by language tag."""

    said: dict[str, str] = field(default_factory=dict)
    replied_on: date | None = None
    replied: dict[str, str] = field(default_factory=dict)
    reply_source: str = ""


def find_outcome(session: Session, consultation_id: str) -> Outcome | None:
    """What became of a consultation, once somebody has written it down."""
    return session.scalars(select(Outcome).where(Outcome.consultation_id == consultation_id)).one_or_none()


def conclude(
    session: Session,
    consultation: Consultation,
    conclusion: Conclusion,
    *,
    version: int | None = None,
    actor: str,
    now: datetime,
) -> Outcome:
    """Keep what became of a consultation; that it was sent, following/recording_submissions.py keeps.

    version: the one that was shown to whoever changes it. Raises: Conflict (C203) when it was changed since.
    """
    lock_name(session, f"outcome:{consultation.id}")
    outcome = find_outcome(session, consultation.id)
    if outcome is not None and version not in (None, outcome.version):
        raise Conflict("C203")
    if outcome is None:
        outcome = Outcome(consultation_id=consultation.id)
        session.add(outcome)
    for name in ("said", "replied_on", "replied", "reply_source"):
        setattr(outcome, name, getattr(conclusion, name))
    session.flush()
    _audit(session, consultation, actor, now)
    return outcome


def _audit(session: Session, consultation: Consultation, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action="outcome written",
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug},
        now=now,
    )
