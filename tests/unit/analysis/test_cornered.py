"""What several tables together leave to a hidden number: too little, and the total is hidden."""

import numpy as np

from analysis.tables.crossing import Counted, protect_crossing
from analysis.tables.limits import ALL
from analysis.tables.since import Layers, Published

THRESHOLD = 5
GROUPS = ("east", "north", "south")
ALONE = tuple((one,) for one in GROUPS)


def hide(bases: list[int], counts: list[int], *earlier: Published) -> list[bool]:
    counted = Counted(("T01",), GROUPS, Layers(np.array(bases)), Layers(np.array([counts])))
    shown = protect_crossing(counted, THRESHOLD, "area", earlier)
    assert len(shown.groups) == len(GROUPS)
    return [bool(one) for one in shown.every[0]]


def say(
    bases: list[int], counts: list[int | None], *, is_of_others: bool = True, same: bool = True
) -> Published:
    every = {ALL: (*bases, sum(bases)), "T01": tuple(counts)}
    return Published("area", ALONE, every, is_of_others=is_of_others, is_of_same_answers=same)


def test_total__beside_a_table_that_says_somebody_is_hidden__leaves_room_for_the_small() -> None:
    """As many were asked in the north of both: so it is somebody here too, and the east no more than four."""
    others = [25, 40, 36], [None, None, 6, 12]
    assert hide([5, 30, 17], [3, 2, 0], say(*others, same=False)) == [True, True, True, False]
    assert hide([5, 30, 17], [3, 2, 0], say([25, 30, 36], others[1], same=False)) == [True] * 4


def test_total__of_which_a_base_keeps_most_in_one_group__does_not_tell_what_is_left_of_a_whole() -> None:
    """No more than seven can be in the north, so thirteen are in the south, where seventeen were in all."""
    whole = say([0, 39, 34], [0, 18, 17, 35], same=False)
    assert hide([0, 7, 25], [0, 5, 15]) == [False] * 4
    assert hide([0, 7, 25], [0, 5, 15], whole) == [True] * 4
    assert hide([0, 30, 25], [0, 5, 15], whole) == [True, True, True, False], "as many could be anywhere"


def test_total__beside_both_kinds__leaves_room_for_those_of_the_other_kind_who_were_asked() -> None:
    """Of the other kind eleven raised it: no more than five in the south, so somebody of them in the east."""
    both = say([11, 0, 13], [5, 0, 11, 16])
    assert hide([6, 0, 8], [3, 0, 2], both) == [True] * 4
    another_question = say([11, 0, 13], [5, 0, 11, 16], same=False)
    assert hide([6, 0, 8], [3, 0, 2], another_question) == [True, True, True, False]
