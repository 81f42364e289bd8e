"""A line in which one crowd stands a few times: others come to their turn beside it, in order."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event

import pytest

from consult.sealing.errors import SealingBusy
from consult.web.own_turns import OwnTurns

WAIT_SECONDS = 30


@pytest.fixture
def site() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as threads:
        yield threads


@pytest.fixture
def turns() -> OwnTurns:
    return OwnTurns(2, most=4, most_of_one=2)


class Worker:
    """Works in a thread of its own from its turn until told to end."""

    def __init__(self, site: ThreadPoolExecutor, turns: OwnTurns, whose: str) -> None:
        self.at_work, self._end = Event(), Event()
        self._turns, self._whose = turns, whose
        before = len(turns._line)
        self._done: Future[None] = site.submit(self._work)
        while len(turns._line) == before:
            time.sleep(0.001)

    def _work(self) -> None:
        with self._turns.take(self._whose, WAIT_SECONDS):
            self.at_work.set()
            self._end.wait()

    def end(self) -> None:
        self._end.set()
        self._done.result()


def take(turns: OwnTurns, whose: str) -> None:
    with turns.take(whose, 0):
        pass


def test_turns__for_the_same__are_one_at_a_time_beside_others(
    site: ThreadPoolExecutor, turns: OwnTurns
) -> None:
    first, again = Worker(site, turns, "mine"), Worker(site, turns, "mine")
    other = Worker(site, turns, "other")
    assert other.at_work.wait(WAIT_SECONDS) and not again.at_work.is_set()
    first.end()
    assert again.at_work.wait(WAIT_SECONDS)
    again.end()
    other.end()


def test_turns__for_the_same__are_few_and_the_rest_are_refused_at_once(
    site: ThreadPoolExecutor, turns: OwnTurns
) -> None:
    workers = [Worker(site, turns, "mine") for _ in range(2)]
    with pytest.raises(SealingBusy), turns.take("mine", WAIT_SECONDS):
        pass
    take(turns, "other")
    for one in workers:
        one.end()
    take(turns, "mine")


def test_turns__all_taken__go_to_whoever_came_first(site: ThreadPoolExecutor, turns: OwnTurns) -> None:
    first, second, third, fourth = (Worker(site, turns, whose) for whose in "abcd")
    assert first.at_work.wait(WAIT_SECONDS) and second.at_work.wait(WAIT_SECONDS)
    second.end()
    assert third.at_work.wait(WAIT_SECONDS) and not fourth.at_work.is_set()
    first.end()
    assert fourth.at_work.wait(WAIT_SECONDS)
    third.end()
    fourth.end()


def test_turns__not_come_in_time_or_with_the_line_full__are_refused_and_leave_nothing(
    site: ThreadPoolExecutor, turns: OwnTurns
) -> None:
    with ExitStack() as held:
        held.enter_context(turns.take("a", 0))
        held.enter_context(turns.take("b", 0))
        with pytest.raises(SealingBusy):
            take(turns, "c")
        waiting = [Worker(site, turns, whose) for whose in "cd"]
        with pytest.raises(SealingBusy), turns.take("e", WAIT_SECONDS):
            pass
    for one in waiting:
        one.end()
    assert turns._line == []


def test_turn__of_work_that_fails__is_given_back(turns: OwnTurns) -> None:
    with pytest.raises(ValueError, match="no"), turns.take("a", 0):
        raise ValueError("no")
    take(turns, "a")
    assert turns._line == []
