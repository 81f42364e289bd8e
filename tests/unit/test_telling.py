"""Progress in the terminal and in pipes, with a time left that is told only where it can be known."""

import io

import pytest

from consult.cli.telling import Teller, end_lines
from consult.jobs.estimating import describe_left


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def make_clock(*seconds: float) -> object:
    return iter(seconds).__next__


@pytest.mark.parametrize(
    ("seconds", "done", "total", "words"),
    [
        (4, 50, 100, ""),  # too soon
        (60, 1, 100, ""),  # too little
        (60, 100, 100, ""),
        (60, 0, 100, ""),
        (60, 5, 0, ""),
        (10, 50, 100, "less than a minute left in this step"),
        (60, 50, 100, "about 1 minute left in this step"),
        (60, 25, 100, "about 3 minutes left in this step"),
        (3_600, 40, 100, "about 1.5 hours left in this step"),
    ],
)
def test_time_left__of_a_step__is_said_once_there_is_something_to_go_by(
    seconds: float, done: int, total: int, words: str
) -> None:
    assert describe_left(seconds, done, total) == words


def test_progress__in_a_pipe__is_a_line_for_each_step_and_every_few_seconds() -> None:
    stream = io.StringIO()
    teller = Teller(stream, make_clock(0, 1, 6, 7))  # type: ignore[arg-type]
    for step, done in (("reading", 0), ("reading", 10), ("reading", 60), ("writing", 0)):
        teller.report(step, done, 100)
    lines = [line[10:] for line in stream.getvalue().splitlines()]
    assert lines == [
        "Reading: 0 of 100",
        "Reading: 60 of 100, less than a minute left in this step",
        "Writing: 0 of 100",
    ]


def test_progress__in_a_terminal__renews_one_line_for_each_step() -> None:
    stream = Terminal()
    teller = Teller(stream, make_clock(0, 1, 2, 3))  # type: ignore[arg-type]
    for step, done in (("reading", 0), ("reading", 10), ("reading", 100), ("writing", 0)):
        teller.report(step, done, 100)
    end_lines()
    written = stream.getvalue()
    assert written.count("\n") == 2 and written.count("\r") == 4
    assert [line.split("\r")[-1][10:].strip() for line in written.split("\n")[:-1]] == [
        "Reading: 100 of 100",
        "Writing: 0 of 100",
    ]
