"""How long work tells how far it is: one line that renews itself for people, a line at a time for pipes."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from consult.jobs.course import Course, Step
from consult.jobs.estimating import describe_left

PIPE_SECONDS = 5.0
TERMINAL_SECONDS = 0.2
Report = Callable[[str, int, int], None]

_OPEN: "list[Teller]" = []


@dataclass
class Teller:
    """Writes progress to a stream. clock: seconds, from anywhere. steps: all of the work, if known."""

    stream: TextIO
    clock: Callable[[], float] = time.monotonic
    steps: Sequence[Step] = ()
    _step: str = field(default="", init=False)
    _began: float = field(default=0.0, init=False)
    _now: float = field(default=0.0, init=False)
    _shown: float = field(default=0.0, init=False)
    _is_open: bool = field(default=False, init=False)
    _course: Course = field(init=False)

    def __post_init__(self) -> None:
        self._course = Course(self.steps, lambda: self._now)

    def report(self, step: str, done: int, total: int) -> None:
        """Tell that a step is so far: at once when it is a new one, then every few seconds."""
        now = self._now = self.clock()
        if step != self._step:
            self.end_line()
            self._step, self._began = step, now
        elif now - self._shown < self._pause and not (self._is_open and done >= total):
            return
        self._shown = now
        whole = self._course.follow(step, done, total)
        left = describe_left(now - self._began, done, total, whole)
        self._show(_describe(self._course.describe_place(step), step, done, total, left))

    @property
    def _pause(self) -> float:
        return TERMINAL_SECONDS if self.stream.isatty() else PIPE_SECONDS

    def _show(self, words: str) -> None:
        line = f"{time.strftime('%H:%M:%S')}  {words}"
        if self.stream.isatty():
            width = shutil.get_terminal_size().columns - 1
            self.stream.write(f"\r{line[:width]:<{width}}")
            if not self._is_open:
                _OPEN.append(self)
            self._is_open = True
        else:
            self.stream.write(f"{line}\n")
        self.stream.flush()

    def end_line(self) -> None:
        """End the line that renewed itself, so that the last state of each step stays to be read."""
        if self._is_open:
            self.stream.write("\n")
            self.stream.flush()
            self._is_open = False


def _describe(place: str, step: str, done: int, total: int, left: str) -> str:
    how_far = f": {done:,} of {total:,}" if total > 1 else ""
    name = f"{place}, {step}" if place else step
    return f"{name[:1].upper()}{name[1:]}{how_far}{', ' if left else ''}{left}"


def end_lines() -> None:
    """End a line that renews itself, before anything else is written to the terminal."""
    while _OPEN:
        _OPEN.pop().end_line()
