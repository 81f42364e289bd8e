"""What an expression is worked out with: answers, the day, and how much work it may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forms.expressions.values import Value

MOST_STEPS = 20_000
"""For one expression."""

MOST_PAGE_STEPS = 200_000
"""For everything that is worked out to show a page."""

MOST_TEXT = 200_000
"""Characters of one text that is put together: answers may have 100,000."""


class TooMuchWork(Exception):
    """An expression has reached a bound; whoever asked decides what that means."""


@dataclass(frozen=True)
class Moment:
    """The day here, and the local time without a zone; both from whoever asks."""

    today: date
    now: datetime


@dataclass
class Budget:
    """The steps that are left for all expressions of one page."""

    left: int = MOST_PAGE_STEPS


def name_nothing(name: str, choice: str) -> str:  # noqa: ARG001
    """Say that no choice has a label."""
    return ""


def pull_nothing(file: str, column: str, key_column: str, key: str) -> str:  # noqa: ARG001
    """Say that no file came with the form."""
    return ""


@dataclass(frozen=True)
class Context:
    """One question's view of a form.

    values: of questions and calculations by name; a name without one is empty.
    own: the answer to the question itself. columns: of the choice that is looked at.
    row: which of its rows a question stands in, from one. kept: what `once` found before.
    label: the words of a choice, by its question and name. pull: a cell of a file, by file, column, key
    column and key.
    """

    moment: Moment
    values: Mapping[str, Value] = field(default_factory=dict)
    own: Value = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    row: int = 1
    kept: Value = ""
    label: Callable[[str, str], str] = name_nothing
    pull: Callable[[str, str, str, str], str] = pull_nothing
    budget: Budget = field(default_factory=Budget)
