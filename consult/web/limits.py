"""How often things may be asked for. The key is a constant for everybody: no visitor is ever told apart.

Return numbers are not kept from guessers by a limit, but by what they are: 53 random bits, of which the most
that one process looks at in a year is a part in a hundred million. The limit keeps a flood of guesses from
taking the machine, and so must be short: a flood that ends lets everybody in again after NUMBERS_SECONDS.
Only whole numbers that open nothing count, so that people who come back and people who mistype use up none
of it; and at most two numbers are computed at once in a process (sealing/stretching.py), in turn.
"""

from flask import Flask, Response, current_app, g, make_response, render_template
from flask_limiter import Limiter

from consult.web.public_layouts import choose_public_layout
from consult.web.sign_in_record import note_limit

EVERYBODY = "everybody"
limiter = Limiter(
    key_func=lambda: EVERYBODY, default_limits=[], storage_uri="memory://", strategy="moving-window"
)
SIGN_IN_LIMIT = "30 per minute"
WRONG_NUMBERS, NUMBERS_SECONDS = 30, 10
TOO_MANY = 429
# Where a password, a code or a link is tried, or a message is asked for; the last is there with mail only.
SIGN_IN_PAGES = frozenset(
    {
        "security.login",
        "security.two_factor_token_validation",
        "security.mf_recovery",
        "security.verify",
        "security.forgot_password",
    }
)


def _say_submits() -> str:
    return f"{current_app.config['SUBMITS_PER_MINUTE']} per minute"


limit_submits = limiter.shared_limit(_say_submits, scope="submits")
"""Marks a route that begins or sends something."""


def note_number() -> None:
    """Say that a whole return number was computed in this request; it counts if it opens nothing."""
    g.is_number_computed = True


def _opened_nothing(response: Response) -> bool:
    return bool(g.get("is_number_computed")) and response.status_code >= 400


def say_wait(_limit: object = None) -> Response:
    """The page for too many numbers at once: nothing is lost, and how long to wait."""
    page = render_template("public/busy.html", seconds=NUMBERS_SECONDS, layout=choose_public_layout())
    answer = make_response(page, TOO_MANY)
    answer.headers["Retry-After"] = str(NUMBERS_SECONDS)
    return answer


limit_numbers = limiter.shared_limit(
    f"{WRONG_NUMBERS} per {NUMBERS_SECONDS} seconds",
    scope="return numbers",
    methods=["POST"],
    deduct_when=_opened_nothing,
    on_breach=say_wait,
)
"""Marks a route that looks a return number up."""


def init_limits(app: Flask) -> None:
    """Limit submissions, look-ups of return numbers and sign-in over all visitors together."""
    if app.config["REDIS_URL"]:
        app.config["RATELIMIT_STORAGE_URI"] = app.config["REDIS_URL"]
    app.config.setdefault("RATELIMIT_ENABLED", not app.testing)
    limiter.init_app(app)
    for endpoint in SIGN_IN_PAGES & app.view_functions.keys():
        view = app.view_functions[endpoint]
        limit = limiter.limit(SIGN_IN_LIMIT, methods=["POST"], on_breach=note_limit)
        app.view_functions[endpoint] = limit(view)  # type: ignore[assignment]
