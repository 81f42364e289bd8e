"""Empty what was typed about a lost number where nobody needs it any more: the request itself stays.

A decision empties it at once (lost/lost_numbers.py). Left are requests that were decided when it did not
yet, and those that nobody ever decides: no experience that they could mean is kept beyond its own time.
"""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.group_kinds import LostRefusal
from consult.models.groups import LostNumber
from consult.models.protection_kinds import RecordKind
from consult.services.consultations.notices import find_retention
from consult.services.keeping.holding import find_held
from consult.services.lost.lost_numbers import OPEN


def forget_reasons(session: Session, *, today: date) -> None:
    """Empty the reasons of requests that are decided, or that lead to nothing and are past their time.

    One that leads to an experience is emptied with it (keeping/destroying.py).
    """
    typed = (LostNumber.reason != "", LostNumber.reason.not_in(list(LostRefusal)))
    empty = update(LostNumber).where(*typed).values(reason="")
    session.execute(empty.where(LostNumber.state.not_in(OPEN)))
    waiting = (LostNumber.state.in_(OPEN), LostNumber.response_id.is_(None))
    for asked in session.scalars(select(LostNumber).where(*typed, *waiting)).all():
        if _is_over(session, asked, today):
            session.execute(empty.where(LostNumber.id == asked.id, *waiting))
    session.expire_all()


def _is_over(session: Session, asked: LostNumber, today: date) -> bool:
    """Whether the experiences of its consultation are past their time, and the law does not hold them all."""
    consultation = session.get_one(Consultation, asked.consultation_id)
    promised = find_retention(session, consultation.id, RecordKind.EXPERIENCES)
    if promised is None or find_held(session, consultation.id, today) is None:
        return False
    return promised.find_last_day(consultation.closes_on or asked.asked_on) < today
