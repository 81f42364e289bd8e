"""The months of which one is chosen for a listening event."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel

from consult.web.event_bands import list_months


@pytest.mark.parametrize(
    ("chosen", "names"),
    [("", ["2031-02", "2030-03"]), ("2030-05", ["2031-02", "2030-03"]), ("2029-11", ["2031-02", "2029-11"])],
)
def test_months__of_an_event_that_was_long_ago__still_have_its_own(chosen: str, names: list[str]) -> None:
    app = Flask("bands")
    Babel(app)
    with app.test_request_context():
        months = list(list_months(date(2031, 2, 9), chosen))
    assert [months[0], months[-1]] == names and len(months) == len(set(months))
