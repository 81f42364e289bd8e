"""Slow work for whoever comes, never twice at once for the same: nobody's crowd is in the way of others."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from consult.sealing.errors import SealingBusy


class _Ticket:
    """One request in the line."""

    def __init__(self, whose: str) -> None:
        self.whose = whose


class OwnTurns:
    """A line for one process. The first of each are at work, as many as may be; the others wait behind.

    most: how many stand in the line, those at work with them. most_of_one: how many of these for the same.
    Whose turn it is stays here no longer than the request.
    """

    def __init__(self, at_work: int, *, most: int, most_of_one: int) -> None:
        self.at_work, self.most, self.most_of_one = at_work, most, most_of_one
        self._line: list[_Ticket] = []
        self._changed = Condition()

    @contextmanager
    def take(self, whose: str, wait_seconds: float) -> Iterator[None]:
        """Hold a turn. Raises: SealingBusy (S012) where the line is full or no turn came in time."""
        ticket = self._join(whose)
        try:
            self._wait(ticket, wait_seconds)
            yield
        finally:
            self._leave(ticket)

    def _join(self, whose: str) -> _Ticket:
        with self._changed:
            own = sum(one.whose == whose for one in self._line)
            if len(self._line) >= self.most or own >= self.most_of_one:
                raise SealingBusy()
            ticket = _Ticket(whose)
            self._line.append(ticket)
            return ticket

    def _wait(self, ticket: _Ticket, seconds: float) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._is_turn_of(ticket), timeout=seconds):
                raise SealingBusy()

    def _is_turn_of(self, ticket: _Ticket) -> bool:
        """Among the first of each. Who has a turn keeps it: whoever leaves makes way for one, no more."""
        firsts: dict[str, _Ticket] = {}
        for one in self._line:
            firsts.setdefault(one.whose, one)
        return ticket in list(firsts.values())[: self.at_work]

    def _leave(self, ticket: _Ticket) -> None:
        with self._changed:
            self._line.remove(ticket)
            self._changed.notify_all()
