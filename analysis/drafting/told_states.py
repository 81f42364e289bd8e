"""What became of the experiences received, with those of the open form and without, as may be published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.drafting.figures import JOINED, GroupCount, Rules, is_small, merge_small, write_number
from analysis.drafting.material import Method, ProtectedTable, StateCount
from analysis.drafting.sections import SectionBuilder

HERE, ELSEWHERE = "experiences", "experiences told elsewhere"
PARTS = {HERE: "states", ELSEWHERE: "states.elsewhere"}
OTHERS = "Other states together"
CHANNELS_NOT_SHOWN = (
    "How many experiences in each of these states came by the open form is not shown: in one of them they, "
    "or the others, are few."
)


def tabulate_told(section: SectionBuilder, method: Method, rules: Rules, *, source: str) -> None:
    """Show the states of experiences, those told elsewhere apart; together where either of both are few."""
    here, elsewhere = method.experience_states, method.elsewhere_states
    totals = [sum(state.count for state in states) for states in (here, elsewhere)]
    if totals[1] and not any(is_small(total, rules) for total in totals):
        _tabulate(section, HERE, here, rules, source)
        _tabulate(section, ELSEWHERE, elsewhere, rules, source)
    else:
        _tabulate(section, HERE, _join(here, elsewhere), rules, source)


def _join(here: Sequence[StateCount], elsewhere: Sequence[StateCount]) -> list[StateCount]:
    more = {state.key: state for state in elsewhere}
    return [
        replace(
            one, count=one.count + more[one.key].count, vouched=_add_up([one.vouched, more[one.key].vouched])
        )
        if one.key in more
        else one
        for one in here
    ]


def _tabulate(
    section: SectionBuilder, name: str, states: Sequence[StateCount], rules: Rules, source: str
) -> None:
    """Show states, those with few together; or say that they are too few to show."""
    together = _put_together(states, rules)
    if len(together) < 2:
        if together:
            section.write(f"{PARTS[name]}.few", f"The states of {name} are too few to show one by one.")
        return
    are_shown = _may_show_channels(together, rules)
    section.tabulate(_make_table(name, together, with_channels=are_shown), source=source)
    if not are_shown and any(state.vouched is not None for state in together):
        section.write(f"{PARTS[name]}.channels", CHANNELS_NOT_SHOWN)


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


def _make_table(name: str, states: Sequence[StateCount], *, with_channels: bool) -> ProtectedTable:
    rows = [(state.label, state.count, state.vouched or 0) for state in states if state.count]
    total = ("Total", sum(row[1] for row in rows), sum(row[2] for row in rows))
    width = 3 if with_channels else 2
    written = tuple((label, *map(write_number, numbers))[:width] for label, *numbers in (*rows, total))
    columns = ("State", "Experiences", "Without the open form")[:width]
    return ProtectedTable(f"{PARTS[name]}.experiences", f"States of the {name} received", columns, written)
