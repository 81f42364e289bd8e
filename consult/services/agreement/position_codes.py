"""One-time codes: sent to a contact of the organisation that a link was made for, and tried a few times.

Whoever holds a link gets nowhere with it alone: a code goes only to an address that the directory has for
that organisation, as the directory writes it. The caller answers alike whether one was sent or not.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.circulating import Asked, PositionCode
from consult.models.locking import lock_name
from consult.models.region import Contact

DIGITS = 6
LASTS = timedelta(minutes=15)
MOST_TRIES = 5
MOST_SENT, SENT_WITHIN = 5, timedelta(hours=1)
"""How many codes of one link are sent in which time: 25 tries an hour of a million codes."""


@dataclass(frozen=True)
class SentCode:
    """A code in clear, for the letter that takes it to the contact, and for nothing else."""

    contact: Contact
    code: str = field(repr=False)


def send_code(
    session: Session, asked: Asked, address: str, *, secret: bytes, now: datetime
) -> SentCode | None:
    """Make a code for the contact with this address; codes of this link that were sent before open no more.

    secret: of the site. Returns: None where no contact of the organisation has it, or too many were sent.
    """
    contact = find_contact(asked, address)
    lock_name(session, f"code:{asked.id}")
    since = (PositionCode.circulated_id == asked.id, PositionCode.sent_at > now - SENT_WITHIN)
    sent = session.scalar(select(func.count(PositionCode.id)).where(*since)) or 0
    if contact is None or sent >= MOST_SENT:
        return None
    for before in asked.codes:
        before.expires_at = min(before.expires_at, now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = PositionCode(circulated_id=asked.id, contact_id=contact.id, code_hash=_hash(asked, code, secret))
    row.sent_at, row.expires_at = now, now + LASTS
    asked.codes.append(row)
    session.flush()
    return SentCode(contact, code)


def use_code(session: Session, asked: Asked, typed: str, *, secret: bytes, now: datetime) -> Contact | None:
    """Whose code this is, once; every wrong one counts. The caller keeps what was counted, come what may."""
    lock_name(session, f"code:{asked.id}")
    open_ones = (PositionCode.used_at.is_(None), PositionCode.expires_at > now)
    wanted = select(PositionCode).where(PositionCode.circulated_id == asked.id, *open_ones)
    row = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None or row.tries >= MOST_TRIES:
        return None
    row.tries += 1
    code = "".join(sign for sign in typed if not sign.isspace() and sign != "-")
    if hmac.compare_digest(row.code_hash, _hash(asked, code, secret)):
        row.used_at, asked.opened_at = now, asked.opened_at or now
    session.flush()
    return session.get_one(Contact, row.contact_id) if row.used_at else None


def find_contact(asked: Asked, address: str) -> Contact | None:
    """The contact of the organisation with this address, however its letters are written."""
    wanted = address.strip().casefold()
    people = (one for one in asked.organisation.contacts if one.email)
    return next((one for one in people if one.email.strip().casefold() == wanted), None)


def _hash(asked: Asked, code: str, secret: bytes) -> str:
    return hmac.new(secret, f"position code:{asked.id}:{code}".encode(), hashlib.sha256).hexdigest()
