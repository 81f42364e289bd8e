"""Which exact version the public page of an outcome is of, and whether the page is open."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.outcome import Outcome
from consult.models.versions import DraftVersion
from consult.services.consultations.concluding import find_outcome
from consult.services.following.finding_submissions import list_standing
from consult.services.signing.finding_sign_offs import find_standing_sign_off


def find_public_version(session: Session, consultation_id: str) -> DraftVersion | None:
    """The version that was sent last; where none is known, the one that is signed off."""
    sent = next((one.version for one in list_standing(session, consultation_id) if one.version), None)
    signed = find_standing_sign_off(session, consultation_id)
    return sent or (session.get(DraftVersion, signed.version_id) if signed else None)


def is_settled(session: Session, consultation_id: str) -> bool:
    """Whether the response was sent, or signed off: before that there is no outcome to tell of."""
    is_sent = bool(list_standing(session, consultation_id))
    return is_sent or find_standing_sign_off(session, consultation_id) is not None


def find_published(session: Session, consultation: Consultation) -> Outcome | None:
    """The outcome that everybody may read now; None while it is not published, or nothing stands any more."""
    outcome = find_outcome(session, consultation.id)
    if outcome is None or outcome.published_at is None:
        return None
    return outcome if is_settled(session, consultation.id) else None


def list_published(session: Session) -> list[Consultation]:
    """The consultations whose outcome everybody may read, the latest published first."""
    wanted = select(Consultation).join(Outcome, Outcome.consultation_id == Consultation.id)
    rows = session.scalars(
        wanted.where(Outcome.published_at.is_not(None)).order_by(Outcome.published_at.desc())
    )
    return [one for one in rows.all() if find_published(session, one) is not None]
