"""People that returns speak for, again without shared wording, where no sum and no difference tells one."""

from datetime import date
from typing import Any

import pytest

from consult.models.readings import AnswerText, Reading, Respondent
from consult.services.counting.choice_tables import ChoiceTable
from consult.services.counting.gathering_questions import ClosedPart
from consult.services.counting.tabulating_choices import tabulate_choices
from consult.services.returns.sent_numbers import Sent
from consult.vocabulary import ResponseKind, Sector

AGREE = ClosedPart("agree", "select_one", "Do you agree?", (("yes", "Yes"),))


def tabulate(letters: list[int], own: list[int], *, areas: tuple[str, ...] = ("Vale",)) -> ChoiceTable:
    """Everybody says yes, and speaks for so many people; letters come first. Areas go round."""
    rows: list[AnswerText] = []
    people = []
    for n, number in enumerate([*letters, *own]):
        place, more = areas[n % len(areas)], {"may_quote": True, "may_attribute": False}
        who = Respondent(
            f"r{n}", ResponseKind.RETURN, "en", Sector.HEALTH, place, "", date(2026, 5, 1), **more
        )
        values: dict[str, Any] = {"agree": "yes", "speaks_for": number}
        rows += [
            AnswerText(who, f"a{n}{id}", id, None, "en", value, str(value)) for id, value in values.items()
        ]
        people.append(who)
    shared = frozenset(f"r{n}" for n in range(len(letters)))
    return tabulate_choices(Sent(Reading(tuple(rows), tuple(people), {}), {}, (), 3, shared), AGREE)


def test_people__of_enough_letters__are_given_with_them_and_without() -> None:
    (line,) = tabulate([10, 20, 30], [1, 2, 3, 4]).lines

    assert (line.people, line.own_people) == (70, 10)


@pytest.mark.parametrize(
    ("letters", "own", "areas"),
    [
        ([10, 20], [1, 2, 3, 4], ("Vale",)),  # between both sums is what two speak for
        ([10, 20, 900], [100, 200, 300], ("Vale",)),  # or nearly one
        (
            [10, 20, 30, 40],
            [1, 2, 3, 4],
            ("Vale", "Coast"),
        ),  # two letters an area, whose first sums are known
    ],
)
def test_people__of_few_letters__are_given_once(
    letters: list[int], own: list[int], areas: tuple[str, ...]
) -> None:
    (line,) = tabulate(letters, own, areas=areas).lines

    assert line.people == sum(letters) + sum(own) and line.own_people is None


def test_people__without_letters__are_given_once() -> None:
    (line,) = tabulate([], [1, 2, 3, 4]).lines

    assert (line.people, line.own_people) == (10, None)
