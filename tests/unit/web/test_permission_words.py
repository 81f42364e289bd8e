"""What the staff area says of a permission is what was allowed, to whom, and only while it lasts."""

from datetime import date, timedelta

from consult.models.telling_kinds import AttributionLevel
from consult.services.permissions.consenting import Given, Terms
from consult.vocabulary import Purpose
from consult.web.desk_experience_words import say_permissions

TODAY = date(2026, 6, 1)
NAMED = {"college": "Wessmere College"}


def test_words__of_a_permission__name_level_and_recipients() -> None:
    held = {
        Purpose.QUOTE: Given(False, 2),
        Purpose.ATTRIBUTE: Given(True, 1, Terms(level=AttributionLevel.REGION)),
        Purpose.SHARE: Given(True, 1, Terms(recipients=("college",))),
    }
    assert say_permissions(held, NAMED, today=TODAY) == [
        "describe them beside a quotation as “a person living in the region”",
        "show to Wessmere College",
    ]


def test_words__of_a_permission_with_a_last_day__end_after_it() -> None:
    held = {Purpose.QUOTE: Given(True, 1, Terms(any_until_on=TODAY))}
    assert say_permissions(held, NAMED, today=TODAY) == [
        "quote without a name",
        "for any response until 1 June 2026",
    ]
    assert say_permissions(held, NAMED, today=TODAY + timedelta(days=1)) == []
