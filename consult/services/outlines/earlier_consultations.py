"""Earlier consultations whose material may be looked at for a new one, each with its latest analysis."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.queries.runs import find_latest_run

MOST_YEARS = 3
"""What was said longer ago is out of date: nobody would stand by it unasked."""
LEAP_DAY = (2, 29)


@dataclass(frozen=True)
class Earlier:
    """A consultation and its latest analysis."""

    consultation: Consultation
    run: AnalysisRun


def list_earlier(session: Session, consultation: Consultation) -> list[Earlier]:
    """The others that were analysed, the latest first; what is made up only for what is made up."""
    wanted = select(Consultation).where(
        Consultation.id != consultation.id, Consultation.is_fictional.is_(consultation.is_fictional)
    )
    pairs = ((one, find_latest_run(session, one.id)) for one in session.scalars(wanted))
    found = [Earlier(one, run) for one, run in pairs if run is not None]
    return sorted(found, key=lambda one: (-one.run.as_of_on.toordinal(), one.consultation.slug))


def is_recent(day: date | None, *, today: date) -> bool:
    """Whether something of this day is in date; what has no day is not."""
    return day is not None and day >= go_back(today, MOST_YEARS)


def go_back(day: date, years: int) -> date:
    """The same day some years before."""
    is_leap_day = (day.month, day.day) == LEAP_DAY
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)
