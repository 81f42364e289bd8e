"""Keep the directory of the region: sub-regions, organisations with their contacts, and forums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.errors import Conflict, NotFound
from consult.models.locking import lock_name
from consult.models.region import Contact, Forum, ForumMember, Organisation, SubRegion
from consult.services import auditing
from consult.services.region.staffing import keeping_administrator
from consult.services.returns.moving_returns import note_changed_body
from consult.vocabulary import OBSERVER_SECTORS, ForumKind, Sector, Standing

DIRECTORY = "directory"
"""One lock for all that has a key here, so that files in two orders do not block each other for ever."""


@dataclass(frozen=True)
class OrganisationDetails:
    """What the directory says of a body; standing follows the sector where it is not given."""

    key: str
    name: str
    sector: Sector
    standing: Standing | None = None
    council_code: str | None = None
    sub_region_key: str = ""


@dataclass(frozen=True)
class ContactDetails:
    """A named person at an organisation."""

    name: str
    email: str = ""
    job_title: str = ""
    language: str = "en"


def default_standing(sector: Sector) -> Standing:
    """Departments, police and the accommodation provider are observers unless decided otherwise."""
    return Standing.OBSERVER if sector in OBSERVER_SECTORS else Standing.FULL


def list_sub_regions(session: Session) -> Sequence[SubRegion]:
    """Every sub-region, by name."""
    return session.scalars(select(SubRegion).order_by(SubRegion.name)).all()


def list_organisations(session: Session) -> Sequence[Organisation]:
    """Every organisation with its contacts and sub-region, by name."""
    wanted = select(Organisation).options(
        selectinload(Organisation.contacts), selectinload(Organisation.sub_region)
    )
    return session.scalars(wanted.order_by(Organisation.name, Organisation.key)).all()


def list_kept_out(session: Session) -> list[str]:
    """The names of members that see what is published and are given no experience: by standing, by name."""
    wanted = select(Organisation.name).where(Organisation.standing != Standing.FULL)
    return list(session.scalars(wanted.order_by(Organisation.name)))


def list_forums(session: Session) -> Sequence[Forum]:
    """The board first, then the other forums by name."""
    forums = session.scalars(select(Forum).options(selectinload(Forum.members))).all()
    return sorted(forums, key=lambda forum: (forum.kind != ForumKind.BOARD, forum.name))


def find_organisation(session: Session, key: str) -> Organisation | None:
    """The organisation with this key, if any."""
    return session.scalars(select(Organisation).where(Organisation.key == key)).one_or_none()


def get_organisation(session: Session, key: str) -> Organisation:
    """Return the organisation. Raises: NotFound (C115)."""
    organisation = find_organisation(session, key)
    if organisation is None:
        raise NotFound("C115", key=key)
    return organisation


def add_sub_region(session: Session, key: str, name: str, *, actor: str, now: datetime) -> SubRegion:
    """Add a part of the region. Raises: Conflict (C116) when the key is taken."""
    lock_name(session, DIRECTORY)
    if session.scalar(select(SubRegion.id).where(SubRegion.key == key)):
        raise Conflict("C116", key=key)
    sub_region = SubRegion(key=key, name=name)
    session.add(sub_region)
    session.flush()
    _audit(session, "sub-region added", "sub_region", sub_region.id, key, actor, now)
    return sub_region


def add_organisation(
    session: Session, details: OrganisationDetails, *, actor: str, now: datetime
) -> Organisation:
    """Add a body to the directory. Raises: Conflict (C116) when the key is taken; NotFound (C117)."""
    lock_name(session, DIRECTORY)
    if find_organisation(session, details.key):
        raise Conflict("C116", key=details.key)
    organisation = Organisation(key=details.key)
    return _describe(session, organisation, details, "organisation added", actor, now)


def change_organisation(
    session: Session, organisation: Organisation, details: OrganisationDetails, *, actor: str, now: datetime
) -> Organisation:
    """Change what the directory says; the key stays.

    Raises: Conflict (C114) where only people of this body administer, and it would have no full standing.
    """
    name, code = organisation.name, organisation.council_code
    with keeping_administrator(session):
        changed = _describe(session, organisation, details, "organisation changed", actor, now)
    note_changed_body(session, changed, name, code, actor=actor, now=now)
    return changed


def add_contact(
    session: Session, organisation: Organisation, details: ContactDetails, *, actor: str, now: datetime
) -> Contact:
    """Add a person to an organisation."""
    contact = Contact(
        name=details.name, email=details.email, job_title=details.job_title, language=details.language
    )
    organisation.contacts.append(contact)
    session.flush()
    _audit(session, "contact added", "contact", contact.id, organisation.key, actor, now)
    return contact


def remove_contact(
    session: Session, organisation: Organisation, contact_id: str, *, actor: str, now: datetime
) -> None:
    """Remove a person. Raises: NotFound (C102) when they are not at this organisation."""
    contact = next((one for one in organisation.contacts if one.id == contact_id), None)
    if contact is None:
        raise NotFound("C102")
    organisation.contacts.remove(contact)
    session.flush()
    _audit(session, "contact removed", "contact", contact_id, organisation.key, actor, now)


def add_forum(
    session: Session,
    *,
    key: str,
    name: str,
    kind: ForumKind,
    quorum: int,
    member_keys: Sequence[str],
    chair_email: str = "",
    actor: str,
    now: datetime,
) -> Forum:
    """Add a forum with its member organisations. Raises: Conflict (C116); NotFound (C115)."""
    lock_name(session, DIRECTORY)
    if session.scalar(select(Forum.id).where(Forum.key == key)):
        raise Conflict("C116", key=key)
    forum = Forum(key=key, name=name, kind=kind, quorum=quorum)
    forum.members = [ForumMember(organisation=get_organisation(session, member)) for member in member_keys]
    chair = (
        session.scalars(select(Contact).where(Contact.email == chair_email)).first() if chair_email else None
    )
    forum.chair_contact_id = chair.id if chair else None
    session.add(forum)
    session.flush()
    _audit(session, "forum added", "forum", forum.id, key, actor, now)
    return forum


def _describe(
    session: Session,
    organisation: Organisation,
    details: OrganisationDetails,
    action: str,
    actor: str,
    now: datetime,
) -> Organisation:
    sub_region = _find_sub_region(session, details.sub_region_key)
    organisation.name = details.name
    organisation.sector = details.sector
    organisation.standing = details.standing or default_standing(details.sector)
    organisation.council_code = details.council_code or None
    organisation.sub_region = sub_region
    session.add(organisation)
    session.flush()
    _audit(session, action, "organisation", organisation.id, organisation.key, actor, now)
    return organisation


def _find_sub_region(session: Session, key: str) -> SubRegion | None:
    if not key:
        return None
    found = session.scalars(select(SubRegion).where(SubRegion.key == key)).one_or_none()
    if found is None:
        raise NotFound("C117", key=key)
    return found


def _audit(
    session: Session, action: str, subject_kind: str, subject_id: str, key: str, actor: str, now: datetime
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        details={"key": key},
        now=now,
    )
