"""How many people the returns speak for that chose an answer, where no single return's number can be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.tables.limits import ALL
from consult.services.number_questions import SPEAKS_FOR
from consult.services.sent_numbers import Sent


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
    small = any(0 < len(keys) < sent.small_number for keys in (*by_label.values(), told))
    if not told or small or any(cells[name, ALL].count is None for name in labels):
        return None
    people = read_people(sent, told)
    return {name: sum(people[key] for key in keys) for name, keys in by_label.items()}


def read_people(sent: Sent, keys: Iterable[str]) -> dict[str, int]:
    """For how many people each of these returns says that it speaks."""
    said = sent.find_answers(SPEAKS_FOR)
    return {key: int(said[key].value) for key in keys}
