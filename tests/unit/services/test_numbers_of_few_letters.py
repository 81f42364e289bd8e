"""Numbers of which few are left without shared wording, or few are of one view: a draft tells of none."""

import random

from analysis.tables.tiers import Number, stand
from consult.models.readings import AnswerText
from consult.services.counting.number_views import count_views_together, count_views_together_without
from consult.vocabulary import Sector
from tests.unit.services.test_counting_numbers import ask, make_row, say
from tests.unit.services.test_numbers_without_letters import make_groups

COUNTS = ("Returns", "Numbers", "Left")


def test_numbers__of_which_few_are_left_without_letters__say_how_few_nowhere() -> None:
    rows = make_groups([10, 20, 30, 40, 50, 6, 7])
    asked = ask(rows, 3, shared=range(5))

    assert asked.table.rows[0] == ("Returns that gave a number", "7", "not shown")
    assert asked.table.base == "7 returns that answered"
    assert "Leaving out shared wording," not in say(rows, shared=range(5))


def test_numbers__drawn_with_any_letters__give_no_small_count() -> None:
    drawn = random.Random(3)
    second = 0
    for _ in range(300):
        numbers = [drawn.choice([None, 0, 5, 9, 40]) for _ in range(drawn.randint(5, 14))]
        shared = drawn.sample(range(len(numbers)), drawn.randint(1, len(numbers) - 1))
        if sum(number is not None for number in numbers) >= 5:
            table = ask(make_groups(numbers), 5, shared=shared).table
            counts = [row[2] for row in table.rows if len(row) > 2 and row[0].startswith(COUNTS)]
            second += any(one.isdigit() for one in counts)
            assert not {"1", "2", "3", "4"} & set(counts)
    assert second > 20, "there is something to look at"


def view(key: str, count: int, said: str) -> list[tuple[Number, AnswerText]]:
    """So many unnamed bodies with a number of this view."""
    who, _ = make_row(0, 1, Sector.HEALTH)
    answer = AnswerText(who, "a", "homes_view", None, "en", said, said)
    keys = [f"{key}-{said}-{n}" for n in range(count)]
    return [(Number(key=one, body=one, area="Vale", number=9), answer) for one in keys]


def test_views__of_which_the_file_hides_those_of_councils__are_not_told_in_one_either() -> None:
    councils = view("c", 2, "approved") + view("c", 6, "officer_view")
    others = view("o", 6, "approved") + view("o", 6, "officer_view")
    answers = {number.key: answer for number, answer in councils + others}
    kinds = [stand([number for number, _ in some]) for some in (councils, others)]
    enough = [stand([number for number, _ in some]) for some in (view("c", 6, "approved"), others)]
    answers |= {number.key: answer for number, answer in view("c", 6, "approved")}

    assert count_views_together(kinds, answers, 5) == ()
    assert count_views_together_without(kinds, [kinds[0], []], answers, 5) == ()
    assert count_views_together(enough, answers, 5) == (("Approved", 12), ("Officer view", 6))
