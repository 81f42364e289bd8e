"""Processes that a command starts beside itself, and ends with itself."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

PROGRAM = "from consult.command import main; main()"
WAIT_SECONDS = 10.0


@contextmanager
def running_worker(settings: Mapping[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    """Run `consult worker` on the same instance for as long as the block runs."""
    command = [sys.executable, "-c", PROGRAM, "worker", "--parent", str(os.getpid())]
    places = [entry or os.getcwd() for entry in sys.path]  # noqa: PTH109 - a text is what the child needs
    environment = os.environ | {
        "CONSULT_INSTANCE": str(settings["INSTANCE"]),
        "PYTHONPATH": os.pathsep.join(places),
    }
    child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield child
    finally:
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask a child to stop, and make it stop if it does not."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
