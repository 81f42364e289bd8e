"""Staff: invited by an administrator with a first password that must be changed, never by sign-up."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.base import new_id
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.models.staff import Staff, StaffRole
from consult.queries.viewer import READERS_OF_ACCOUNTS
from consult.services import auditing
from consult.vocabulary import Role, Standing

HashPassword = Callable[[str], str]
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letters or digits that look alike
GROUPS, GROUP_LENGTH = 4, 5


@dataclass(frozen=True)
class FirstPassword:
    """A member of staff and the password to hand over; it works until it is changed at the first sign-in."""

    staff: Staff
    password: str = field(repr=False)


@dataclass(frozen=True)
class DrawnPassword:
    """A password that nobody has yet, and its hash."""

    password: str = field(repr=False)
    hashed: str = field(repr=False)


def draw_password(hash_password: HashPassword) -> DrawnPassword:
    """Draw a one-time password. Hashing it takes long: not in a transaction for which others wait."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    password = "-".join(groups)
    return DrawnPassword(password, hash_password(password))


def list_staff(session: Session) -> Sequence[Staff]:
    """Everybody with a sign-in, by name."""
    return session.scalars(select(Staff).order_by(Staff.name, Staff.email)).all()


def list_readers(session: Session) -> Sequence[Staff]:
    """Those who may read experiences, by name: their roles and full standing decide."""
    holders = select(Staff).where(Staff.roles.any(StaffRole.name.in_(READERS_OF_ACCOUNTS)), Staff.active)
    return session.scalars(holders.where(_is_full()).order_by(Staff.name, Staff.id)).all()


def find_member(session: Session, role: Role) -> str | None:
    """The id of somebody who holds a role, the first by address; None where nobody does."""
    holders = select(Staff.id).where(Staff.roles.any(StaffRole.name == role), Staff.active)
    return session.scalars(holders.order_by(Staff.email)).first()


def get_staff(session: Session, staff_id: str) -> Staff:
    """Return the member of staff. Raises: NotFound (C102)."""
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise NotFound("C102")
    return staff


def invite_staff(
    session: Session,
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    drawn: DrawnPassword,
    actor: str,
    now: datetime,
) -> FirstPassword:
    """Add a member of staff, with the password drawn for them. Raises: Conflict (C113): known address."""
    address = email.strip().lower()
    lock_name(session, f"staff:{address}")
    if session.scalar(select(Staff.id).where(Staff.email == address)):
        raise Conflict("C113", email=address)
    staff = Staff(email=address, name=name.strip(), active=True, confirmed_at=now)
    session.add(staff)
    first = _give_password(staff, drawn)
    staff.roles = _find_roles(session, roles)
    session.flush()
    _audit(session, "staff invited", staff, actor, now)
    return first


def renew_password(
    session: Session, staff: Staff, *, drawn: DrawnPassword, actor: str, now: datetime
) -> FirstPassword:
    """Give a new one-time password to somebody who lost theirs; every session of theirs ends."""
    first = _give_password(staff, drawn)
    staff.fs_uniquifier = new_id()
    session.flush()
    _audit(session, "password renewed", staff, actor, now)
    return first


def describe_staff(
    session: Session, staff: Staff, *, name: str, organisation_id: str | None, actor: str, now: datetime
) -> Staff:
    """Say who somebody is and whom they work for, which decides what they may see.

    Raises: Conflict (C114) when nobody would be left who administers.
    """
    if (staff.name, staff.organisation_id) == (name, organisation_id):
        return staff
    with keeping_administrator(session):
        staff.name, staff.organisation_id = name, organisation_id
        session.flush()
    _audit(session, "staff described", staff, actor, now)
    return staff


def switch_code_off(session: Session, staff: Staff, *, actor: str, now: datetime) -> None:
    """Let somebody who lost their phone sign in with the password alone; every session of theirs ends."""
    staff.tf_primary_method = staff.tf_totp_secret = staff.mf_recovery_codes = None
    staff.fs_uniquifier = new_id()
    session.flush()
    _audit(session, "second step switched off", staff, actor, now)


def change_roles(
    session: Session, staff: Staff, roles: Iterable[Role], *, is_active: bool, actor: str, now: datetime
) -> Staff:
    """Set the roles somebody holds, and whether they may sign in.

    Raises: Conflict (C114) when nobody would be left who administers.
    """
    with keeping_administrator(session):
        staff.roles = _find_roles(session, roles)
        staff.active = is_active
        session.flush()
    _audit(session, "roles changed", staff, actor, now)
    return staff


@contextmanager
def keeping_administrator(session: Session) -> Iterator[None]:
    """Somebody who may administer stays, if there is one: it takes the role and full standing.

    Raises: Conflict (C114) after a change that would leave nobody.
    """
    lock_name(session, "administrators")  # two who remove each other at once must not both succeed
    there_was = _has_administrator(session)
    yield
    if there_was and not _has_administrator(session):
        raise Conflict("C114")


def _has_administrator(session: Session) -> bool:
    holders = select(Staff.id).where(Staff.roles.any(StaffRole.name == Role.ADMINISTRATOR), Staff.active)
    return session.scalars(holders.where(_is_full()).limit(1)).first() is not None


def _is_full() -> ColumnElement[bool]:
    """The condition on Staff that leaves those of full standing."""
    standing = select(Organisation.id).where(Organisation.standing == Standing.FULL)
    return Staff.organisation_id.is_(None) | Staff.organisation_id.in_(standing)


def _give_password(staff: Staff, drawn: DrawnPassword) -> FirstPassword:
    staff.password = drawn.hashed
    staff.must_change_password = True
    return FirstPassword(staff, drawn.password)


def _find_roles(session: Session, roles: Iterable[Role]) -> list[StaffRole]:
    return list(
        session.scalars(select(StaffRole).where(StaffRole.name.in_(set(roles))).order_by(StaffRole.name))
    )


def _audit(session: Session, action: str, staff: Staff, actor: str, now: datetime) -> None:
    roles = sorted(role.name for role in staff.roles)
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="staff",
        subject_id=staff.id,
        details={"roles": roles, "active": staff.active},
        now=now,
    )
