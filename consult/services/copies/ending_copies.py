"""Take copies back whose last day is over, or that may not be outside any more: their holders are asked."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import RecallCause, WaitCause
from consult.models.release import Recall
from consult.services.permissions.consenting import find_said, may_stay_outside
from consult.services.permissions.recalling import mark_files
from consult.services.permissions.waiting import find_waiting


def recall_ended_copies(session: Session, *, today: date) -> int:
    """Mark the files of copies whose day, or whose permission, is over; one that is marked stays as it is.

    Where somebody is known to have changed what they allow, and not how, permission is over; not so where a
    restored backup leaves open whether anybody did. Returns how many.
    """
    out = AccountCopy.file_id.not_in(select(Recall.file_id))
    wanted = select(AccountCopy).where(out).order_by(AccountCopy.id)
    copies = session.scalars(wanted.options(joinedload(AccountCopy.file))).all()
    theirs = select(AccountCopy.response_id).where(out)
    held = find_said(session, theirs)
    for id in find_waiting(session, theirs, WaitCause.CHANGED):
        held.pop(id, None)
    ended = [
        one.file
        for one in copies
        if one.until_on < today or not may_stay_outside(held.get(one.response_id, {}), one.recipient, today)
    ]
    mark_files(session, ended, RecallCause.EXPIRED, today)
    return len(ended)
