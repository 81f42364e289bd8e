"""Cookies, form tokens, sizes and proxies: what guards every request before a page sees it."""

import datetime as dt

from flask import Flask, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from consult.web.languages import is_staff_page
from consult.web.own_names import list_names, require_own_name
from consult.web.uploads import RequestInMemory

# A page of answers: 100,000 characters take up to 1.2 million bytes as a form sends them.
MOST_FORM_BYTES = 4_000_000
MOST_FORM_PARTS = 2_000


def init_protection(app: Flask) -> None:
    """Set what Flask and Flask-WTF read; anything given to create_app stays as given.

    Raises: ConfigurationError (C016) where mail is set up and the site's own name is not.
    """
    lifetime = dt.timedelta(minutes=app.config["SESSION_MINUTES"])
    defaults = {
        "SESSION_COOKIE_SECURE": app.config["HTTPS"],
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "session",
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session, which the page can prolong
        "WTF_CSRF_SSL_STRICT": True,
    }
    require_own_name(app.config)
    app.config["TRUSTED_HOSTS"] = list_names(app.config) or None
    app.config["PERMANENT_SESSION_LIFETIME"] = lifetime
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_UPLOAD_BYTES"]
    app.request_class = RequestInMemory
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_FORM_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS
    app.config.update({name: value for name, value in defaults.items() if not _is_given(app, name)})
    app.before_request(_limit_form)  # before the token is looked for, which reads the form
    CSRFProtect(app)
    _trust_proxies(app, app.config["TRUSTED_PROXIES"])


def _limit_form() -> None:
    """Only the staff area takes files; a form without them is read in one go, and needs less room."""
    if request.mimetype == "application/x-www-form-urlencoded" or not is_staff_page():
        request.max_content_length = min(MOST_FORM_BYTES, request.max_content_length or MOST_FORM_BYTES)


def _is_given(app: Flask, name: str) -> bool:
    """True where create_app was given a value; what Flask itself starts with does not count."""
    return name in app.config and app.config[name] != app.default_config.get(name)


def _trust_proxies(app: Flask, count: int) -> None:
    """Believe X-Forwarded headers only where proxies are configured."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count
        )
