"""Which responses were sent to government, on which days, and which exact version it was."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.submissions import Submission


def list_submissions(session: Session, consultation_id: str) -> Sequence[Submission]:
    """Every sending of a consultation's response, also undone ones, the latest first.

    Of one day, the one recorded later is the later one: a corrected version follows what it corrects.
    """
    wanted = select(Submission).where(Submission.consultation_id == consultation_id)
    latest = (Submission.sent_on.desc(), Submission.recorded_at.desc().nulls_last(), Submission.id)
    return session.scalars(wanted.order_by(*latest)).all()


def list_standing(session: Session, consultation_id: str) -> list[Submission]:
    """Those that were not undone, the latest first."""
    return [one for one in list_submissions(session, consultation_id) if one.undone_at is None]


def find_last_sent(session: Session, consultation_id: str) -> Submission | None:
    """The latest sending that stands, if any."""
    return next(iter(list_standing(session, consultation_id)), None)


def find_sent_on(session: Session, consultation_id: str) -> date | None:
    """The day on which the response was sent first, if it was."""
    days = [one.sent_on for one in list_standing(session, consultation_id)]
    return min(days, default=None)


def find_subject(session: Session, subject_id: str) -> Submission | None:
    """The sending that a file of this subject was handed out by, if it stands."""
    found = session.get(Submission, subject_id)
    return found if found is not None and found.undone_at is None else None
