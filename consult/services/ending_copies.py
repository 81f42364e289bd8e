"""Take copies back whose last day is over, or that may not be outside any more: their holders are asked."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import RecallCause
from consult.models.release import Recall
from consult.services.consenting import find_consents, may_stay_outside
from consult.services.recalling import mark_files


def recall_ended_copies(session: Session, *, today: date) -> int:
    """Mark the files of copies whose day, or whose permission, is over; one that is marked stays as it is.

    Returns how many.
    """
    out = AccountCopy.file_id.not_in(select(Recall.file_id))
    wanted = select(AccountCopy).where(out).order_by(AccountCopy.id)
    copies = session.scalars(wanted.options(joinedload(AccountCopy.file))).all()
    held = find_consents(session, select(AccountCopy.response_id).where(out))
    ended = [
        one.file
        for one in copies
        if one.until_on < today or not may_stay_outside(held.get(one.response_id, {}), one.recipient, today)
    ]
    mark_files(session, ended, RecallCause.EXPIRED, today)
    return len(ended)
