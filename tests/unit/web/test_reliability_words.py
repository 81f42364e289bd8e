"""What the page says of how far two people agree."""

import pytest

from analysis.reliability.standings import Reason, Reliability, judge
from analysis.tables.intervals import Interval
from analysis.tables.limits import ALL
from consult.web.reliability_words import list_tables


def make(value: float, low: float) -> Reliability:
    alpha = Interval(value, low, 1.0)
    return Reliability(
        "housing", "en", 40, 20, Interval(0.9, 0.8, 1.0), None, alpha, judge(value), Reason.NONE
    )


@pytest.mark.parametrize(
    ("value", "low", "said"),
    [
        (0.9, 0.8, "Reliable"),
        (0.9, 0.79, "Reliable: may be less"),
        (0.7, 0.667, "Tentative"),
        (0.7, 0.1, "Tentative: may be less"),
        (0.2, -0.1, "Not reliable"),
    ],
)
def test_row__of_an_alpha__says_where_its_interval_begins_below_what_is_said(
    value: float, low: float, said: str
) -> None:
    [table] = list_tables([make(value, low)], {"housing": "Housing"})
    assert (table.name, table.rows[0][:2]) == ("English", ["Housing", said])
    assert ALL not in str(table.rows)
