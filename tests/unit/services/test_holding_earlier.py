"""What a version gives in the place of a number that moved since an earlier one."""

from datetime import date

import pytest

from analysis.drafting.blocks import Block, StatementReference, Table
from analysis.drafting.figures import Rules
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.table_counts import name_count
from analysis.drafting.wording import word_sentence
from consult.services.handing_out.given_before import GivenBefore
from consult.services.handing_out.holding_earlier import EarlierVersions

RULES = Rules(5)
DAY = date(2031, 3, 4)
PLACE = ("question:1", "question:1.T07.count")
SOME = "Some returns that answered this question raised this."
THEN = "(As of 4 March 2031.)"


def count(number: int, base: int) -> Counted:
    return Counted("theme", (Figure("theme", number, base, "1", "T07"),))


def tabulate(*rows: tuple[str, str, str], base: int, name: str = "question:1.themes") -> Table:
    """rows: the name of a theme, its key, and how many returns raised it."""
    cells = tuple(row[::2] for row in rows)
    counts = tuple(name_count("theme", question_id="1", theme_id=row[1]) for row in rows)
    head = ("Theme", "Returns that answered")
    return Table(name, "Themes", head, cells, "", f"{base} returns that answered", counts)


def give(evidence: Counted | None = None, table: Table | None = None) -> EarlierVersions:
    """An exact version that said the sentence, or had the table."""
    said = {PLACE: evidence} if evidence else {}
    sentences = {PLACE: word_sentence(evidence, RULES)} if evidence else {}
    tables = {(PLACE[0], table.id): table} if table else {}
    return EarlierVersions([GivenBefore(DAY, RULES, said, sentences, tables)], RULES)


def say(before: EarlierVersions, now: Counted) -> str:
    block: Block = StatementReference("b", PLACE[1], word_sentence(now, RULES))
    held = before.hold(PLACE[0], block, now)
    return getattr(held.block if held else block, "text", "")


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((14, 14), (14, 14), "All 14 returns that answered this question raised this."),
        ((14, 16), (15, 17), f"14 of the 16 returns that answered this question raised this. {THEN}"),
        ((14, 16), (14, 17), f"14 of the 16 returns that answered this question raised this. {THEN}"),
        ((14, 14), (5, 15), "5 of the 15 returns that answered this question raised this."),
        ((14, 14), (13, 40), SOME),
        ((0, 60), (0, 61), f"None of the 60 returns that answered this question raised this. {THEN}"),
        ((0, 60), (3, 63), SOME),
        ((0, 60), (4, 120), SOME),
        ((0, 60), (7, 68), SOME),
        ((0, 60), (9, 120), "Few returns that answered this question (9 of 120) raised this."),
        ((6, 12), (4, 11), f"6 of the 12 returns that answered this question raised this. {THEN}"),
        ((3, 12), (4, 13), "Fewer than 5 of the 13 returns that answered this question raised this."),
        ((4, 12), (0, 12), f"Fewer than 5 of the 12 returns that answered this question raised this. {THEN}"),
    ],
)
def test_sentence__whose_number_moved__says_what_tells_of_no_few_and_is_so(
    then: tuple[int, int], now: tuple[int, int], said: str
) -> None:
    assert say(give(count(*then)), count(*now)) == said


@pytest.mark.parametrize(("now", "is_held"), [((13, 14), True), ((5, 15), False), ((14, 14), False)])
def test_sentence__of_what_only_a_table_gave__is_compared_with_its_cell(
    now: tuple[int, int], is_held: bool
) -> None:
    before = give(table=tabulate(("Homes", "T07", "14"), base=14))
    said = f"All 14 returns that answered this question raised this. {THEN}"
    assert (say(before, count(*now)) == said) is is_held


def test_table__of_what_only_a_sentence_gave__has_that_row_without_its_number() -> None:
    now = tabulate(("Homes", "T07", "13"), ("Rents", "T08", "9"), base=15)
    held = give(count(14, 14)).hold(PLACE[0], now, None)
    assert held and isinstance(held.block, Table)
    assert held.block.rows == (("Homes", "not shown"), ("Rents", "9"))


def test_table__renamed_since_a_version_that_kept_names_alone__is_compared_by_place() -> None:
    head = ("Theme", "Returns that answered")
    old = Table("question:1.themes", "Themes", head, (("Homes", "14"),), "", "14 returns")
    now = tabulate(("Homes that people can afford", "T07", "13"), base=14)
    held = give(table=old).hold(PLACE[0], now, None)
    assert held and getattr(held.block, "rows", ()) == (("Homes", "14"),)


def test_table__with_a_nought_that_is_none_now__says_so() -> None:
    before = give(table=tabulate(("Homes", "T07", "14"), ("Rents", "T08", "0"), base=16))
    now = tabulate(("Homes", "T07", "15"), ("Rents", "T08", "fewer than 5"), base=17)
    held = before.hold(PLACE[0], now, None)
    assert held and getattr(held.block, "rows", ()) == (("Homes", "14"), ("Rents", "fewer than 5"))
