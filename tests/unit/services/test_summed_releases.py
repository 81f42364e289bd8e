"""Published tables added up and taken off each other, as a reader could."""

from analysis.tables.since import Published
from consult.services.handing_out.summed_releases import add_up

AREA = (("east",), ("north",))


def test_sum__of_tables_by_the_same_groups__has_parts_and_totals() -> None:
    first = Published("area", AREA, {"gap": (3, 9, 12)}, {"gap": (2, 9, 11)})
    second = Published("area", AREA, {"gap": (1, None, 8)}, {"gap": (1, None, None)})
    found = add_up([first], [second])
    assert (found.columns, found.groups, found.is_of_others) == ("area", AREA, True)
    assert (found.every, found.own) == ({"gap": (2, None, 4)}, {"gap": (1, None, None)})


def test_sum__where_one_put_groups_together__puts_them_together() -> None:
    first = Published("area", AREA, {"gap": (3, 9, 12)})
    second = Published("area", (("east", "north"),), {"gap": (8, 8)})
    found = add_up([first, second], [])
    assert (found.groups, found.every["gap"]) == ((("east", "north"),), (20, 20))


def test_sum__of_other_groups_or_of_a_label_one_has_not__has_what_it_can() -> None:
    first = Published("area", AREA, {"gap": (3, 9, 12), "new": (0, 6, 6)})
    second = Published("sector", (("health",),), {"gap": (8, 8)}, {"gap": (8, 8)})
    found = add_up([first], [second])
    assert (found.columns, found.every, found.own) == ("", {"gap": (4,), "new": (6,)}, {})
