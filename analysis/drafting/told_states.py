"""What became of the experiences received, with those of the open form and without, as may be published."""

from collections.abc import Mapping, Sequence

from analysis.drafting.figures import JOINED, GroupCount, Rules, is_small, merge_small, write_number
from analysis.drafting.material import ProtectedTable, StateCount
from analysis.drafting.sections import SectionBuilder

OTHERS = "Other states together"
CHANNELS_NOT_SHOWN = (
    "How many experiences in each of these states came by the open form is not shown: in one of them they, "
    "or the others, are few."
)


def tabulate_told(
    section: SectionBuilder, states: Sequence[StateCount], rules: Rules, *, source: str
) -> None:
    """Show the states of experiences, those with few together; or say that they are too few to show."""
    together = _put_together(states, rules)
    if len(together) < 2:
        if together:
            section.write("states.few", "The states of experiences are too few to show one by one.")
        return
    are_shown = _may_show_channels(together, rules)
    section.tabulate(_make_table(together, with_channels=are_shown), source=source)
    if not are_shown and any(state.vouched is not None for state in together):
        section.write("states.channels", CHANNELS_NOT_SHOWN)


def _put_together(states: Sequence[StateCount], rules: Rules) -> tuple[StateCount, ...]:
    known = {state.key: state.vouched for state in states}
    merged = merge_small(
        [GroupCount(state.key, state.label, state.count) for state in states], rules, others=OTHERS
    )
    return tuple(_make_state(group, known) for group in merged)


def _make_state(group: GroupCount, known: Mapping[str, int | None]) -> StateCount:
    vouched = _add_up([known[key] for key in group.key.split(JOINED)])
    return StateCount(group.key, group.label, group.count, vouched)


def _add_up(numbers: Sequence[int | None]) -> int | None:
    found = [number for number in numbers if number is not None]
    return sum(found) if len(found) == len(numbers) else None


def _may_show_channels(states: Sequence[StateCount], rules: Rules) -> bool:
    """Only all of them or none: a single one left out would be the total less the others."""
    return all(
        state.vouched is not None
        and not is_small(state.vouched, rules)
        and not is_small(state.count - state.vouched, rules)
        for state in states
    )


def _make_table(states: Sequence[StateCount], *, with_channels: bool) -> ProtectedTable:
    rows = [(state.label, state.count, state.vouched or 0) for state in states if state.count]
    total = ("Total", sum(row[1] for row in rows), sum(row[2] for row in rows))
    width = 3 if with_channels else 2
    written = tuple((label, *map(write_number, numbers))[:width] for label, *numbers in (*rows, total))
    columns = ("State", "Experiences", "Without the open form")[:width]
    return ProtectedTable("states.experiences", "States of the experiences received", columns, written)
