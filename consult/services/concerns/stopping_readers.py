"""Stop those whom a person keeps away from their account, and say to managers what was stopped."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.models.kept_away import KeptAway, ReaderConfirmation
from consult.queries.translations import list_assignments, list_stopped
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked, SealBroken, WrongKey
from consult.services import auditing
from consult.services.concerns.answering_for_readers import describe_staff
from consult.services.concerns.keeping_away import KeptAwayList, find_list
from consult.services.concerns.name_matching import Reader, is_named
from consult.services.keys.key_keeping import AccountKeys


def stop_reader(session: Session, viewer: Viewer, response_id: str, *, now: datetime) -> None:
    """Take back that somebody answers for this translator: they do not find the account any more."""
    theirs = (ReaderConfirmation.response_id == response_id, ReaderConfirmation.staff_id == viewer.staff_id)
    session.execute(delete(ReaderConfirmation).where(*theirs))
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="translation stopped by the list of people kept away",
        subject_kind="response",
        subject_id=response_id,
        now=now,
    )


def find_stopped(
    session: Session, viewer: Viewer, response_id: str, found: KeptAwayList | None
) -> dict[str, bool]:
    """The assignments of an account that its list stops, and whether their translator is named in it.

    found: the list, or None while locked: then nobody can be told apart.
    """
    words = found.words if found else ""
    stopped = list_stopped(session, viewer, response_id)
    given = [one for one, _ in list_assignments(session, viewer, response_id)]
    named = {one.id for one in given if words and is_named(describe_staff(session, one.staff_id), words)}
    return {one: one in named for one in stopped | named}


def is_kept_away(session: Session, viewer: Viewer, response_id: str, *, keys: AccountKeys) -> bool:
    """Whether the person named somebody like this member of staff; while locked nobody can be told apart.

    Where the list is damaged everybody is: whom it named is not known, and that may be why it was damaged.

    By name alone: an organisation or a place in the list would shut out the whole office, and then nobody
    would be left to read what may speak of danger.
    """
    if viewer.staff_id is None or session.get(KeptAway, response_id) is None:
        return False
    try:
        found = find_list(session, response_id, keys)
    except Locked:
        return False
    except (WrongKey, SealBroken):
        return True
    return is_staff_named(session, viewer.staff_id, found.words)


def is_staff_named(session: Session, staff_id: str, words: str) -> bool:
    """Whether a list names somebody like this member of staff, by name alone."""
    reader = describe_staff(session, staff_id)
    return is_named(Reader(reader.name, reader.email.partition("@")[0]), words)


def is_list_damaged(session: Session, response_id: str, *, keys: AccountKeys) -> bool:
    """Whether somebody was named and it cannot be read who."""
    try:
        find_list(session, response_id, keys)
    except Locked:
        return False
    except (WrongKey, SealBroken):
        return True
    return False


def find_kept_away(
    session: Session, viewer: Viewer, response_ids: Collection[str], *, keys: AccountKeys | None
) -> set[str]:
    """Those of these accounts that keep this member of staff away, for a page that would show them whole."""
    if keys is None or viewer.staff_id is None:
        return set()
    having = set(session.scalars(select(KeptAway.response_id))).intersection(response_ids)
    return {one for one in having if is_kept_away(session, viewer, one, keys=keys)}
