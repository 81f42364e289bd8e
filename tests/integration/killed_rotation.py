"""`consult keys rotate` that is killed at one point: python -m tests.integration.killed_rotation POINT.

Points are counted from 1: before and after the key file is written, each locked key is exchanged, and each
entry of the record is written. The passphrase comes on standard input.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest import mock

from consult.cli import key_record
from consult.command import main
from consult.sealing import key_files
from consult.services.keys.key_keeping import KeyStore

PLACES: tuple[tuple[Any, str], ...] = (
    (key_files, "replace_whole"),
    (KeyStore, "replace_partnership_wrap"),
    (key_record, "_write"),
)


def die_at(point: int) -> Callable[[], None]:
    """What to call at every point: at the one meant it ends this process, with no time to tidy up."""
    passed = 0

    def pass_point() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return pass_point


def watch(pass_point: Callable[[], None]) -> ExitStack:
    """Until the stack is closed, this is called before and after each step."""
    stack = ExitStack()
    for owner, name in PLACES:
        stack.enter_context(mock.patch.object(owner, name, surround(getattr(owner, name), pass_point)))
    return stack


def surround(step: Callable[..., Any], pass_point: Callable[[], None]) -> Callable[..., Any]:
    """The step, with a point before and after it."""

    def surrounded(*given: Any, **named: Any) -> Any:
        pass_point()
        done = step(*given, **named)
        pass_point()
        return done

    return surrounded


if __name__ == "__main__":
    point = int(sys.argv[1])
    with watch(die_at(point)):
        sys.argv[1:] = ["keys", "rotate"]
        main()
