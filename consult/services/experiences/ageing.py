"""How old the unread accounts are, in working days, against what the region promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from consult.queries.handled import count_unread_by_day
from consult.queries.viewer import Viewer
from consult.services.consultations.caring import find_care
from consult.told import Told, add_up

USUAL_READING_DAYS = 10
SATURDAY = 5


@dataclass(frozen=True)
class Unread:
    """Unread accounts by age. promised: in working days; early and due: before and after half of that."""

    promised: int
    early: Told
    due: Told
    late: Told

    @property
    def half(self) -> int:
        """The age, in working days, up to which an unread account counts as early."""
        return self.promised // 2

    @property
    def all(self) -> Told:
        """All that nobody has read yet."""
        return self.early + self.due + self.late


def find_unread(session: Session, viewer: Viewer, *, today: date) -> Unread:
    """Count the unread accounts by age; no word of them is needed."""
    care = find_care(session)
    promised = care.reading_days if care else USUAL_READING_DAYS
    return sort_by_age(count_unread_by_day(session, viewer, today=today), promised, today)


def sort_by_age(days: Mapping[date, Told], promised: int, today: date) -> Unread:
    """Sort days of receipt into the three ages."""
    half = promised // 2
    ages = [(count_working_days(day, today), number) for day, number in days.items()]
    early = add_up(number for age, number in ages if age <= half)
    due = add_up(number for age, number in ages if half < age <= promised)
    late = add_up(number for age, number in ages if age > promised)
    return Unread(promised, early, due, late)


def count_working_days(start: date, end: date) -> int:
    """Mondays to Fridays after `start`, up to and with `end`; bank holidays count as working days."""
    weeks, rest = divmod(max(0, (end - start).days), 7)
    last = [start + timedelta(days=7 * weeks + n) for n in range(1, rest + 1)]
    return 5 * weeks + sum(day.weekday() < SATURDAY for day in last)
