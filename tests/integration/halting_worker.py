"""`consult worker` that stands still at one point of a job, so that a test can kill it exactly there.

    python -m tests.integration.halting_worker POINT FILE

Points are counted from 1: each report of progress, then before the job's end is written, then after it is
written and before that is committed. FILE appears when the worker stands still.
"""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

from analysis.models import use_no_models
from consult.command import main
from consult.jobs import analysis, drafting
from consult.jobs.reporting import Reporter
from consult.services.jobs import claiming

STILL_SECONDS = 300


def watch_points(pass_point: Callable[[], None]) -> ExitStack:
    """Until the stack is closed, jobs call this at every point; they work by words alone, which is quick."""
    report, finish_job = Reporter.report, claiming.finish_job

    def report_and_pass(*given: Any) -> None:
        report(*given)
        pass_point()

    def finish_and_pass(*given: Any, **named: Any) -> None:
        pass_point()
        finish_job(*given, **named)
        pass_point()

    stack = ExitStack()
    stack.enter_context(mock.patch.object(Reporter, "report", report_and_pass))
    stack.enter_context(mock.patch.object(claiming, "finish_job", finish_and_pass))
    for module in (analysis, drafting):
        stack.enter_context(mock.patch.object(module, "open_models", use_no_models))
    return stack


def stand_still_at(point: int, file: Path) -> Callable[[], None]:
    """What to call at every point."""
    passed = 0

    def pass_point() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            file.touch()
            time.sleep(STILL_SECONDS)

    return pass_point


if __name__ == "__main__":
    point, file = int(sys.argv[1]), Path(sys.argv[2])
    with watch_points(stand_still_at(point, file)):
        sys.argv[1:] = ["worker"]
        main()
