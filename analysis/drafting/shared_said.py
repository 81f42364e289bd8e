"""In how many returns shared wording was found, and how many of them wrote nothing else."""

from analysis.drafting.figures import Rules, is_small, write_counted, write_number
from analysis.drafting.statements import Counted, Figure

SHARED = "shared_wording"
"""The name of the sentence."""


def count_shared(shared: int, wholly: int, received: int) -> Counted:
    """Make the evidence. wholly: how many of those that share wording wrote nothing else."""
    return Counted(SHARED, (Figure("shared", shared, received), Figure("wholly_shared", wholly, shared)))


def say_shared(evidence: Counted, rules: Rules) -> str:
    """Say in how many returns shared wording was found."""
    every, wholly = evidence.figures
    if not every.count:
        return "No shared wording was found."
    if every.withheld:
        return "Shared wording was found in some returns."
    found = write_counted(every, "return", "returns", rules)
    return f"Shared wording was found in {found}{_say_wholly(wholly, rules)}."


def _say_wholly(wholly: Figure, rules: Rules) -> str:
    """How many of them wrote nothing else; nothing where they, or the others of them, are few."""
    if any(is_small(count, rules) for count in (wholly.count, wholly.base - wholly.count)):
        return ""
    if not wholly.count:
        return "; each of them wrote something else as well"
    if wholly.count == wholly.base:
        return "; none of them wrote anything else"
    return f"; {write_number(wholly.count)} wrote nothing else"
