"""How far a whole piece of work is: at which of its steps, and how long all that is left may take.

How much longer one step takes than another was measured; how fast this machine is, is seen from the steps
done so far in this run. Steps whose results may have been kept say nothing of that, since they pass in no
time where they were. Until some seconds of the others have been seen, and while a step is still to come of
which nobody can know how much of it is to be done, nothing is said of the whole.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from consult.jobs.estimating import find_left

LEAST_SECONDS = 2.0
"""What the steps that tell how fast this machine is must have taken together."""


@dataclass(frozen=True)
class Step:
    """A step by its name. share: how long it takes beside the others. is_kept: its results may be there.

    is_open: how much of it is to be done shows only when it begins, and may be nearly all of the whole.
    """

    name: str
    share: float = 0.0
    is_kept: bool = False
    is_open: bool = False


@dataclass
class Course:
    """Follows one piece of work through its steps. clock: seconds, from anywhere."""

    steps: Sequence[Step]
    clock: Callable[[], float] = time.monotonic
    _step: str = field(default="", init=False)
    _began: float = field(default=0.0, init=False)
    _seen_seconds: float = field(default=0.0, init=False)
    _seen_share: float = field(default=0.0, init=False)

    def find_place(self, step: str) -> int | None:
        """The number of a step, from 1; None where it is none of this work's."""
        return next((number for number, one in enumerate(self.steps, 1) if one.name == step), None)

    def describe_place(self, step: str) -> str:
        """Say which step it is, such as step 6 of 14; nothing where that is not known."""
        place = self.find_place(step)
        return "" if place is None else f"step {place} of {len(self.steps)}"

    def follow(self, step: str, done: int, total: int) -> float | None:
        """Note how far it is; returns the seconds that the whole may still take, where they can be told."""
        now = self.clock()
        if step != self._step:
            self._end_step(now)
            self._step, self._began = step, now
        place = self.find_place(step)
        if place is None or self._seen_seconds < LEAST_SECONDS:
            return None
        later = self.steps[place:]
        if any(one.is_open for one in later):
            return None
        pace = self._seen_seconds / self._seen_share
        left = self._find_step_left(self.steps[place - 1], done, total, now, pace)
        return None if left is None else left + pace * sum(one.share for one in later)

    def _find_step_left(self, step: Step, done: int, total: int, now: float, pace: float) -> float | None:
        """What is left of the step itself: by its own speed, else by its share; None where neither tells."""
        if total > 1 and done >= total:
            return 0.0
        left = find_left(now - self._began, done, total)
        if left is None and not step.is_open:
            return max(pace * step.share - (now - self._began), 0.0)
        return left

    def _end_step(self, now: float) -> None:
        place = self.find_place(self._step)
        if place is not None and self.steps[place - 1].share and not self.steps[place - 1].is_kept:
            self._seen_seconds += now - self._began
            self._seen_share += self.steps[place - 1].share
