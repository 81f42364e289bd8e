"""The relay agreement: what a community group accepts before it writes down what somebody tells."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.locking import lock_name
from consult.models.relay_agreement import RelayAgreement
from consult.services import auditing


def get_current_agreement(session: Session) -> RelayAgreement:
    """The version that a group accepts today. The first came with the database, so there is always one."""
    return get_agreement(session, session.scalar(select(func.max(RelayAgreement.version))) or 0)


def get_agreement(session: Session, version: int) -> RelayAgreement:
    """The version that a group has accepted. Raises: NotFound (C102)."""
    found = session.scalars(select(RelayAgreement).where(RelayAgreement.version == version)).one_or_none()
    if found is None:
        raise NotFound("C102")
    return found


def list_agreements(session: Session) -> Sequence[RelayAgreement]:
    """Every version, the newest first."""
    return session.scalars(select(RelayAgreement).order_by(RelayAgreement.version.desc())).all()


def publish_agreement(
    session: Session,
    title: Mapping[str, str],
    promises: Mapping[str, str],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> RelayAgreement:
    """Put a new version in the place of the current one; groups accept it before they relay again.

    The same words again are the same version.
    """
    lock_name(session, "relay agreement")
    current = get_current_agreement(session)
    if (current.title, current.promises) == (dict(title), dict(promises)):
        return current
    published = RelayAgreement(
        version=current.version + 1,
        title=dict(title),
        promises=dict(promises),
        published_on=today,
        published_by_id=actor if actor != auditing.SYSTEM else None,
    )
    session.add(published)
    session.flush()
    auditing.record(
        session,
        actor=actor,
        action="relay agreement published",
        subject_kind="relay_agreement",
        subject_id=published.id,
        details={"version": published.version},
        now=now,
    )
    return published
