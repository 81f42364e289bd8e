"""Answer for a reader of an account: that they are none of those whom the person keeps away from it.

Somebody answers for each reader under the list as it stands. Once it was changed, they have to answer again
before that one reads on; whoever is named is refused whatever anybody says. The refused are not told why: a
translator finds nothing (concerns/stopping_readers.py), and staff who are named get neutral words.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.kept_away import ReaderConfirmation
from consult.models.region import Organisation
from consult.models.staff import Staff
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.services import auditing
from consult.services.concerns.keeping_away import KeptAwayList, find_list
from consult.services.concerns.name_matching import Reader, is_named
from consult.services.keys.key_keeping import AccountKeys

KEPT_AWAY = frozenset({"C372", "C374"})
"""What says of a reader that the person keeps them away, or may do so since."""


def show_list(
    session: Session, viewer: Viewer, response_id: str, *, keys: AccountKeys, now: datetime
) -> KeptAwayList | None:
    """The list for somebody who chooses a reader, on record where it names anybody; None while locked."""
    try:
        found = find_list(session, response_id, keys)
    except (Locked, WrongKey, SealBroken):
        return None
    if found.words:
        auditing.record(
            session,
            actor=viewer.staff_id or auditing.SYSTEM,
            action="list of people kept away read",
            subject_kind="response",
            subject_id=response_id,
            now=now,
        )
    return found


def require_not_named(
    session: Session, response_id: str, reader: Reader, *, is_confirmed: bool, keys: AccountKeys
) -> KeptAwayList:
    """Refuse a reader whom the person named, or for whom nobody answers where the person named anybody.

    Raises: Conflict (C372) for one who is named, (C373) where that they are not was not confirmed; Locked.
    """
    found = find_list(session, response_id, keys)
    if is_named(reader, found.words):
        raise Conflict("C372")
    if found.words and not is_confirmed:
        raise Conflict("C373")
    return found


def confirm_reader(
    session: Session,
    viewer: Viewer,
    response_id: str,
    staff_id: str,
    *,
    is_confirmed: bool,
    keys: AccountKeys,
    today: date,
) -> None:
    """Let somebody on the staff read an account, as far as the person's list goes; who answers is kept.

    Raises: as require_not_named.
    """
    reader = describe_staff(session, staff_id)
    found = require_not_named(session, response_id, reader, is_confirmed=is_confirmed, keys=keys)
    if not found.mark:
        return
    row = _find_confirmation(session, response_id, staff_id) or ReaderConfirmation(
        id=new_id(), response_id=response_id, staff_id=staff_id
    )
    row.list_mark, row.confirmed_by_id, row.confirmed_on = found.mark, viewer.staff_id, today
    session.add(row)
    session.flush()


def require_confirmed(session: Session, response_id: str, staff_id: str, *, keys: AccountKeys) -> None:
    """Refuse to open an account to a translator whom its list names, or that nobody answered for since.

    Raises: Conflict (C372), (C374) where the list was made or changed since somebody answered; Locked.
    """
    found = find_list(session, response_id, keys)
    if is_named(describe_staff(session, staff_id), found.words):
        raise Conflict("C372")
    row = _find_confirmation(session, response_id, staff_id) if found.words else None
    if found.words and (row is None or row.list_mark != found.mark):
        raise Conflict("C374")


def describe_staff(session: Session, staff_id: str) -> Reader:
    """Somebody on the staff as the list is compared with them."""
    staff = session.get_one(Staff, staff_id)
    organisation = session.get(Organisation, staff.organisation_id) if staff.organisation_id else None
    return Reader(staff.name, staff.email, organisation.name if organisation else "")


def _find_confirmation(session: Session, response_id: str, staff_id: str) -> ReaderConfirmation | None:
    wanted = select(ReaderConfirmation).where(
        ReaderConfirmation.response_id == response_id, ReaderConfirmation.staff_id == staff_id
    )
    return session.scalars(wanted).one_or_none()
