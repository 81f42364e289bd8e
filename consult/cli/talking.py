"""What commands say: results on standard output, progress on standard error, in any encoding."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TextIO

import click

from consult.cli.telling import Teller, end_lines
from consult.jobs.course import Step
from consult.told import Told, say_experiences


def say(words: str = "") -> None:
    """Say what was made, on standard output."""
    end_lines()
    click.echo(words)


def tell(words: str) -> None:
    """Say how things go, on standard error, with the time of day."""
    end_lines()
    click.echo(f"{time.strftime('%H:%M:%S')}  {words}", err=True)


def remark(words: Iterable[str]) -> None:
    """Say what is worth knowing, a line each, on standard error."""
    end_lines()
    for one in words:
        click.echo(f"Note: {one}", err=True)


def count(number: int, noun: str) -> str:
    """A number with its noun, such as 1 row or 1,200 rows."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def describe_locked(told: Told) -> list[str]:
    """What to remark where experiences were left out because they are locked; nothing where none was."""
    return [f"{say_experiences(told)} left out because locked; see consult keys unlock"] if told else []


def describe_unknown(since: date | None) -> list[str]:
    """What to say where a restored backup may have brought withdrawn words back; nothing where none did."""
    if since is None:
        return []
    day = since.isoformat()
    return [
        f"WARNING: nothing says what was withdrawn since {day}. What people withdrew from that day",
        "on may be back, with its words, and so may permissions that they took back. No experience of the",
        "backup is used until a manager says in the staff area how that was dealt with; it shows what to do.",
    ]


def make_teller(steps: Sequence[Step] = ()) -> Callable[[str, int, int], None]:
    """Return what a long step reports to (step, done, total), on standard error. steps: all of the work."""
    return Teller(sys.stderr, steps=steps).report


def make_safe(*streams: TextIO) -> None:
    """Let a terminal that cannot show a letter show its number instead, so that printing never fails."""
    for stream in streams or (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
