"""The region's day: a deadline is a local date and ends at midnight there, in summer and in winter."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from consult.models.consultation import Consultation
from consult.services.consultations.consulting import is_open
from consult.vocabulary import ConsultationState
from consult.web import clock


@pytest.mark.parametrize(
    ("closes_on", "last_second", "over"),
    [
        (
            date(2026, 7, 10),
            datetime(2026, 7, 10, 22, 59, 59, tzinfo=UTC),
            datetime(2026, 7, 10, 23, 0, tzinfo=UTC),
        ),
        (
            date(2026, 1, 10),
            datetime(2026, 1, 10, 23, 59, 59, tzinfo=UTC),
            datetime(2026, 1, 11, 0, 0, tzinfo=UTC),
        ),
        (
            date(2026, 10, 25),
            datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC),
            datetime(2026, 10, 26, 0, 0, tzinfo=UTC),
        ),
    ],
)
def test_deadline__on_a_local_day__ends_with_that_day(
    monkeypatch: pytest.MonkeyPatch, closes_on: date, last_second: datetime, over: datetime
) -> None:
    site = Flask(__name__)
    consultation = Consultation(slug="a", state=ConsultationState.OPEN, closes_on=closes_on)
    open_at = []
    for instant in (last_second, over):
        monkeypatch.setattr(clock, "get_now", lambda at=instant: at)
        with site.app_context():
            open_at.append(is_open(consultation, today=clock.get_today()))
    assert open_at == [True, False]
