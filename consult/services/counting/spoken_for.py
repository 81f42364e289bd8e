"""How many people the returns speak for that chose an answer, where no single return's number can be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.tables.limits import ALL, MOST_OF_ONE
from consult.services.counting.number_questions import SPEAKS_FOR
from consult.services.returns.sent_numbers import Sent, read_amount


@dataclass(frozen=True)
class Share:
    """How many of the base chose an answer; None where a small number is protected."""

    count: int | None
    base: int | None
    share_pct: float | None


def count_people(
    sent: Sent,
    chosen: Mapping[str, list[str]],
    labels: list[str],
    cells: Mapping[tuple[str, str], Share],
) -> dict[str, int] | None:
    """Add up whom returns speak for, by answer; None where that could give one return's number away."""
    told = {key for key in sent.find_answers(SPEAKS_FOR) if key in chosen}
    by_label = {name: {key for key in told if name in chosen[key]} for name in labels}
    people = read_people(sent, told)
    few = any(_is_few(keys, people, sent.small_number) for keys in _list_told(by_label, told))
    if not told or few or any(cells[name, ALL].count is None for name in labels):
        return None
    return {name: sum(people[key] for key in keys) for name, keys in by_label.items()}


def count_people_by_area(
    sent: Sent,
    chosen: Mapping[str, list[str]],
    areas: Mapping[str, str],
    labels: list[str],
    cells: Mapping[tuple[str, str], Share],
) -> dict[tuple[str, str], int]:
    """Add them up by answer and area; nothing where the number of one return in any area could be told.

    All areas or none: what is left of all when those that are shown are taken off would tell the others.
    """
    found: dict[tuple[str, str], int] = {}
    for area in sorted(set(areas.values())):
        there = {key: names for key, names in chosen.items() if areas[key] == area}
        here = {(label, ALL): cells[label, area] for label in labels}
        people = count_people(sent, there, labels, here)
        if people is None and sent.find_answers(SPEAKS_FOR).keys() & there.keys():
            return {}
        found |= {(label, area): people[label] if people else 0 for label in labels}
    return found


def count_people_without(
    sent: Sent,
    chosen: Mapping[str, list[str]],
    areas: Mapping[str, str],
    labels: list[str],
    own: Mapping[tuple[str, str], Share],
) -> dict[str, int] | None:
    """Add up whom returns speak for that wrote words of their own; None where it could give a number away.

    What is left out is looked at as well, for it is what lies between both sums; and both in each area, where
    the first sums may be known.
    """
    kept = {key: names for key, names in chosen.items() if key not in sent.wholly_shared}
    gone = {key: names for key, names in chosen.items() if key in sent.wholly_shared}
    told = sent.find_answers(SPEAKS_FOR).keys()
    places = [set(areas), *({key for key in areas if areas[key] == area} for area in {*areas.values()})]
    for some in (gone, kept):
        for place in places:
            there = {key: some[key] for key in place & some.keys() & told}
            by_label = {name: {key for key in there if name in there[key]} for name in labels}
            people = read_people(sent, there)
            if any(_is_few(keys, people, sent.small_number) for keys in _list_told(by_label, set(there))):
                return None
    return count_people(sent, kept, labels, own)


def _list_told(by_label: Mapping[str, set[str]], told: set[str]) -> Iterable[set[str]]:
    """Everybody of whom a reader has a sum: those who chose an answer, those who did not, and all."""
    return (told, *by_label.values(), *(told - keys for keys in by_label.values()))


def _is_few(keys: set[str], people: Mapping[str, int], small_number: int) -> bool:
    """Whether a sum is that of a few returns, or of one but for a little."""
    numbers = [people[key] for key in keys]
    return bool(keys) and (len(keys) < small_number or max(numbers) > MOST_OF_ONE * sum(numbers))


def read_people(sent: Sent, keys: Iterable[str]) -> dict[str, int]:
    """For how many people each of these returns says that it speaks."""
    said = sent.find_answers(SPEAKS_FOR)
    return {key: int(read_amount(said[key].value)) for key in keys}
