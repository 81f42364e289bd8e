"""The published scale of words for shares; below twenty, numbers are given instead."""

from dataclasses import dataclass

MIN_BASE = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the scale: the word holds from a share up (or above it), until the next step."""

    word: str
    from_pct: int
    above: bool
    shown: str


SCALE = (
    Step("almost all", 90, True, "over 90%"),
    Step("most", 75, False, "75% to 90%"),
    Step("majority", 50, False, "50% to under 75%"),
    Step("less than half", 15, False, "15% to under 50%"),
    Step("few", 0, True, "under 15%"),
)
"""To be printed with every document that uses the words."""


def choose_quantifier(count: int, base: int) -> str | None:
    """Choose the word for a count out of a base; None where the numbers themselves must be given.

    That is with a base under MIN_BASE, and for none at all. Compared in whole numbers, so that no
    rounding moves a share across a step.
    """
    if not 0 <= count <= base:
        raise ValueError(f"a count of {count} is impossible out of {base}")
    if base < MIN_BASE:
        return None
    return next(
        (step.word for step in SCALE if _reaches(count * 100, base * step.from_pct, step.above)), None
    )


def _reaches(share: int, limit: int, above: bool) -> bool:
    return share > limit if above else share >= limit
