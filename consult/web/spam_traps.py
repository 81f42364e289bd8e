"""What tells a program that sends forms from a person, without a puzzle and without following anybody.

A field that nobody sees is left empty by people; where a password manager filled it in, one is shown.
Whoever sends sooner than anybody can read is asked to press again. Nothing of it is kept or logged.
"""

from datetime import timedelta

from flask import current_app, request
from flask_babel import gettext

from consult.models.response import Response
from consult.web.clock import get_now

UNSEEN, SEEN = "remarks", "remarks_2"
"""Names of the field that nobody sees and of the one that is shown then; no browser fills such names in."""
Refusal = dict[str, str]


def find_trap(response: Response) -> Refusal | None:
    """Why a return is not sent yet, as an item of the error summary; None where nothing speaks against it."""
    if is_filled_in():
        words = gettext(
            "A field that people do not see was filled in, perhaps by your browser or a password manager. "
            "Leave the field at the end of the page empty, then press “Send” again."
        )
        return {"text": words, "href": f"#{SEEN}"}
    if _is_too_quick(response):
        words = gettext(
            "That was very quick. Your answers are kept: wait a few seconds, then press “Send” again."
        )
        return {"text": words, "href": "#answers"}
    return None


def is_filled_in() -> bool:
    """Whether either field came with something in it."""
    return any(request.form.get(name, "").strip() for name in (UNSEEN, SEEN))


def _is_too_quick(response: Response) -> bool:
    """Whether fewer seconds than LEAST_SECONDS went by since it was begun."""
    least = timedelta(seconds=int(current_app.config["LEAST_SECONDS"]))
    return response.started_at is not None and get_now() - response.started_at < least
