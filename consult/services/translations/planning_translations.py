"""What the partnership reads without translation, and by when translations are needed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.translation import ReadingLanguage, TranslationNeed
from consult.services import auditing
from consult.vocabulary import LANGUAGES

USUAL_READING = ("en",)


def list_reading_languages(session: Session) -> list[str]:
    """What the partnership reads without translation: English, unless it says otherwise."""
    return sorted(session.scalars(select(ReadingLanguage.language))) or list(USUAL_READING)


def set_reading_languages(session: Session, languages: Iterable[str], *, actor: str, now: datetime) -> None:
    """Say what the partnership reads without translation; none of ours is English again."""
    wanted = sorted(set(languages) & LANGUAGES.keys())
    session.execute(delete(ReadingLanguage))
    session.add_all(ReadingLanguage(language=one) for one in wanted)
    session.flush()
    _audit(session, "reading languages set", "partnership", "", {"languages": wanted}, actor, now)


def find_needed_on(session: Session, consultation: Consultation) -> date | None:
    """By when the translations of a consultation are needed; None where nobody has said so."""
    need = session.get(TranslationNeed, consultation.id)
    return need.needed_on if need else None


def set_needed_on(
    session: Session, consultation: Consultation, needed_on: date | None, *, actor: str, now: datetime
) -> None:
    """Say by when the translations of a consultation are needed; None takes it back."""
    session.execute(delete(TranslationNeed).where(TranslationNeed.consultation_id == consultation.id))
    if needed_on is not None:
        session.add(TranslationNeed(consultation_id=consultation.id, needed_on=needed_on))
    session.flush()
    details = {"needed_on": needed_on.isoformat() if needed_on else ""}
    action = "day set by which translations are needed"
    _audit(session, action, "consultation", consultation.id, details, actor, now)


def _audit(
    session: Session,
    action: str,
    subject_kind: str,
    subject_id: str,
    details: Mapping[str, object],
    actor: str,
    now: datetime,
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        details=details,
        now=now,
    )
