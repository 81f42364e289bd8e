"""Choices that no version names as the one before: what moved by few is held all the same."""

from datetime import date

import pytest

from analysis.drafting.blocks import Block, StatementReference, Table
from analysis.drafting.figures import Rules
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.table_counts import name_count
from consult.services.handing_out.given_before import GivenBefore
from consult.services.handing_out.holding_earlier import EarlierVersions

SECTION, TABLE, SENTENCE = "question:1", "question:1.closed.agree", "question:1.agree.leading"
RULES = Rules(5)
DAY = date(2031, 3, 4)


def make_table(base: int, rows: dict[str, str], measure: str = "choice") -> Table:
    counts = tuple(name_count(measure, question_id="agree", choice=name) for name in rows)
    cells = tuple(rows.items())
    return Table(TABLE, "Answers", ("Answer", "Returns"), cells, base=f"{base} returns", counts=counts)


def make_said(count: int, base: int, name: str, label: str = "Yes") -> Counted:
    return Counted("choice", (Figure("choice", count, base, "agree", choice=name),), (("label", label),))


def hold(block: Block, evidence: Counted | None, *, table: Table | None = None, said: Counted | None = None):
    given = GivenBefore(
        DAY,
        RULES,
        {} if said is None else {(SECTION, SENTENCE): said},
        {} if said is None else {(SECTION, SENTENCE): "It was said so."},
        {} if table is None else {(SECTION, TABLE): table},
    )
    return EarlierVersions([given], RULES).hold(SECTION, block, evidence)


@pytest.mark.parametrize(
    ("now", "is_held"),
    [
        (make_table(15, {"yes": "8", "no": "7"}), True),
        (make_table(14, {"yes": "7", "no": "7"}), True),
        (make_table(40, {"yes": "8", "no": "32"}), True),
        (make_table(40, {"yes": "20", "no": "20"}), False),
        (make_table(15, {"3": "120"}, "size"), True),
        (make_table(40, {"3": "120"}, "size"), False),
    ],
    ids=["few", "same base", "few by place", "many", "sum of few", "sum of many"],
)
def test_table__with_no_name_of_an_earlier_one__is_held_where_few_came(now: Table, is_held: bool) -> None:
    then = make_table(14, {"Yes": "7", "No": "7"})
    held = hold(now, None, table=then)
    assert (held is not None) is is_held


@pytest.mark.parametrize(
    ("now", "is_held"),
    [
        (make_said(10, 15, "yes"), True),
        (make_said(12, 40, "yes"), True),
        (make_said(30, 60, "yes"), False),
        (make_said(10, 15, "2026", "2026"), True),
        (make_said(30, 60, "2026", "2026"), False),
        (make_said(9, 14, "Yes"), False),
    ],
    ids=["few", "few of many", "many", "other few", "other many", "same"],
)
def test_sentence__on_a_choice_under_another_name__is_held_where_few_came(
    now: Counted, is_held: bool
) -> None:
    block = StatementReference("b", SENTENCE, "It is said so.")
    held = hold(block, now, said=make_said(9, 14, "Yes"))
    assert (held is not None) is is_held
