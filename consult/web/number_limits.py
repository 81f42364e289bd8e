"""Return numbers are computed one after another, and no crowd of them takes the threads that show pages.

Numbers are not kept from guessers by a count, which would keep out whoever has one: they are 53 random bits,
and of those that are tried one is computed at a time in the whole installation, beside whatever else takes
one of the two turns there are (sealing/stretching.py). Others stand in line, in the order in which they came:
somebody who guesses over a few connections, however fast, has a few places in the line and no more. Each
process has so many places; whoever finds none is refused at once, whatever the number. Every number that is
computed gets its own answer. What is being sent has places of its own. So has what was opened before: there
whoever finds none free waits in a line, in which one experience stands a few times and is computed once at a
time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Response, abort, make_response, render_template

from consult.sealing.errors import SealingBusy
from consult.sealing.turns import Turns
from consult.web.database import brief_transaction
from consult.web.limits import TOO_MANY
from consult.web.own_turns import OwnTurns
from consult.web.public_layouts import choose_public_layout

WAIT_SECONDS, OPENED_SECONDS = 30, 20
AGAIN_SECONDS = 10  # after which somebody who was refused is told to try again


class Places:
    """So many threads of a process may wait for computations of one kind, or do them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._free = BoundedSemaphore(most)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold a place. Raises: SealingBusy (S012) where none is free; nobody waits for one."""
        if not self._free.acquire(blocking=False):
            raise SealingBusy()
        try:
            yield
        finally:
            self._free.release()


# A process has 80 threads (cli/serving.py, docs/hosting); with the eight that may check passwords
# (password_checks.py) eight always go on showing pages. A room full of people may send at the same moment.
OPENED, SENT = OwnTurns(4, most=12, most_of_one=3), Places(20)
_tried, _turn = Places(32), Turns("tries", 1)


@contextmanager
def try_number() -> Iterator[None]:
    """Compute a number that somebody typed, when its turn comes; where it does not, the page that says so."""
    try:
        with _tried.take(), _turn.take(WAIT_SECONDS):
            yield
    except SealingBusy:
        with brief_transaction():
            refusal = say_wait()
        abort(refusal)


@contextmanager
def open_again(response_id: str) -> Iterator[None]:
    """Compute the number of what this browser has opened. Raises: SealingBusy (S012) where no turn comes."""
    with OPENED.take(response_id, OPENED_SECONDS):
        yield


def say_wait() -> Response:
    """The page for too many numbers at once: nothing is lost, and how long to wait."""
    page = render_template("public/busy.html", seconds=AGAIN_SECONDS, layout=choose_public_layout())
    answer = make_response(page, TOO_MANY)
    answer.headers["Retry-After"] = str(AGAIN_SECONDS)
    return answer
