"""Give one organisation more time after the closing day, by a link that only it has.

What comes with it is flagged as late wherever it is shown. One return is taken with each extension.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.extensions import Extension
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.services import auditing
from consult.services.consultations.using_extensions import STATES, hash_link
from consult.services.days import find_day
from consult.services.returns.revising import Author

TOKEN_BYTES = 24


@dataclass(frozen=True)
class MadeExtension:
    """What was granted, and the secret part of its link, which is kept nowhere."""

    extension: Extension
    token: str = field(repr=False)


def extend(
    session: Session,
    consultation: Consultation,
    organisation: Organisation,
    *,
    until_on: date,
    reason: str,
    author: Author,
    now: datetime,
) -> MadeExtension:
    """Give an organisation time until the end of a day; granted again, another link replaces the old one.

    Raises: Conflict (C251 the day is past or not after the closing day, or no reason is given; C252 the
    consultation is in preparation, or its response is sent).
    """
    last = consultation.closes_on or date.min
    if until_on < find_day(now) or until_on <= last or not reason.strip():
        raise Conflict("C251")
    if consultation.state not in STATES:
        raise Conflict("C252")
    extension = _get_or_make(session, consultation, organisation)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    extension.until_on, extension.reason, extension.link_hash = until_on, reason.strip(), hash_link(token)
    extension.made_at, extension.made_by_id, extension.made_by_name = now, author.staff_id, author.name
    extension.revoked_at = None
    session.add(extension)
    session.flush()
    details = {"until": until_on.isoformat(), "reason": extension.reason}
    _audit(session, extension, "more time given", author, now, details)
    return MadeExtension(extension, token)


def take_back_extension(session: Session, extension: Extension, *, author: Author, now: datetime) -> None:
    """End it: neither link nor number sends late from now on; what was sent stays, and is flagged."""
    if extension.revoked_at is None:
        extension.revoked_at, extension.link_hash = now, None
        session.flush()
        _audit(session, extension, "more time taken back", author, now, {})


def list_extensions(session: Session, consultation_id: str) -> Sequence[Extension]:
    """All that was granted, by the name of the organisation."""
    wanted = select(Extension).join(Organisation).where(Extension.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(Organisation.name, Organisation.key)).all()


def get_extension(session: Session, consultation_id: str, extension_id: str) -> Extension:
    """One of them. Raises: NotFound (C102)."""
    found = session.get(Extension, extension_id)
    if found is None or found.consultation_id != consultation_id:
        raise NotFound("C102")
    return found


def _get_or_make(session: Session, consultation: Consultation, organisation: Organisation) -> Extension:
    lock_name(session, f"extension:{consultation.id}:{organisation.id}")
    known = select(Extension).where(
        Extension.consultation_id == consultation.id, Extension.organisation_id == organisation.id
    )
    found = session.scalars(known).one_or_none()
    return found or Extension(consultation_id=consultation.id, organisation=organisation)


def _audit(
    session: Session,
    extension: Extension,
    action: str,
    author: Author,
    now: datetime,
    details: dict[str, str],
) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="consultation",
        subject_id=extension.consultation_id,
        details={"organisation": extension.organisation.key, **details},
        now=now,
    )
