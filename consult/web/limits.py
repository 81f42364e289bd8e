"""How often things may be asked for. The key is a constant for everybody: no visitor is ever told apart.

What is begun, what groups do and what is sent are counted apart, so that none keeps anybody from the others:
what was begun can be sent, however much is being begun. Return numbers are limited in a way of their own
(number_limits.py), and so is signing in (sign_in_limits.py).
"""

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter

from consult.web.group_cookie import GROUP_COOKIE

EVERYBODY = "everybody"
limiter = Limiter(
    key_func=lambda: EVERYBODY, default_limits=[], storage_uri="memory://", strategy="moving-window"
)
CARD_LIMIT = "60 per minute"
CODE_LIMIT = "60 per minute"
COPY_LIMIT = "60 per minute"
TOO_MANY = 429


def _say_submits() -> str:
    return f"{current_app.config['SUBMITS_PER_MINUTE']} per minute"


def _say_form_submits() -> str:
    return f"{current_app.config['FORM_SUBMITS_PER_MINUTE']} per minute"


def _find_form() -> str:
    """The short name of the consultation; only what was counted is remembered, so none that is made up."""
    return str((request.view_args or {}).get("slug", ""))


def count_this() -> None:
    """Say that the request now does what its limit is for; one that is refused before that is not counted."""
    g.is_counted = True


def _is_counted(_response: Response) -> bool:
    return bool(g.get("is_counted"))


def _is_of_group(_response: Response) -> bool:
    return GROUP_COOKIE.find() is not None


limit_begins = limiter.shared_limit(_say_submits, scope="begins")
"""Marks a route with which anybody begins something."""

limit_groups = limiter.shared_limit(_say_submits, scope="groups", deduct_when=_is_of_group)
"""Marks a route with which a group does something; only what comes with an opened link counts."""

limit_sends = limiter.shared_limit(_say_submits, scope="sends", deduct_when=_is_counted)
"""Marks a route that sends what was written; only what is really sent counts."""

limit_form_begins = limiter.shared_limit(
    _say_form_submits, scope="begins of a form", key_func=_find_form, deduct_when=_is_counted
)
"""Marks a route with which a return to one consultation is begun: a flood of it leaves the others open."""

limit_form_sends = limiter.shared_limit(
    _say_form_submits, scope="sends of a form", key_func=_find_form, deduct_when=_is_counted
)
"""Marks a route that sends a return to one consultation, or an experience."""

limit_saves = limiter.shared_limit(_say_submits, scope="saves", deduct_when=_is_counted)
"""Marks what makes the number of a return that is saved for later; what was typed is kept before it."""

limit_copies = limiter.limit(COPY_LIMIT)
"""Marks the route that makes a copy of a return: a page of its own shows the same and is not limited."""

limit_cards = limiter.limit(CARD_LIMIT, deduct_when=_is_counted)
"""Marks the route where the code of a card is tried; only whole codes that open nothing count.

A code is 40 random bits and looked up at once, so here a limit keeps guessers out. While it is reached it
keeps out everybody with a card, and nobody with a return number.
"""

limit_codes = limiter.limit(CODE_LIMIT, deduct_when=_is_counted)
"""Marks the route that sends a partner a code; only codes that are really sent count (position_codes.py)."""


def init_limits(app: Flask) -> None:
    """Limit submissions and codes of cards over all visitors together."""
    if app.config["REDIS_URL"]:
        app.config["RATELIMIT_STORAGE_URI"] = app.config["REDIS_URL"]
    app.config.setdefault("RATELIMIT_ENABLED", not app.testing)
    limiter.init_app(app)
