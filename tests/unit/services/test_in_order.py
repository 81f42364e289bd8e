"""Things picked by keys come in the order of all, whichever order the keys are given in."""

from consult.services.counting.in_order import InOrder


def test_things__picked_by_several_keys__come_in_the_order_of_all() -> None:
    things = InOrder(["b1", "a1", "c1", "b2", "a2"], lambda one: one[0])
    assert things.pick(["c", "b"]) == things.pick({"b", "c"}) == ["b1", "c1", "b2"]
    assert things.pick(["a", "a"]) == ["a1", "a2"]


def test_things__of_no_such_key__are_none() -> None:
    assert InOrder(["a1"], lambda one: one[0]).pick(["z"]) == []
