"""Numbers in sentences: the same evidence comes back from the record, and a size counts nobody."""

from dataclasses import replace

from analysis.checking.known_figures import Known
from analysis.drafting.figures import Rules
from analysis.drafting.numbers_said import NOT_TOLD, Numbers, count_numbers
from analysis.drafting.rechecking import NUMBERS_CHANGED, find_changed, say_changes
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted, evidence_to_dict
from analysis.drafting.wording import word_sentence

RULES = Rules(5)
FOUND = Numbers("rooms", 40, 12, 30, 8, 2, 6, total=1204)
NAMED = replace(FOUND, least=0, most=310, noughts=2, blank=0, public=True, earlier=0, perhaps_twice=1)


def test_numbers__not_all_named__give_total_blanks_and_what_is_not_added_twice() -> None:
    shown = replace(FOUND, earlier=7)
    assert word_sentence(count_numbers(shown), RULES) == (
        "40 returns gave a number; 12 returns left it blank. The numbers that are added come to 1,204. "
        "8 numbers are in the number of their county, and not added again. "
        "7 numbers are in an earlier return of the same body, and not added again. "
        "6 numbers are added and may be in the number of one of several counties too."
    )


def test_numbers__all_named__give_the_range_and_how_many_are_nought() -> None:
    assert word_sentence(count_numbers(NAMED), RULES) == (
        "40 returns gave a number. "
        "The numbers that are added come to 1,204; they go from 0 to 310, and 2 of them are nought. "
        "8 numbers are in the number of their county, and not added again. "
        "1 number is added and may be in the number of one of several counties too."
    )


def test_numbers__whose_sum_and_states_may_not_be_told__say_neither() -> None:
    hidden = replace(FOUND, total=None, tells_states=False)
    assert word_sentence(count_numbers(hidden), RULES) == (
        f"40 returns gave a number; 12 returns left it blank.{NOT_TOLD}"
    )


def test_numbers__kept_and_read_again__are_the_same_and_a_change_gives_no_difference() -> None:
    evidence = count_numbers(NAMED)
    read = evidence_from_dict(COUNTED, evidence_to_dict(evidence))
    assert read == evidence and isinstance(read, Counted)
    now = {figure.what: figure for figure in count_numbers(replace(NAMED, total=1207, most=313)).figures}
    changes = find_changed(read, now, RULES)
    assert [one.then.group for one in changes] == ["total", "most"]
    assert say_changes(changes, RULES) == NUMBERS_CHANGED


def test_size__typed_as_a_number_of_returns__is_not_borne_out() -> None:
    known = Known(RULES, count_numbers(NAMED).figures)
    numbers = known.list_numbers(of_experiences=False)
    assert 40 in numbers and not numbers & {1204, 310}
