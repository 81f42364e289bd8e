"""The day and the time that the conditions of a form look at."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from consult.models.response import Response
from consult.services.days import find_moment, find_received_moment
from consult.services.returns.moments import find_own_moment
from consult.vocabulary import Channel
from forms.expressions.contexts import Moment

EVENING = datetime(2026, 7, 1, 23, 30, 5, 123_456, tzinfo=UTC)  # half past midnight here, in summer
DAY = date(2026, 7, 2)
HERE = Moment(DAY, datetime.combine(DAY, time(0, 30, 5)))
PAPER_DAY = date(2026, 6, 3)
NOON = Moment(PAPER_DAY, datetime.combine(PAPER_DAY, time(12)))


def test_moment__of_an_instant__is_the_day_and_time_here() -> None:
    assert find_moment(EVENING) == HERE


@pytest.mark.parametrize(
    ("received_on", "sent_at", "found"),
    [(DAY, EVENING, HERE), (PAPER_DAY, EVENING, NOON), (PAPER_DAY, None, NOON)],
)
def test_moment__of_a_return_that_was_received__never_changes(
    received_on: date, sent_at: datetime | None, found: Moment
) -> None:
    assert find_received_moment(received_on, sent_at) == found


@pytest.mark.parametrize("channel", [Channel.IMPORT, Channel.PAPER, Channel.EMAIL, Channel.TELEPHONE])
def test_moment__of_a_return_kept_on_the_day_it_came__is_noon_unless_it_came_through_the_site(
    channel: Channel,
) -> None:
    later = EVENING + timedelta(days=9)
    kept = Response(channel=channel, received_on=DAY, submitted_at=EVENING)
    sent = Response(channel=Channel.WEB, received_on=DAY, submitted_at=EVENING)
    begun = Response(channel=Channel.WEB)
    assert find_own_moment(kept, later) == Moment(DAY, datetime.combine(DAY, time(12)))
    assert find_own_moment(sent, later) == HERE
    assert find_own_moment(begun, EVENING) == HERE
