"""How often things may be asked for. The key is a constant for everybody: no visitor is ever told apart.

What is tried as a return number has a limit of its own kind (number_limits.py).
"""

from flask import Flask, current_app
from flask_limiter import Limiter

from consult.web.sign_in_record import note_limit

EVERYBODY = "everybody"
limiter = Limiter(
    key_func=lambda: EVERYBODY, default_limits=[], storage_uri="memory://", strategy="moving-window"
)
SIGN_IN_LIMIT = "30 per minute"
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
