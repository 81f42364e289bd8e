"""Counts in three units: what somebody added to a letter counts with shared wording and without."""

from analysis.tables.units import PEOPLE, RESPONSES, SEGMENTS, Raised, count_units, weigh_units

ANSWERS = {"a": ("r1", "north"), "b": ("r2", "north"), "c": ("r3", "north"), "d": ("r4", "north")}
SAID = [("a1", "a", "T01"), ("b1", "b", "T01"), ("b2", "b", "T02"), ("c1", "c", "T01"), ("d1", "d", "")]
RAISED = Raised(ANSWERS, SAID, {"r1": 40, "r2": 7}, shared=["a", "b"], own=["b2"])


def test_tables__without_shared_wording__keep_those_who_added_something_and_what_they_added() -> None:
    counted = count_units(RAISED, ["T01", "T02"], ["north"])
    found = {
        unit: [
            (one.bases.every[0], one.bases.own[0]),
            *zip(one.counts.every[:, 0], one.counts.own[:, 0], strict=True),
        ]
        for unit, one in counted.items()
    }
    assert found == {
        RESPONSES: [(4, 3), (3, 1), (1, 1)],
        PEOPLE: [(49, 9), (48, 1), (7, 7)],
        SEGMENTS: [(5, 3), (3, 1), (1, 1)],
    }


def test_largest__without_shared_wording__is_looked_for_among_those_who_added_something() -> None:
    largest = weigh_units(RAISED, ["T01", "T02"], ["north"])
    assert [int(one[0]) for one in largest.bases] == [40, 7, 40], "of all, without shared wording, between"
    assert [one[:, 0].tolist() for one in largest.raised] == [[40, 7], [0, 7], [40, 0]]
