"""Who can be named as a recipient of experiences, and who never can."""

import re

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.protection_kinds import NEVER_GIVEN_ACCOUNTS
from consult.models.region import Organisation
from consult.services.consultations.protection_content import Recipient
from consult.vocabulary import OBSERVER_SECTORS, Standing

NEVER = re.compile(
    r"\b(police|constabulary|home office|immigration enforcement|border force|uk visas|"
    r"heddlu|swyddfa gartref)\b",
    re.IGNORECASE,
)
"""Names under which a body that is never given experiences may be typed, whatever kind was chosen."""
IS_OBSERVER = or_(
    Organisation.standing == Standing.OBSERVER, Organisation.sector.in_(sorted(OBSERVER_SECTORS))
)
"""Organisations that are never given experiences, as they are now."""


def may_be_given_accounts(session: Session, recipient: Recipient) -> bool:
    """False for observers, by kind, by what it is called, and by its standing and sector as they are now."""
    if recipient.kind in NEVER_GIVEN_ACCOUNTS or any(NEVER.search(name) for name in recipient.names.values()):
        return False
    names = [name.strip().lower() for name in recipient.names.values()]
    is_this = or_(
        func.lower(Organisation.name).in_(names), Organisation.key == (recipient.organisation_key or None)
    )
    return session.scalar(select(Organisation.id).where(is_this, IS_OBSERVER).limit(1)) is None


def check_recipient(session: Session, recipient: Recipient) -> None:
    """Raise Conflict (C381) where a body that is never given experiences is named as a recipient of them."""
    if recipient.may_be_given_accounts and not may_be_given_accounts(session, recipient):
        raise Conflict("C381", name=next(iter(recipient.names.values()), recipient.key))
