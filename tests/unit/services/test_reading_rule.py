"""Which returns have to be read in full: all, or a share that is drawn from their ids alone."""

from dataclasses import replace

import pytest

from consult.services.process.reading_rule import (
    ReadingRule,
    Readings,
    list_asked,
    list_still_unread,
    meets_rule,
)
from tests.factories.numbering import seeded_id

IDS = tuple(seeded_id("response", n) for n in range(60))
EVERY, SOME = ReadingRule("asylum"), ReadingRule("asylum", above=50, pct=20)


@pytest.mark.parametrize(
    ("rule", "count", "asked"),
    [
        (EVERY, 60, 60),
        (SOME, 50, 50),
        (SOME, 51, 11),
        (SOME, 60, 12),
        (replace(SOME, above=1, pct=1), 2, 1),
        (SOME, 0, 0),
    ],
)
def test_rule__for_so_many_returns__asks_for_all_or_for_the_share_rounded_up(
    rule: ReadingRule, count: int, asked: int
) -> None:
    assert rule.count_asked(count) == len(list_asked(IDS[:count], rule)) == asked


def test_draw__whatever_the_order_they_come_in__follows_from_ids_and_seed_alone() -> None:
    drawn = list_asked(IDS, SOME)
    assert drawn == list_asked(tuple(reversed(IDS)), SOME)
    assert drawn != list_asked(IDS, replace(SOME, seed="other"))
    assert drawn < list_asked(IDS, replace(SOME, pct=40)), "a larger share adds and takes nothing out"


def test_rule__with_some_read__is_met_once_those_that_were_drawn_are() -> None:
    drawn = list_asked(IDS, SOME)
    others = frozenset(IDS) - drawn
    assert not meets_rule(Readings(IDS, others), SOME)
    assert list_still_unread(Readings(IDS, others), SOME) == [id for id in IDS if id in drawn]
    assert meets_rule(Readings(IDS, drawn), SOME) and not meets_rule(Readings(IDS, drawn), EVERY)
    assert meets_rule(Readings((), frozenset(), closed=3), EVERY)
