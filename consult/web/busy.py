"""The page while others keep the database busy: what was typed is there, to be sent again with one press."""

from flask import Flask, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from consult.models.busy import BUSY, is_busy
from consult.web.database import undone
from consult.web.errors import BUSY_SECONDS, show_problem
from consult.web.problems import describe, may_send_again

CROWDED = "C108"


def init_busy(app: Flask) -> None:
    """Register the page."""
    for kind in BUSY:
        app.register_error_handler(kind, show_busy)


def show_busy(error: SQLAlchemyError) -> ResponseReturnValue:
    """The page where that is the reason; any other error stays one.

    The page itself must not wait for the lock again.
    """
    if not is_busy(error):
        raise error
    with undone():
        answer = make_response(show_problem(describe(CROWDED), can_send_again=may_send_again()))
    answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer
