"""Return numbers tried: a flood of guesses is slowed down, and whoever has a number is let through it.

They are not kept from guessers by a limit, but by what they are: 53 random bits, of which all that a machine
can compute in a year is a part in ten million. The limit keeps a flood from taking the machine, and must not
keep out whoever has a number. So in a flood numbers are still computed, one after another, beside whatever
else takes one of the two turns there are (sealing/stretching.py): who waits gets a turn, unless too many wait
already, and a number that is right opens. All that opens nothing gets one answer, looked at or not. Only
whole numbers that open nothing make a flood, and those in a flood do not prolong it.
"""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import ParamSpec

from flask import Response, abort, after_this_request, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerSecond

from consult.sealing.errors import SealingBusy
from consult.sealing.turns import Turns
from consult.web.database import brief_transaction
from consult.web.limits import EVERYBODY, TOO_MANY, limiter
from consult.web.public_layouts import choose_public_layout

WRONG_NUMBERS, NUMBERS_SECONDS = 30, 10
MOST_WAITING = 2  # of the four threads of a process: the others go on showing pages
LIMIT = RateLimitItemPerSecond(WRONG_NUMBERS, NUMBERS_SECONDS, namespace="return numbers")
Given = ParamSpec("Given")

_flooded, _waiting = Turns("flood", 1), threading.BoundedSemaphore(MOST_WAITING)


def limit_numbers(view: Callable[Given, ResponseReturnValue]) -> Callable[Given, ResponseReturnValue]:
    """Marks a route that looks a return number up."""

    @wraps(view)
    def limited(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        with ExitStack() as held:
            if limiter.enabled and request.method == "POST":
                g.turn_of_number, g.is_number_counted = held, False
            return view(*args, **kwargs)

    return limited


def note_number() -> None:
    """Say that a whole return number is computed in this request; in a flood it waits here for its turn."""
    held = g.get("turn_of_number")
    if held is None or g.is_number_counted:
        return
    g.is_number_counted = True
    if limiter.limiter.test(LIMIT, EVERYBODY):
        after_this_request(_count)
        return
    with brief_transaction():
        refusal = say_wait()  # drawn for a number that is right too, so that it takes as long as a wrong one
    _take_turn(held, refusal)
    after_this_request(lambda response: refusal if response.status_code >= 400 else response)


def _take_turn(held: ExitStack, refusal: Response) -> None:
    """Hold a place among the few who wait, and then the one turn; whoever gets none is refused."""
    if not _waiting.acquire(blocking=False):
        abort(refusal)
    held.callback(_waiting.release)
    try:
        held.enter_context(_flooded.take(NUMBERS_SECONDS))
    except SealingBusy:
        abort(refusal)


def _count(response: Response) -> Response:
    """Count a number that opened nothing."""
    if response.status_code >= 400:
        limiter.limiter.hit(LIMIT, EVERYBODY)
    return response


def say_wait() -> Response:
    """The page for too many numbers at once: nothing is lost, and how long to wait."""
    page = render_template("public/busy.html", seconds=NUMBERS_SECONDS, layout=choose_public_layout())
    answer = make_response(page, TOO_MANY)
    answer.headers["Retry-After"] = str(NUMBERS_SECONDS)
    return answer
