"""A terminal at which somebody runs a command and types what it asks for."""

import os
import pty
from collections.abc import Mapping, Sequence

ASKS, END_OF_INPUT = b": ", b"\x04"
MOST_BYTES = 4096


def run_at_terminal(
    command: Sequence[str], environment: Mapping[str, str], typed: Sequence[str]
) -> tuple[int, str]:
    """Run it and answer each question that ends in a colon; its exit code, and all that the screen shows.

    Where it asks for more than is typed, its input ends.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.execve(command[0], list(command), dict(environment))
    shown, answers = b"", list(typed)
    asked_before = 0
    while read := _read(terminal):
        shown += read
        if shown[asked_before:].endswith(ASKS):
            asked_before = len(shown)
            os.write(terminal, f"{answers.pop(0)}\n".encode() if answers else END_OF_INPUT)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()


def _read(terminal: int) -> bytes:
    """What came; nothing at the end, which Linux tells as a failure."""
    try:
        return os.read(terminal, MOST_BYTES)
    except OSError:
        return b""
