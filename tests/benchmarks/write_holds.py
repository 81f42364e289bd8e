"""How long the lock that lets one transaction write at a time is held on SQLite: nobody else writes then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, event


@dataclass
class Holds:
    """Seconds of each transaction from when it had the lock until it ended; one that only reads has none.

    worked: of these, what its thread had of the processor, which hangs less on what else the machine does.
    """

    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    _began: dict[int, tuple[float, float]] = field(default_factory=dict)

    @property
    def longest(self) -> float:
        """The longest of them; nought where nobody wrote."""
        return max(self.seconds, default=0.0)

    def __str__(self) -> str:
        """The three longest, and of how many; beside them what the processor worked in each."""
        each = sorted(zip(self.seconds, self.worked, strict=True), reverse=True)
        told = ", ".join(f"{seconds:.1f} s (of processor {worked:.1f} s)" for seconds, worked in each[:3])
        return f"{told} of {len(each)} transactions"

    def begin(self, connection: Connection) -> None:
        """Note that a transaction has the lock, unless it only reads."""
        if not connection.info.get("is_reading"):
            self._began[id(connection)] = time.perf_counter(), time.thread_time()

    def end(self, connection: Connection) -> None:
        """Note that it lets go."""
        began = self._began.pop(id(connection), None)
        if began is not None:
            self.seconds.append(time.perf_counter() - began[0])
            self.worked.append(time.thread_time() - began[1])


@contextmanager
def holding(engine: Engine) -> Iterator[Holds]:
    """Measure what this engine's transactions hold; after our own listeners, which take the lock."""
    holds = Holds()
    listeners = (("begin", holds.begin), ("commit", holds.end), ("rollback", holds.end))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    try:
        yield holds
    finally:
        for name, listener in listeners:
            event.remove(engine, name, listener)
