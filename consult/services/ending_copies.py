"""Take copies back whose last day is over: their holders are asked to delete them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import RecallCause
from consult.models.release import Recall


def recall_ended_copies(session: Session, *, today: date) -> int:
    """Mark the files of copies whose day is over; one that is marked stays as it is. Returns how many."""
    marked = select(Recall.file_id)
    ended = (AccountCopy.until_on < today, AccountCopy.file_id.not_in(marked))
    files = session.scalars(select(AccountCopy.file_id).where(*ended).order_by(AccountCopy.id)).all()
    session.add_all(Recall(file_id=id, cause=RecallCause.EXPIRED, since_on=today) for id in files)
    session.flush()
    return len(files)
