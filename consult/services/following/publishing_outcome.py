"""Publish the outcome of a consultation on a page that everybody can open, and take the page back."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.outcome import Outcome
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.concluding import find_outcome
from consult.services.following.published_versions import is_settled
from consult.services.returns.revising import Author
from consult.services.signing.signing_off import require_full


def publish_outcome(
    session: Session, viewer: Viewer, consultation: Consultation, *, author: Author, now: datetime
) -> Outcome:
    """Open the page; opening it again keeps since when it is open.

    Raises: AccessDenied (C101), Conflict (C577 nothing was signed off or sent, C578 nothing is written).
    """
    require_full(viewer)
    lock_name(session, f"outcome:{consultation.id}")
    if not is_settled(session, consultation.id):
        raise Conflict("C577")
    outcome = find_outcome(session, consultation.id)
    if outcome is None or not outcome.said:
        raise Conflict("C578")
    if outcome.published_at is None:
        outcome.published_at, outcome.published_by_name = now, author.name
        session.flush()
        _audit(session, consultation, "outcome published", author, now)
    return outcome


def take_back_outcome(
    session: Session, viewer: Viewer, consultation: Consultation, *, author: Author, now: datetime
) -> None:
    """Close the page from the next request on. Raises: AccessDenied (C101)."""
    require_full(viewer)
    lock_name(session, f"outcome:{consultation.id}")
    outcome = find_outcome(session, consultation.id)
    if outcome is not None and outcome.published_at is not None:
        outcome.published_at, outcome.published_by_name = None, ""
        session.flush()
        _audit(session, consultation, "outcome no longer published", author, now)


def _audit(session: Session, consultation: Consultation, action: str, author: Author, now: datetime) -> None:
    about = {"subject_kind": "consultation", "subject_id": consultation.id}
    details = {"slug": consultation.slug}
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action=action, details=details, now=now, **about)
