"""The day and the time that the conditions of a form look at."""

from datetime import UTC, date, datetime, time

import pytest

from consult.services.days import find_moment, find_received_moment
from forms.expressions.contexts import Moment

EVENING = datetime(2026, 7, 1, 23, 30, 5, 123_456, tzinfo=UTC)  # half past midnight here, in summer
DAY = date(2026, 7, 2)
HERE = Moment(DAY, datetime.combine(DAY, time(0, 30, 5)))
PAPER_DAY = date(2026, 6, 3)
NOON = Moment(PAPER_DAY, datetime.combine(PAPER_DAY, time(12)))


def test_moment__of_an_instant__is_the_day_and_time_here() -> None:
    assert find_moment(EVENING) == find_moment(EVENING, DAY) == HERE


def test_moment__of_another_day_that_counts__is_its_noon() -> None:
    assert find_moment(EVENING, PAPER_DAY) == NOON


@pytest.mark.parametrize(
    ("received_on", "submitted_at", "found"),
    [(DAY, EVENING, HERE), (PAPER_DAY, EVENING, NOON), (PAPER_DAY, None, NOON)],
)
def test_moment__of_a_return_that_was_received__never_changes(
    received_on: date, submitted_at: datetime | None, found: Moment
) -> None:
    assert find_received_moment(received_on, submitted_at) == found
