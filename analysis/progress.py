"""Telling the caller how far a step is, and stopping when asked, always at the edge of a batch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from analysis import errors

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much is done and how much there is."""

ShouldStop = Callable[[], bool]


def keep_quiet(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def never_stop() -> bool:
    """Go on to the end."""
    return False


@dataclass(frozen=True)
class Watch:
    """Passes progress on and asks whether to stop."""

    progress: Progress = keep_quiet
    should_stop: ShouldStop = never_stop

    def tell(self, step: str, done: int, total: int) -> None:
        """Report progress. Raises: Stopped (A027) when the caller wants no more."""
        if self.should_stop():
            raise errors.Stopped(step=step, done=done, total=total)
        self.progress(step, done, total)

    def go_through(self, step: str, things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
        """Give the things in batches, telling progress before each and at the end; of none, nothing."""
        if not things:
            return
        for start in range(0, len(things), size):
            self.tell(step, start, len(things))
            yield things[start : start + size]
        self.tell(step, len(things), len(things))


QUIET = Watch()
