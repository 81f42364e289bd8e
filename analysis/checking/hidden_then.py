"""Numbers that a sentence was given by other rules, or of another record, and that may not be given now."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.checking.known_figures import is_protected
from analysis.drafting.compared_said import DIFFERS
from analysis.drafting.figures import Rules, is_small
from analysis.drafting.numbers_said import SIZE
from analysis.drafting.rechecking import Change
from analysis.drafting.statements import Figure

ONLY_WHERE_SHOWN = frozenset({SIZE, DIFFERS})
"""Told only where the tables may show them: that they are gone may mean that they have to be protected."""


def list_hidden_then(figures: Iterable[Figure], changes: Sequence[Change], rules: Rules) -> set[int]:
    """List the numbers of a sentence's own figures that the rules of now protect, also where they changed.

    figures: all of the sentence, as it was written. changes: those of them that do not hold any more.
    """
    now = {change.then: change.now for change in changes}
    pairs = ((then, now.get(then, then)) for then in figures)
    return {number for then, one in pairs for number in _list_numbers(then, one, rules)} - {0}


def _list_numbers(then: Figure, now: Figure | None, rules: Rules) -> list[int]:
    as_of_now = replace(
        then,
        public=then.public and now is not None and now.public,
        withheld=then.withheld or (now is not None and now.withheld),
    )
    may_be_hidden = now is None and then.measure in ONLY_WHERE_SHOWN
    told = [then.count] if may_be_hidden or is_protected(as_of_now, rules) else []
    has_small_base = then.measure == DIFFERS and is_small(then.base, rules) and not as_of_now.public
    return [*told, then.base] if has_small_base else told
