"""Progress in the terminal and in pipes, with a time left that is told only where it can be known."""

import io

import pytest

from analysis.codebook import get_builtin_codebook
from analysis.pipeline import analyse
from analysis.settings import Settings
from consult.cli.telling import Teller, end_lines
from consult.jobs.course import Course, Step
from consult.jobs.courses import OF_TABLES
from consult.jobs.courses import STEPS as STEPS_OF_JOBS
from consult.jobs.estimating import describe_left
from consult.vocabulary import JobKind
from tests.unit.analysis.analysis_material import DOCTORS, HOUSING, WordEmbedder, make_items, make_models

STEPS = (
    Step("beginning", 1.0),
    Step("kept", 1.0, is_kept=True),
    Step("reading", is_kept=True, is_open=True),
    Step("writing", 2.0),
    Step("ending", 1.0),
)


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


def follow(*reports: tuple[str, int, int, float]) -> list[float | None]:
    course = Course(STEPS, iter([now for *_, now in reports]).__next__)
    return [course.follow(step, done, total) for step, done, total, _ in reports]


def test_time_left__of_the_whole__is_told_once_nothing_of_unknown_size_is_to_come() -> None:
    left = follow(
        ("beginning", 0, 10, 0),
        ("beginning", 5, 10, 10),  # nothing is known of how fast this machine is
        ("kept", 0, 0, 20),  # reading is still to come
        ("reading", 0, 100, 20),  # it has begun: how fast it goes is not known yet
        ("reading", 50, 100, 70),  # 50 seconds of it, and of the others three times what the first took
        ("reading", 100, 100, 120),
        ("writing", 0, 1, 120),  # no count: by its share
        ("writing", 0, 1, 130),
        ("ending", 0, 1, 160),  # this machine is as fast as in both steps together
        ("ending", 1, 1, 180),
    )
    assert left == [None, None, None, None, 50 + 60, 60, 60, 50, 20, 0]


def test_time_left__of_the_whole__rests_on_no_step_that_may_have_been_kept() -> None:
    left = follow(("kept", 0, 10, 0), ("reading", 0, 10, 60), ("reading", 5, 10, 120), ("writing", 0, 1, 180))
    assert left == [None] * 4


def test_time_left__of_the_whole__is_not_told_where_the_others_passed_at_once() -> None:
    assert follow(("beginning", 0, 10, 0), ("writing", 0, 10, 1), ("writing", 5, 10, 1.5)) == [None] * 3


def test_progress__of_work_whose_steps_are_known__says_which_it_is_and_how_long_the_whole_takes() -> None:
    seconds = make_clock(0, 20, 260, 500)
    pipe = io.StringIO()
    teller = Teller(pipe, seconds, STEPS)  # type: ignore[arg-type]
    for step, done in (("beginning", 0), ("reading", 0), ("reading", 50), ("writing", 0)):
        teller.report(step, done, 100)
    assert [line[10:] for line in pipe.getvalue().splitlines()] == [
        "Step 1 of 5, beginning: 0 of 100",
        "Step 3 of 5, reading: 0 of 100",
        "Step 3 of 5, reading: 50 of 100, about 4 minutes left in this step, about 5 minutes left in all",
        "Step 4 of 5, writing: 0 of 100, about 1 minute left in all",
    ]
    assert not set(pipe.getvalue()) & {chr(code) for code in range(32) if chr(code) != "\n"}


def test_steps__that_an_analysis_tells_of__are_those_of_its_course_in_their_order() -> None:
    told: list[str] = []
    items = make_items([*HOUSING, *DOCTORS, "Rents rise. Nid oes digon o feddygon yn yr ardal."])
    analyse(
        items,
        get_builtin_codebook(),
        Settings(subsamples=2, max_vectors=5),
        models=make_models(WordEmbedder()),
        progress=lambda step, *_: told.append(step),
    )
    steps = list(dict.fromkeys(told))
    for course in (OF_TABLES, STEPS_OF_JOBS[JobKind.ANALYSE]):
        names = [one.name for one in course]
        assert [name for name in names if name in steps] == steps
    assert "estimating meanings" in steps and len(steps) >= 12
