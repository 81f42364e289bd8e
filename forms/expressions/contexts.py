"""What an expression is worked out with: answers, the day, and how much work it may take."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forms.expressions.values import Value, count_work

MOST_STEPS = 20_000
"""For one expression."""

MOST_PAGE_STEPS = 200_000
"""For everything that is worked out to show a page."""

MOST_TEXT = 200_000
"""Characters of one text that is put together: answers may have 100,000."""

MOST_PAGE_TEXT = 2_000_000
"""Characters of all texts that are put together to show a page."""

_MOST_SPLITS = 8


class TooMuchWork(Exception):
    """An expression has reached a bound; whoever asked decides what that means."""


@dataclass(frozen=True)
class Moment:
    """The day here, and the local time without a zone; both from whoever asks."""

    today: date
    now: datetime


@dataclass
class Budget:
    """What is left for all expressions of one page: steps, and characters of texts put together."""

    left: int = MOST_PAGE_STEPS
    text_left: int = MOST_PAGE_TEXT
    _splits: dict[str, frozenset[str]] = field(default_factory=dict)

    def take(self, steps: int) -> None:
        """Take steps. Raises: TooMuchWork."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchWork

    def take_text(self, text: str) -> None:
        """Take the characters of a text that was put together. Raises: TooMuchWork."""
        self.text_left -= len(text)
        if self.text_left < 0:
            raise TooMuchWork

    def split(self, text: str) -> frozenset[str]:
        """Return the names in a text of several choices; a filter asks for those of one text very often."""
        found = self._splits.get(text)
        if found is None:
            self.take(count_work(text))
            if len(self._splits) == _MOST_SPLITS:
                self._splits.clear()
            found = self._splits[text] = frozenset(text.split())
        return found


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
    unknown: names of calculations that could not be worked out; whatever looks at one cannot be either.
    own: the answer to the question itself. columns: of the choice that is looked at.
    row: which of its rows a question stands in, from one. kept: what `once` found before.
    label: the words of a choice, by its question and name. pull: a cell of a file, by file, column, key
    column and key. most_steps, most_text: for one expression, whatever is left for all.
    """

    moment: Moment
    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: Collection[str] = frozenset()
    own: Value = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    row: int = 1
    kept: Value = ""
    label: Callable[[str, str], str] = name_nothing
    pull: Callable[[str, str, str, str], str] = pull_nothing
    budget: Budget = field(default_factory=Budget)
    most_steps: int = MOST_STEPS
    most_text: int = MOST_PAGE_TEXT
