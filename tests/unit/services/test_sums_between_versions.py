"""Sums of numbers beside those of an earlier version: of as many, of more, and across shared wording."""

from datetime import date

import pytest

from analysis.drafting.figures import Rules
from analysis.drafting.wording import word_sentence
from consult.services.handing_out.given_before import GivenBefore
from consult.services.handing_out.held_sentences import has_sentence_moved
from tests.unit.services.test_counting_numbers import ask
from tests.unit.services.test_numbers_without_letters import make_groups

RULES = Rules(5)
EIGHT: list[int | None] = [11, 12, 13, 14, 15, 16, 17, 18]


@pytest.mark.parametrize(
    ("numbers", "shared", "is_held"),
    [
        (EIGHT, (), False),
        ([21, *EIGHT[1:]], (), True),
        ([*EIGHT, 0], (), True),
        ([*EIGHT, 20, 21, 22, 23, 24], (), False),
        ([*EIGHT, 20, 21, 22, 23, 24], (7, 8, 9, 10, 11, 12), True),
        ([*EIGHT, 20, 21, 22, 23, 24], (8, 9, 10, 11, 12), False),
        (EIGHT, (0, 1, 2), False),
    ],
)
def test_sums__beside_those_of_a_version__are_held_where_one_less_the_other_tells_of_few(
    numbers: list[int | None], shared: tuple[int, ...], is_held: bool
) -> None:
    then, now = ask(make_groups(EIGHT), 5).numbers, ask(make_groups(numbers), 5, shared=shared).numbers
    assert then is not None and now is not None
    place = ("question:1", "numbers")
    before = GivenBefore(date(2031, 3, 4), RULES, {place: then}, {place: word_sentence(then, RULES)}, {})
    assert has_sentence_moved(now, place, [before], RULES) is is_held
