"""Figures of what has come in: each a sentence, the bars of its chart, and the table they draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from consult.exports.charts import Bar, BarChart
from consult.queries import responses
from consult.queries.responses import Wanted
from consult.queries.viewer import Viewer
from consult.vocabulary import ResponseKind
from consult.web.desk_words import NO_PLACE, count_in_words, name_language, name_sector, show_short_day

RETURNS = Wanted(kind=ResponseKind.RETURN)
MOST_DAYS = 31
Counted = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Figure:
    """`heading` is over the first column; `counted` are label and number, in the order shown."""

    name: str
    caption: str
    heading: str
    sentence: str
    counted: Counted
    total: int
    is_time: bool = False

    @property
    def chart(self) -> BarChart:
        """The same numbers as bars; the page says the finding, the source and the base beside them."""
        bars = tuple(Bar(label, number, f"{number:,}") for label, number in self.counted)
        return BarChart("", bars, "", keeps_order=self.is_time)


def count_sectors(session: Session, viewer: Viewer, consultation_id: str) -> Figure:
    """Returns by sector."""
    found = responses.count_by_sector(session, viewer, consultation_id, RETURNS)
    counted = [(name_sector(sector), number) for sector, number in found]
    return _describe("sector", "Returns by sector", "Sector", counted)


def count_places(session: Session, viewer: Viewer, consultation_id: str) -> Figure:
    """Returns by sub-region."""
    found = responses.count_by_sub_region(session, viewer, consultation_id, RETURNS)
    counted = [(area.name if area else NO_PLACE, number) for area, number in found]
    return _describe("sub-region", "Returns by sub-region", "Sub-region", counted)


def count_languages(session: Session, viewer: Viewer, consultation_id: str) -> Figure:
    """Returns by the language they were declared to be in."""
    found = responses.count_by_language(session, viewer, consultation_id, RETURNS)
    counted = [(name_language(tag), number) for tag, number in found]
    return _describe("language", "Returns by language", "Language", counted)


def count_days(session: Session, viewer: Viewer, consultation_id: str) -> Figure:
    """Returns by day, days without any included; by week where that would be more than a month of bars."""
    found = responses.count_by_day(session, viewer, consultation_id, RETURNS)
    total = sum(number for _, number in found)
    by_week = bool(found) and (found[-1][0] - found[0][0]).days >= MOST_DAYS
    counted = _count_weeks(found) if by_week else _fill_days(found)
    caption, heading = ("Returns by week", "Week from") if by_week else ("Returns by day", "Day")
    return Figure("day", caption, heading, _say_when(found, total), counted, total, is_time=True)


FIGURES: dict[str, Callable[[Session, Viewer, str], Figure]] = {
    "sector": count_sectors,
    "day": count_days,
    "sub-region": count_places,
    "language": count_languages,
}


def _describe(name: str, caption: str, heading: str, counted: Counted) -> Figure:
    total = sum(number for _, number in counted)
    return Figure(name, caption, heading, _say_largest(counted, total), counted, total)


def _say_largest(counted: Counted, total: int) -> str:
    """Numbers, never “most”: that word has a meaning of its own in a response."""
    if not counted:
        return "No returns have come in yet"
    most = counted[0][1]
    leaders = [label for label, number in counted if number == most]
    if len(leaders) == len(counted) == 1:
        return f"{leaders[0]}: all {count_in_words(total, 'return')}"
    if len(leaders) > 1:
        return f"{len(leaders)} groups share the highest number, {most:,} of {total:,} returns each"
    return f"{leaders[0]}: the highest number, {most:,} of {total:,} returns"


def _say_when(found: Sequence[tuple[date, int]], total: int) -> str:
    if not found:
        return "No returns have come in yet"
    came = count_in_words(total, "return").capitalize()
    return f"{came} on {count_in_words(len(found), 'day')}, the latest on {show_short_day(found[-1][0])}"


def _fill_days(found: Sequence[tuple[date, int]]) -> Counted:
    if not found:
        return []
    numbers = dict(found)
    days = [found[0][0] + timedelta(days=n) for n in range((found[-1][0] - found[0][0]).days + 1)]
    return [(show_short_day(day), numbers.get(day, 0)) for day in days]


def _count_weeks(found: Sequence[tuple[date, int]]) -> Counted:
    first, last = (day - timedelta(days=day.weekday()) for day in (found[0][0], found[-1][0]))
    numbers = {first + timedelta(weeks=n): 0 for n in range((last - first).days // 7 + 1)}
    for day, number in found:
        numbers[day - timedelta(days=day.weekday())] += number
    return [(show_short_day(week), number) for week, number in numbers.items()]
