"""Themes and decisions about them as values, which nothing ever changes in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consult.models.theme_kinds import ThemeStep


@dataclass(frozen=True)
class Member:
    """A passage of a theme: how well it fits, and the theme in which the machine found it."""

    score: float
    origin: str


@dataclass(frozen=True)
class ThemeShape:
    """A theme with its passages. `words`: its other columns, which no decision changes."""

    key: str
    label: str
    proposed_label: str
    phrases: tuple[str, ...]
    stability: float
    members: Mapping[str, Member] = field(repr=False)
    words: Mapping[str, Any] = field(default_factory=dict, repr=False)
    named_by: str | None = None
    named_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One decision: what, with which content, by whom and when."""

    kind: ThemeStep
    content: Mapping[str, Any]
    by: str | None
    at: datetime


Shapes = dict[str, ThemeShape]
Pass = tuple[Shapes, Sequence[Step]]
"""What one run found, and the decisions that were taken while it was the latest."""
