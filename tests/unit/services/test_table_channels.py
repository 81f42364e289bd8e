"""Tables without the open form, attacked: no number from 1 to 4 stands in them or follows by subtracting."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from analysis.tables.sheets import Layer, Sheet, make_sheet
from analysis.tables.since import Published
from analysis.tables.units import RESPONSES, Raised, count_units
from consult.services.counting.table_channels import Columns, leave_out, match_columns, protect_apart

THRESHOLD = 5
LABELS = ("T01", "T02", "T03")
GROUPS = ("north", "east", "south")
Row = tuple[int | None, ...]


def make_raised(choose: random.Random) -> tuple[Raised, frozenset[str]]:
    """Respondents in groups, some by the open form, each with a few of the labels."""
    people = [f"r{n}" for n in range(choose.randint(8, 60))]
    answers = {f"a-{one}": (one, choose.choice(GROUPS)) for one in people}
    share = choose.choice((0.05, 0.2, 0.5, 0.9))
    by_open = frozenset(one for one in people if choose.random() < share)
    segments = [
        (f"s-{one}-{label}", f"a-{one}", label)
        for one in people
        for label in LABELS
        if choose.random() < choose.choice((0.1, 0.5, 0.9))
    ]
    return Raised(answers, segments, {}, ()), by_open


def protect(raised: Raised, by: Columns, earlier: Sequence[Published]) -> Sheet:
    units = count_units(raised, LABELS, by.groups)
    return make_sheet(units, RESPONSES, THRESHOLD, by.key, earlier=earlier)


def list_rows(every: Layer, own: Layer) -> Iterator[tuple[Row, Row]]:
    yield every.bases, own.bases
    for label, cells in every.rows.items():
        yield tuple(one.count for one in cells), tuple(one.count for one in own.rows[label])


def follow(row: Row) -> Iterator[int]:
    """Every number that a row gives, with what one hidden part must be beside the others and the total."""
    yield from (number for number in row if number is not None)
    hidden = [number for number in row[:-1] if number is None]
    if len(hidden) == 1 and row[-1] is not None:
        yield row[-1] - sum(number for number in row[:-1] if number is not None)


def subtract(every: Row, own: Row) -> Row:
    return tuple(None if a is None or b is None else a - b for a, b in zip(every, own, strict=True))


@pytest.mark.parametrize("seed", range(30))
def test_table__with_and_without_the_open_form__tells_no_small_number(seed: int) -> None:
    raised, by_open = make_raised(random.Random(seed))
    columns = Columns("area", GROUPS)
    sheet = protect(raised, columns, [])
    if sheet.published is None:
        return
    earlier = [replace(sheet.published, own={})]
    apart = protect_apart(leave_out(raised, by_open), columns, earlier, protect)
    if apart.own is None:
        return
    shown = match_columns(apart.own, apart.groups, sheet.groups)
    for every, own in list_rows(sheet.every, shown):
        told = [*follow(own), *follow(subtract(every, own))]
        assert not [number for number in told if 0 < number < THRESHOLD], (every, own)


def test_tables__attacked__show_enough_to_be_worth_it() -> None:
    shown = 0
    for seed in range(30):
        raised, by_open = make_raised(random.Random(seed))
        sheet = protect(raised, Columns("area", GROUPS), [])
        if sheet.published is not None and by_open:
            earlier = [replace(sheet.published, own={})]
            apart = protect_apart(leave_out(raised, by_open), Columns("area", GROUPS), earlier, protect)
            shown += apart.own is not None
    assert shown >= 10
