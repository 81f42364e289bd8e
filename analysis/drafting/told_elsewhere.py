"""Which of the experiences counted were told elsewhere, as it reads after their number."""

from analysis.drafting.figures import Rules, is_small, write_number
from analysis.drafting.shares import find_part
from analysis.drafting.statements import Figure

ELSEWHERE = "elsewhere"
"""The group of a figure that counts only what was told elsewhere, for other calls of the partnership."""


def say_elsewhere(figures: tuple[Figure, ...], rules: Rules) -> str:
    """Say how many were told elsewhere; only that some were, where they or the others are few."""
    part = find_part(figures, ELSEWHERE, rules)
    if not part:
        return ""
    others = figures[0].count - part
    if not others:
        return " All of them were told before, for other calls of this partnership."
    if is_small(part, rules) or is_small(others, rules):
        return " Some of them were told before, for other calls of this partnership."
    here, before = write_number(others), write_number(part)
    return f" {here} of them were told for this consultation, {before} before, for other calls."
