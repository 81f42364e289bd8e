"""Partnership, sub-regions, organisations and staff."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.region import Contact, Forum, ForumMember, Organisation, Partnership, SubRegion
from consult.models.staff import Staff, StaffRole
from consult.vocabulary import ForumKind, Role, Sector
from tests.factories.numbering import add, seeded_id, take_number


def make_partnership(session: Session, **values: Any) -> Partnership:
    """The region itself."""
    given = {"id": seeded_id("partnership", 1), "name": "Middle Shires Migration Partnership"}
    partnership = Partnership(**{**given, "is_fictional": True, **values})
    add(session, partnership)
    return partnership


def make_sub_region(session: Session, **values: Any) -> SubRegion:
    """A part of the region."""
    n = take_number(session, SubRegion)
    given = {"id": seeded_id("sub_region", n), "key": f"area-{n}", "name": f"Area {n}"}
    sub_region = SubRegion(**{**given, **values})
    add(session, sub_region)
    return sub_region


def make_organisation(session: Session, **values: Any) -> Organisation:
    """A member; voluntary and of full standing unless told otherwise."""
    n = take_number(session, Organisation)
    given = {"id": seeded_id("organisation", n), "key": f"organisation-{n}", "name": f"Organisation {n}"}
    organisation = Organisation(**{**given, "sector": Sector.VOLUNTARY_COMMUNITY, **values})
    add(session, organisation)
    return organisation


def make_contact(session: Session, organisation: Organisation, **values: Any) -> Contact:
    """A named person at an organisation."""
    n = take_number(session, Contact)
    given = {"id": seeded_id("contact", n), "name": f"Contact {n}", "email": f"contact{n}@example.org"}
    contact = Contact(**{**given, "organisation": organisation, **values})
    add(session, contact)
    return contact


def make_forum(session: Session, *members: Organisation, **values: Any) -> Forum:
    """A board with a seat for each organisation given."""
    n = take_number(session, Forum)
    given = {"id": seeded_id("forum", n), "key": f"forum-{n}", "name": f"Forum {n}", "kind": ForumKind.BOARD}
    forum = Forum(**{**given, **values})
    for place, member in enumerate(members, 1):
        key = seeded_id(f"forum_member:{n}", place)
        forum.members.append(ForumMember(id=key, organisation=member))
    add(session, forum)
    return forum


def make_staff(session: Session, *roles: Role, **values: Any) -> Staff:
    """Somebody who signs in, with these roles (which the first migration has put in the database)."""
    n = take_number(session, Staff)
    given = {"id": seeded_id("staff", n), "email": f"staff{n}@example.org", "name": f"Staff {n}"}
    held = session.scalars(select(StaffRole).where(StaffRole.name.in_(roles))).all()
    staff = Staff(**{**given, "fs_uniquifier": seeded_id("fs", n), "roles": list(held), **values})
    add(session, staff)
    return staff
