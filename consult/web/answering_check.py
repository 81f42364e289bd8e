"""Sending a return."""

from pathlib import Path

from flask import current_app

from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import StretchCost, get_cost
from consult.services.submitting import submit
from consult.web.answering_visit import Visit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session


def send(visit: Visit) -> None:
    """Send the return under the number that this browser keeps."""
    submit(
        get_session(),
        visit.response,
        visit.definition,
        {},
        codename=visit.held.codename,
        secret_salt=get_salt(),
        cost=find_cost(),
        today=get_today(),
        now=get_now(),
    )


def get_salt() -> bytes:
    """The secret salt of return numbers. Raises: SaltUnusable (S011)."""
    return read_secret_salt(Path(current_app.config["SALT_FILE"]))


def find_cost() -> StretchCost:
    """How slowly return numbers are checked."""
    return get_cost(current_app.config["STRETCHING"])
