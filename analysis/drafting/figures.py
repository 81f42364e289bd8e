"""Numbers and lists as they read in a sentence: digits, small numbers protected, sectors joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analysis.drafting.statements import Figure
from analysis.months import MONTHS
from analysis.tables.quantifiers import choose_quantifier

Quantify = Callable[[int, int], str | None]
"""The published word for a count out of a base, or None where only the numbers may be given."""


TELL_SILENT = frozenset({"theme", "choice", "tag"})
"""Measures by which those who are not counted did not say something; of others they sent or told nothing."""

JOINED = "|"
"""Between the keys of groups that are counted together."""


@dataclass(frozen=True)
class Rules:
    """How numbers may be said. small_number: counts from 1 to one below it are not given.

    least_silent: nor counts that leave fewer than this, but somebody, who did not; of 1 they are given.
    """

    small_number: int
    quantify: Quantify = choose_quantifier
    least_silent: int = 1


@dataclass(frozen=True)
class GroupCount:
    """How many of one group, such as a sector. label reads after "from". public: all agreed to be named."""

    key: str
    label: str
    count: int
    public: bool = False


def write_number(number: int | Decimal) -> str:
    """Write a number in digits with thousands marked, and what stands behind its point as it is."""
    return f"{number:,}" if isinstance(number, int) else f"{number.normalize():,f}"


def is_small(count: int, rules: Rules) -> bool:
    """Tell whether a count has to be protected; nought says nothing about anybody."""
    return 0 < count < rules.small_number


def leaves_few(figure: Figure, rules: Rules) -> bool:
    """Tell whether so few did not raise or choose it that its count has to be protected for them."""
    tells_silent = figure.measure in TELL_SILENT and not figure.public
    return tells_silent and 0 < figure.base - figure.count < rules.least_silent


def write_count(figure: Figure, rules: Rules) -> str:
    """Write a count, protected where it is small and those counted did not agree to be named."""
    hidden = is_small(figure.count, rules) and not figure.public
    return f"fewer than {rules.small_number}" if hidden else write_number(figure.count)


def write_counted(figure: Figure, one: str, many: str, rules: Rules) -> str:
    """Write a count with its noun: "1 return", "43 returns", "fewer than 5 returns"."""
    shown = write_count(figure, rules)
    return f"{shown} {one if shown == '1' else many}"


def join_words(words: Sequence[str]) -> str:
    """Join words as English does: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def start_sentence(text: str) -> str:
    """Give a sentence its capital letter."""
    return text[:1].upper() + text[1:]


def merge_small(groups: Sequence[GroupCount], rules: Rules, *, others: str) -> tuple[GroupCount, ...]:
    """Put groups too small to show together, so that nobody can take them apart again.

    Groups that are together already join them, then the smallest shown group, until at least two groups and
    at least `small_number` are together.
    Returns: the groups that have somebody, largest first, those together last; one entry alone says nothing.
    Why: a single hidden number is the total less the others.
    """
    shown = sorted((group for group in groups if group.count), key=lambda group: (-group.count, group.key))
    hidden = [group for group in shown if is_small(group.count, rules) and not group.public]
    if hidden:
        hidden += [group for group in shown if JOINED in group.key and group not in hidden]
    shown = [group for group in shown if group not in hidden]
    while hidden and shown and _can_be_taken_apart(hidden, rules):
        hidden.append(shown.pop())
    return (*shown, *((_put_together(hidden, others),) if hidden else ()))


def keep_together(
    groups: Sequence[GroupCount], merged: Sequence[GroupCount], *, others: str
) -> tuple[GroupCount, ...]:
    """Put together what another list of the same groups put together: two lists must not give one away."""
    joined = {key for group in merged if JOINED in group.key for key in group.key.split(JOINED)}
    inside = [group for group in groups if group.key in joined]
    outside = [group for group in groups if group.key not in joined]
    return (*outside, *((_put_together(inside, others),) if inside else ()))


def _put_together(groups: Sequence[GroupCount], label: str) -> GroupCount:
    key = JOINED.join(sorted(group.key for group in groups))
    return GroupCount(key, label, sum(group.count for group in groups), all(group.public for group in groups))


def _can_be_taken_apart(hidden: Sequence[GroupCount], rules: Rules) -> bool:
    return len(hidden) < 2 or sum(group.count for group in hidden) < rules.small_number


def write_date(day: date) -> str:
    """Write a date as British English does, whatever the machine's own language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
