"""People who tell experiences and take some back, on a site whose process is killed at random points.

    python -m tests.integration.killed_telling SETTINGS ROUNDS SEED LOG

Each round is a process of its own that is killed: before or after a commit of either database (between two
commits nothing durable changes), or at any moment. LOG gets a line for whatever the person has seen, for what
was acknowledged must hold, and one for each kill.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice, pairwise
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from consult.app import create_app
from tests.factories.numbering import NOW
from tests.integration.teller import RETURN, START, amend, read_number, rewrite, visit, write

Pass = Callable[[], None]


def tell(app: Flask, number_of_round: int, say: Callable[..., None], begin_part: Pass) -> None:
    """Write, write on, send, note the number, change what was sent; two in three take it back."""
    client, words = visit(app), f"what was told in round {number_of_round}"
    begin_part()
    write(client, f"{words}, at first")
    begin_part()
    rewrite(client, words)
    begin_part()
    client.post(f"{START}/check")
    number = read_number(client.get(f"{START}/number").text)
    say("sent", number, words)
    again = visit(app)
    again.post(f"{RETURN}/", data={"return_number": number})
    say("asks to change", number, f"{words}, as changed")
    begin_part()
    if amend(again, f"{words}, as changed").status_code == 302:
        say("changed", number, f"{words}, as changed")
    if number_of_round % 3:
        say("asks to withdraw", number)
        begin_part()
        if again.post(f"{RETURN}/withdraw").status_code == 200:
            say("withdrawn", number)


def count_steps(pass_point: Pass) -> None:
    """Call this before and after each commit of any database by a transaction that may write."""
    writing: list[bool] = [False]

    def hear_before(connection: Connection) -> None:
        writing[0] = not connection.info.get("is_reading")
        hear_after()

    def hear_after(*_: object) -> None:
        if writing[0]:
            pass_point()

    event.listen(Engine, "commit", hear_before)
    event.listen(Session, "after_commit", hear_after)


def die_at(point: int) -> Pass:
    """What to call at every point: at the one meant it ends this process, with no time to tidy up."""
    passed = 0

    def pass_point() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return pass_point


def measure(app: Flask, log: Path) -> tuple[list[int], float]:
    """How many points are passed at the beginning of each part and at the end, and how long all takes."""
    reading, writing = os.pipe()
    started = time.monotonic()
    if os.fork() == 0:
        passed, parts = list[None](), list[int]()
        count_steps(lambda: passed.append(None))
        tell(app, 1, make_teller(log), lambda: parts.append(len(passed)))
        os.write(writing, json.dumps([*parts, len(passed)]).encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    return json.loads(os.read(reading, 200)), time.monotonic() - started


def make_teller(log: Path) -> Callable[..., None]:
    """Write down what somebody has seen, durably."""

    def say(*words: str) -> None:
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(descriptor, (json.dumps(words) + "\n").encode())
        os.fsync(descriptor)
        os.close(descriptor)

    return say


def run_round(app: Flask, round: int, log: Path, *, point: int = 0, seconds: float = 0) -> bool:
    """Let one person begin, and kill the process at a point or after some time.

    False where all was done before.
    """
    child = os.fork()
    if child == 0:
        count_steps(die_at(point))
        tell(app, round, make_teller(log), lambda: None)
        os._exit(0)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    return os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL


def main() -> None:
    """Run rounds until so many were killed, the same in every run of the tests but for those of the clock.

    Twice as many are tried at most: some have done all before they would be killed.
    """
    settings, rounds, seed, log = (
        json.loads(sys.argv[1]),
        int(sys.argv[2]),
        int(sys.argv[3]),
        Path(sys.argv[4]),
    )
    app, chance = create_app(settings), random.Random(seed)
    app.extensions["clock"] = lambda: NOW
    parts, seconds = measure(app, log)
    points = choose_points(parts, chance)
    killed, say = 0, make_teller(log)
    for round in islice(count(2), 2 * rounds):
        if killed == rounds:
            break
        if round % 4 < 3:
            was_killed = run_round(app, round, log, point=next(points))
        else:
            was_killed = run_round(app, round, log, seconds=chance.uniform(0.01, seconds))
        if was_killed:
            killed += 1
            say("killed", str(round))


def choose_points(parts: list[int], chance: random.Random) -> Iterator[int]:
    """Points of each part in turn, in any order; writing and writing on come up less often than the rest."""
    writing, rewriting, sending, changing, withdrawing = (range(a + 1, b + 1) for a, b in pairwise(parts))
    each = [sending, changing, withdrawing, writing, changing, sending, withdrawing, rewriting]
    orders = {part: cycle(chance.sample(part, len(part))) for part in each}
    return (next(orders[part]) for part in cycle(each))


if __name__ == "__main__":
    main()
