"""What may be said of a tag, and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from analysis.tables.intervals import Interval

RELIABLE_FROM = 0.8
TENTATIVE_FROM = 0.667
"""Krippendorff, Content Analysis (2004), page 241."""
MIN_SEGMENTS = 30
MIN_RESPONDENTS = 10
"""Of fewer, drawing respondents again says too little: an interval would be far too narrow."""
MIN_EACH_WAY = 5
"""A tag must have been given, and left out, on so many passages by at least one coder."""


class Standing(StrEnum):
    """What may be said of a tag."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    BELOW = "below"
    NOT_SAID = "cannot be said"


class Reason(StrEnum):
    """Why nothing can be said."""

    NONE = ""
    ONE_CODER = "one coder"
    NO_OVERLAP = "no passage tagged by two"
    TOO_FEW = "too few passages"
    FEW_RESPONDENTS = "too few respondents"
    TOO_RARE = "too rare"
    ALL_SAME = "all the same"
    UNSTEADY = "unsteady"


@dataclass(frozen=True)
class Reliability:
    """One tag (or limits.ALL) in one language (or limits.ALL). `used`: passages where anybody gave it."""

    code: str
    language: str
    segments: int
    used: int
    agreement: Interval | None
    kappa: Interval | None
    alpha: Interval | None
    standing: Standing
    reason: Reason


def judge(alpha: float) -> Standing:
    """Say what an alpha is worth."""
    if alpha >= RELIABLE_FROM:
        return Standing.RELIABLE
    return Standing.TENTATIVE if alpha >= TENTATIVE_FROM else Standing.BELOW
