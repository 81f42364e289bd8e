"""Whether whoever is to get a copy of an account is, or belongs to, a body that is never given accounts.

Known by what it is called and by where its mail goes; somebody there who gives only their own name and an
address of their own elsewhere is not found.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.region import Contact, Organisation
from consult.models.staff import Staff
from consult.services.concerns.name_matching import list_words
from consult.services.copies.copy_orders import Order
from consult.services.copies.recipients import IS_OBSERVER, NEVER

NEVER_AT = "homeoffice.gov.uk"
"""Where mail of such a body goes whose name is written as one word there."""
_SHARED = """
    aol.com btinternet.com gmail.com gmx.com googlemail.com hotmail.co.uk hotmail.com icloud.com live.co.uk
    live.com mail.com me.com msn.com outlook.com proton.me protonmail.com sky.com talktalk.net virginmedia.com
    yahoo.co.uk yahoo.com
"""
SHARED_HOSTS = frozenset(_SHARED.split())
"""Hosts where anybody has an address: there only the whole address tells who it is."""


def require_no_observer(session: Session, order: Order) -> None:
    """Raise Conflict (C393) for a copy to a body that is never given accounts, or to somebody there."""
    names = (order.name, *order.also_called)
    if any(NEVER.search(name) for name in names) or _is_called_so(session, order, names):
        raise Conflict("C393", name=order.name)
    if _is_address_there(session, order.address):
        raise Conflict("C393", name=order.address)


def _is_called_so(session: Session, order: Order, names: Iterable[str]) -> bool:
    """For a recipient the whole name, as it was chosen; for a translator, typed here, also a part of it."""
    bodies = [list_words(name) for name in session.scalars(select(Organisation.name).where(IS_OBSERVER))]
    given = [list_words(name) for name in names]
    if order.recipient:
        return any(name in bodies for name in given)
    return any(body and _join(body) in _join(name) for body in bodies for name in given)


def _join(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _is_address_there(session: Session, address: str) -> bool:
    whole = address.strip().casefold()
    host = whole.rpartition("@")[2].rstrip(".")
    if not host:
        return False
    known = _list_addresses(session)
    theirs = {one.rpartition("@")[2] for one in known} - SHARED_HOSTS | {NEVER_AT}
    is_there = any(host == one or host.endswith(f".{one}") for one in theirs)
    return is_there or whole in known or NEVER.search(host) is not None


def _list_addresses(session: Session) -> set[str]:
    """The addresses of contacts at, and of staff from, bodies that are never given accounts."""
    contacts = select(Contact.email).join(Organisation, Contact.organisation_id == Organisation.id)
    staff = select(Staff.email).join(Organisation, Staff.organisation_id == Organisation.id)
    found = [*session.scalars(contacts.where(IS_OBSERVER)), *session.scalars(staff.where(IS_OBSERVER))]
    return {one.strip().casefold() for one in found if one.strip()}
