"""What the numbers of a question come to, and how each counts: all of them, or without shared wording."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.tables.areas import may_tell
from analysis.tables.areas_without import publish_without
from analysis.tables.leaving_out import leave_out
from analysis.tables.rests import Rest, find_rest_between
from analysis.tables.summaries import Summary, summarise
from analysis.tables.tiers import COUNTED, EARLIER, INSIDE, Amount, Standing
from consult.services.returns.sent_numbers import WHOLE

GAVE, BLANK = "Returns that gave a number", "Left blank"
ADDED = "Numbers counted"
STATES = {
    ADDED: COUNTED,
    "In the number of their county, not added again": INSIDE,
    "In an earlier return, not added again": EARLIER,
}
COUNCILS = "Councils’ counted numbers together"
OTHERS = "Other bodies’ counted numbers together"
ALL = ""
"""All kinds of bodies."""
Bodies = Mapping[str, Sequence[Standing]]


@dataclass(frozen=True)
class Layer:
    """One way to count. given: every number; silent: returns without one.

    is_told: what they all come to may be told. parts: else what those of councils come to, and those of
    others, if it may. hidden: counts that may not be told. rests: of each sum that may be told, what is left
    without those who agreed to be named; between: of what lies between it and the same of all numbers.
    """

    given: Sequence[Standing] = field(repr=False)
    silent: Collection[str] = field(repr=False)
    is_told: bool
    parts: Mapping[str, Amount | None]
    hidden: frozenset[str] = frozenset()
    rests: Mapping[str, Rest] = field(default_factory=dict)
    between: Mapping[str, Rest] = field(default_factory=dict)

    @cached_property
    def sizes(self) -> Summary:
        """What the numbers come to, whether it may be told or not."""
        return summarise(self.given, "")

    @cached_property
    def everyone_named(self) -> bool:
        """Whether all that gave a number agreed to be named with it."""
        return all(one.given.public for one in self.given)

    @property
    def are_whole(self) -> bool:
        """Whether no number has a part behind its point."""
        return all(isinstance(one.given.number, int) for one in self.given)

    def list_keys(self, name: str) -> set[str]:
        """The returns that a count is of."""
        if name == BLANK:
            return set(self.silent)
        return {one.given.key for one in self.given if name == GAVE or one.state == STATES[name]}

    def count(self, name: str) -> int | None:
        """One of the counts; None where it may not be told."""
        return None if name in self.hidden else len(self.list_keys(name))


def count_every(bodies: Bodies, silent: Collection[str], small_number: int) -> Layer:
    """Count all numbers. Where one of the states is of few, none is told: the rest would tell it."""
    told = {name: may_tell(some, small_number) for name, some in bodies.items()}
    made = Layer(_list_given(bodies), silent, all(told.values()), _add_parts(bodies, told))
    hidden = _hide_states(made, small_number)
    return replace(made, hidden=hidden, rests=_find_rests(made, bodies))


def count_own(bodies: Bodies, every: Layer, shared: Collection[str], small_number: int) -> Layer:
    """Count them again without returns of nothing but shared wording, as far as a reader of both may know it.

    Where one of the counts differs by few, those that stand beside it are not told either.
    """
    left = {name: leave_out(some, shared) for name, some in bodies.items()}
    told = {name: _tells_again(some, shared, small_number) for name, some in bodies.items()}
    parts = {name: told[name] and size is not None for name, size in every.parts.items()}
    silent = set(every.silent) - set(shared)
    made = Layer(_list_given(left), silent, every.is_told and all(told.values()), {})
    named = every.everyone_named
    beside = _differ(every, made, (GAVE, BLANK), small_number, named and every.silent == silent)
    states = _differ(every, made, STATES, small_number, named)
    hidden = every.hidden | beside | states | _hide_states(made, small_number) | _hide_few(made, small_number)
    found = replace(made, parts=_pick_parts(left, parts), hidden=hidden)
    return replace(found, rests=_find_rests(found, left), between=_find_rests(found, bodies, left))


def _differ(
    every: Layer, own: Layer, names: Collection[str], small_number: int, is_known: bool
) -> frozenset[str]:
    """These counts, where one of them is of others in both layers, and of few."""
    moved = [len(every.list_keys(name) ^ own.list_keys(name)) for name in names]
    is_few = any(0 < one < small_number for one in moved)
    return frozenset(names) if is_few and not is_known else frozenset()


def _hide_states(made: Layer, small_number: int) -> frozenset[str]:
    is_small = any(0 < len(made.list_keys(name)) < small_number for name in STATES)
    return frozenset(STATES) if is_small and not made.everyone_named else frozenset()


def _hide_few(made: Layer, small_number: int) -> frozenset[str]:
    """How few gave a number, and how many did not beside it."""
    is_small = 0 < len(made.list_keys(GAVE)) < small_number
    return frozenset({GAVE, BLANK}) if is_small and not made.everyone_named else frozenset()


def _tells_again(standings: Sequence[Standing], shared: Collection[str], small_number: int) -> bool:
    """Whether the page gives a second total of them; where none is left out, it is the first."""
    made = publish_without(standings, shared, small_number, WHOLE)
    return made is None or not made.whole.hidden


def _add_parts(bodies: Bodies, told: Mapping[str, bool]) -> dict[str, Amount | None]:
    """What the numbers of each kind of body come to, where those of all together may not be told."""
    is_whole_told = all(told.values())
    return _pick_parts(bodies, {name: told[name] and not is_whole_told for name in bodies})


def _pick_parts(bodies: Bodies, told: Mapping[str, bool]) -> dict[str, Amount | None]:
    return {name: summarise(some, "").total if told[name] else None for name, some in bodies.items()}


def _find_rests(told: Layer, bodies: Bodies, without: Bodies | None = None) -> dict[str, Rest]:
    """The rest of each sum that is told. How many one kind of body is of is said nowhere."""
    of_kinds = {kind: (some, (without or {}).get(kind, ())) for kind, some in bodies.items()}
    found = {
        kind: find_rest_between(*of_kinds[kind]).without_count()
        for kind, size in told.parts.items()
        if size is not None
    }
    if told.is_told:
        found[ALL] = find_rest_between(_list_given(bodies), _list_given(without or {}))
    return found


def _list_given(bodies: Bodies) -> list[Standing]:
    return [one for some in bodies.values() for one in some if one.given.number is not None]
