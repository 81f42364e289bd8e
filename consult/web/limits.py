"""How often things may be asked for. The key is a constant for everybody: no visitor is ever told apart."""

from flask import Flask
from flask_limiter import Limiter

EVERYBODY = "everybody"
limiter = Limiter(key_func=lambda: EVERYBODY, default_limits=[], storage_uri="memory://")
SIGN_IN_LIMIT = "30 per minute"


def init_limits(app: Flask) -> None:
    """Limit submissions, look-ups of return numbers and sign-in over all visitors together."""
    if app.config["REDIS_URL"]:
        app.config["RATELIMIT_STORAGE_URI"] = app.config["REDIS_URL"]
    app.config.setdefault("RATELIMIT_ENABLED", not app.testing)
    limiter.init_app(app)
    for endpoint in ("security.login", "security.two_factor_token_validation"):
        view = app.view_functions[endpoint]
        app.view_functions[endpoint] = limiter.limit(SIGN_IN_LIMIT, methods=["POST"])(view)  # type: ignore[assignment]
