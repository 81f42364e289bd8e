"""Invitation cards that a group hands out: one card, one account; who used it is kept nowhere."""

import hashlib
import secrets
import unicodedata
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from consult.errors import Conflict
from consult.models.groups import InvitationCard, RelayGroup
from consult.services.experiences.grouping import may_see_list

DIGITS, GROUP_DIGITS = 12, 3
MOST_AT_ONCE = 24
GOOD_DAYS = 180


def make_cards(
    session: Session, group: RelayGroup, count: int, *, secret_salt: bytes, today: date
) -> list[str]:
    """Make codes for blank cards, to be printed now: they are shown once. Raises: Conflict (C352)."""
    if not group.may_print_cards:
        raise Conflict("C352")
    ended = (InvitationCard.group_id == group.id, InvitationCard.expires_on < today)
    session.execute(delete(InvitationCard).where(*ended))
    codes = [_draw_code() for _ in range(min(count, MOST_AT_ONCE))]
    expires_on = today + timedelta(days=GOOD_DAYS)
    for code in codes:
        kept = {"code_hash": hash_code(code, secret_salt), "expires_on": expires_on}
        session.add(InvitationCard(group_id=group.id, **kept))
    session.flush()
    return codes


def find_card(session: Session, typed: str, *, secret_salt: bytes, today: date) -> InvitationCard | None:
    """The card with this code, if it is still good."""
    wanted = select(InvitationCard).where(InvitationCard.code_hash == hash_code(typed, secret_salt))
    standing = joinedload(InvitationCard.group).joinedload(RelayGroup.organisation)
    card = session.scalars(wanted.options(standing)).one_or_none()
    return card if card is not None and is_good(card, today=today) else None


def is_good(card: InvitationCard, *, today: date) -> bool:
    """Whether an account can be told with it: not used, not too old, and its group may still vouch.

    A link that has only expired takes nothing from the cards that were handed out.
    """
    return not card.is_used and today <= card.expires_on and may_see_list(card.group)


def use_card(session: Session, card_id: str, *, today: date) -> None:
    """Use the card up. Raises: Conflict (C353) where somebody else did, or it is good no more."""
    wanted = select(InvitationCard).where(InvitationCard.id == card_id).with_for_update()
    card = session.scalars(wanted).one_or_none()
    if card is None or not is_good(card, today=today):
        raise Conflict("C353")
    card.is_used = True
    session.flush()


def is_whole(typed: str) -> bool:
    """Whether this could be a code: it has as many digits."""
    return len(_read_digits(typed)) == DIGITS


def hash_code(typed: str, secret_salt: bytes) -> str:
    """What is kept of a code: its digits, in any script, under the installation's secret salt."""
    digits = _read_digits(typed)
    person, key = b"consult.card", secret_salt[:64]
    return hashlib.blake2b(digits.encode(), key=key, digest_size=32, person=person).hexdigest()


def _read_digits(typed: str) -> str:
    return "".join(
        str(unicodedata.decimal(one)) for one in typed if unicodedata.decimal(one, None) is not None
    )


def _draw_code() -> str:
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    return " ".join(digits[at : at + GROUP_DIGITS] for at in range(0, DIGITS, GROUP_DIGITS))
