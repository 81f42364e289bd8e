"""Community groups that may pass on experiences: their links, renewed and revoked, and their numbers."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.errors import Conflict, NotFound
from consult.models.groups import RelayGroup
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.sealing.codenames import StretchedCodename
from consult.sealing.group_keys import lock_group_key, new_group_key
from consult.services import auditing
from consult.vocabulary import OBSERVER_SECTORS, Standing

TOKEN_BYTES = 24


@dataclass(frozen=True)
class MadeLink:
    """A group and the secret part of its link, which is shown once and kept nowhere."""

    group: RelayGroup
    token: str


def may_relay(organisation: Organisation) -> bool:
    """Whether the organisation may have a link: only those of full standing, and no observers' sector."""
    return organisation.standing is Standing.FULL and organisation.sector not in OBSERVER_SECTORS


def list_groups(session: Session) -> Sequence[RelayGroup]:
    """Every group that has or had a link, by the name of its organisation."""
    wanted = select(RelayGroup).join(Organisation).order_by(Organisation.name, RelayGroup.id)
    return session.scalars(wanted.options(selectinload(RelayGroup.agreements))).all()


def get_group(session: Session, group_id: str) -> RelayGroup:
    """Return the group. Raises: NotFound (C102)."""
    group = session.get(RelayGroup, group_id)
    if group is None:
        raise NotFound("C102")
    return group


def make_link(
    session: Session, organisation: Organisation, *, expires_on: date, actor: str, now: datetime
) -> MadeLink:
    """Make a group's link, or another in place of the one before; its number and list stay.

    Raises: Conflict (C350) for an organisation that may not relay.
    """
    if not may_relay(organisation):
        raise Conflict("C350", name=organisation.name)
    lock_name(session, f"group:{organisation.id}")
    known = select(RelayGroup).where(RelayGroup.organisation_id == organisation.id)
    group = session.scalars(known).one_or_none() or RelayGroup(organisation_id=organisation.id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    group.link_hash, group.expires_on = hash_token(token), expires_on
    session.add(group)
    session.flush()
    _audit(session, "group link made", group, actor, now)
    return MadeLink(group, token)


def revoke_link(session: Session, group: RelayGroup, *, actor: str, now: datetime) -> None:
    """The link opens nothing from now on, nor does the group's number; what was sent stays."""
    group.link_hash = None
    session.flush()
    _audit(session, "group link revoked", group, actor, now)


def allow_cards(session: Session, group: RelayGroup, *, is_allowed: bool, actor: str, now: datetime) -> None:
    """Let the group print invitation cards, or not any more."""
    if group.may_print_cards is is_allowed:
        return
    group.may_print_cards = is_allowed
    session.flush()
    _audit(session, "group cards allowed" if is_allowed else "group cards stopped", group, actor, now)


def forget_number(session: Session, group: RelayGroup, *, actor: str, now: datetime) -> None:
    """Let the group draw another number; nobody can read its list of before any more."""
    group.number_lookup = group.number_salt = group.public_key = group.locked_private_key = None
    session.flush()
    _audit(session, "group number forgotten", group, actor, now)


def keep_number(session: Session, group: RelayGroup, number: StretchedCodename) -> None:
    """Give the group its number and a new key pair under it. Raises: Conflict (C351) where it has one."""
    session.refresh(group, with_for_update=True)
    if group.number_lookup is not None:
        raise Conflict("C351")
    key = new_group_key()
    group.number_lookup, group.number_salt = number.lookup_id, number.salt
    group.public_key = key.public
    group.locked_private_key = lock_group_key(number.key, key, group.id)
    session.flush()


def find_by_token(session: Session, token: str, *, today: date) -> RelayGroup | None:
    """The group whose link this is, if it still opens."""
    found = session.scalars(select(RelayGroup).where(RelayGroup.link_hash == hash_token(token))).one_or_none()
    return found if found is not None and is_active(found, today=today) else None


def find_by_number(session: Session, lookup: str) -> RelayGroup | None:
    """The group with this number, while it may still have a list; an unknown number takes one query too."""
    wanted = select(RelayGroup).where(RelayGroup.number_lookup == lookup)
    found = session.scalars(wanted.options(joinedload(RelayGroup.organisation))).one_or_none()
    return found if found is not None and may_see_list(found) else None


def may_see_list(group: RelayGroup) -> bool:
    """Whether the group's list opens to it: not revoked, and still of a standing that may; expired or not."""
    return group.link_hash is not None and may_relay(group.organisation)


def is_active(group: RelayGroup, *, today: date) -> bool:
    """Whether the group may pass on more: not revoked, not expired, and still of a standing that may."""
    return group.link_hash is not None and today <= group.expires_on and may_relay(group.organisation)


def hash_token(token: str) -> str:
    """What is kept of a link: its secret part is random and long, so a plain hash does not lead back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _audit(session: Session, action: str, group: RelayGroup, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="relay_group",
        subject_id=group.id,
        details={"organisation": group.organisation.key if group.organisation else ""},
        now=now,
    )
