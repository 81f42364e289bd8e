"""A number of experiences is said with those of the open form and without."""

import pytest

from consult.cli.talking import describe_locked
from consult.queries.themes import ThemeSize
from consult.told import COLUMNS, Told, add_up, say_experiences
from consult.web.theme_sizes import Rules, show_size


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told(), "0 experiences"),
        (Told(1), "1 experience (by the open form)"),
        (Told(1, 1), "1 experience (through community groups)"),
        (Told(3), "3 experiences (all by the open form)"),
        (Told(1_200, 1_195), "1,200 experiences (1,195 through community groups, 5 by the open form)"),
    ],
)
def test_number__with_and_without_the_open_form__is_said_with_both(told: Told, said: str) -> None:
    assert say_experiences(told) == said and said.startswith(f"{told.all:,}")


def test_numbers__added_up__keep_the_channels_apart() -> None:
    told = add_up([Told(5, 2), Told(), Told(4, 4)])
    assert told == Told(9, 6) and (told.open, bool(told), bool(Told())) == (3, True, False)
    assert dict(zip(COLUMNS, told.cells, strict=True)) == {
        "Experiences": 9,
        "By the open form": 3,
        "Without the open form": 6,
    }


def test_left_out__as_locked__says_the_channels() -> None:
    assert describe_locked(Told()) == []
    assert describe_locked(Told(3, 2))[0].startswith("3 experiences (2 through community groups, 1 by")


def test_theme__raised_in_experiences__has_other_numbers_with_the_open_form_than_without() -> None:
    shown = show_size(ThemeSize(all=20, own=18, accounts=9, vouched=6), None)
    assert (shown.all, shown.accounts, shown.vouched, shown.without_open) == ("20", "9", "6", "17")
    protected = show_size(ThemeSize(all=20, own=18, accounts=9, vouched=6), Rules(5))
    assert {protected.accounts, protected.vouched, protected.without_open} == {"not shown"}
