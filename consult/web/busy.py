"""The page while others keep the database busy: what was typed is there, to be sent again with one press."""

from flask import Flask, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import InternalServerError

from consult.models.busy import BUSY, is_busy
from consult.web.database import undone
from consult.web.errors import BUSY_SECONDS, show_problem, show_unexpected_error
from consult.web.problems import describe, may_send_again

CROWDED = "C108"


def init_busy(app: Flask) -> None:
    """Register the page, call it after `init_errors`: for a view, and for the commit after it."""
    for kind in BUSY:
        app.register_error_handler(kind, show_busy)
    app.register_error_handler(InternalServerError, show_fault)


def show_busy(error: SQLAlchemyError) -> ResponseReturnValue:
    """The page where that is the reason; any other error stays one."""
    if not is_busy(error):
        raise error
    return _show()


def show_fault(error: InternalServerError) -> ResponseReturnValue:
    """The same page where the commit met others, which no other handler sees; else that of a fault."""
    cause = error.original_exception
    return _show() if isinstance(cause, BUSY) and is_busy(cause) else show_unexpected_error(error)


def _show() -> ResponseReturnValue:
    with undone():  # the page itself must not wait for the lock again
        answer = make_response(show_problem(describe(CROWDED), can_send_again=may_send_again()))
    answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer
