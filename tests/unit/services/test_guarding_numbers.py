"""What a table of choices gives away beside an earlier one: cells, rows and columns are subtracted."""

import pytest

from consult.services.counting.choice_tables import ChoiceLine, ChoiceTable
from consult.services.counting.spoken_for import Share
from consult.services.handing_out.guarding_numbers import hides_change

Bases = tuple[int, ...]
Counts = dict[str, tuple[int | None, ...]]


def make_table(bases: Bases, lines: Counts) -> ChoiceTable:
    """A table of two areas; the last of each is of the whole region."""
    made = []
    for label, counts in lines.items():
        *areas, every = (Share(count, base, None) for count, base in zip(counts, bases, strict=True))
        made.append(ChoiceLine(label, tuple(areas), every))
    return ChoiceTable("agree", "Do you agree?", ("coast", "vale"), tuple(made), bases[-1], bases[-1])


FIRST = make_table((10, 10, 20), {"yes": (5, 5, 10), "no": (5, 5, 10)})


@pytest.mark.parametrize(
    ("bases", "lines", "is_hidden"),
    [
        ((10, 10, 20), {"yes": (5, 5, 10), "no": (5, 5, 10)}, False),
        ((20, 10, 30), {"yes": (10, 5, 15), "no": (10, 5, 15)}, False),
        ((20, 10, 30), {"yes": (14, 5, 19), "no": (6, 5, 11)}, True),  # one more said no
        ((20, 10, 30), {"yes": (14, 5, 19), "no": (None, 5, None)}, True),  # what is left of the column
        ((20, 10, 30), {"yes": (15, 5, 20), "no": (None, 5, None)}, False),
        ((16, 14, 30), {"yes": (None, None, 20), "no": (None, None, None)}, True),  # few came to the vale
        ((15, 15, 30), {"yes": (10, None, 16), "no": (None, None, None)}, True),  # what is left of the row
    ],
)
def test_change__of_a_table_of_choices__is_hidden_where_it_is_small(
    bases: Bases, lines: Counts, is_hidden: bool
) -> None:
    assert hides_change(FIRST, make_table(bases, lines), 5, adds_up=True) is is_hidden


@pytest.mark.parametrize(("came", "is_hidden"), [(5, False), (6, True), (10, False)])
def test_change__where_few_of_those_who_came_did_not_choose_it__is_hidden_if_asked(
    came: int, is_hidden: bool
) -> None:
    """All but five who came to the moor said yes."""
    now = make_table((15 + came, 10, 25 + came), {"yes": (14, 5, 19)})
    before = make_table((15, 10, 25), {"yes": (9, 5, 14)})
    assert hides_change(before, now, 5, adds_up=False, least_silent=5) is is_hidden
    assert not hides_change(before, now, 5, adds_up=False)


def test_change__where_several_may_be_chosen__is_not_held_against_the_base() -> None:
    now = make_table((20, 10, 30), {"yes": (14, 5, 19), "no": (None, 5, None)})

    assert not hides_change(FIRST, now, 5, adds_up=False)
