"""Staff sign-in with Flask-Security: argon2, one-time codes, a first password that must be changed."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import user_logged_out
from flask_security import Security, current_user

from consult.models.base import new_id
from consult.models.staff import Staff, StaffRole
from consult.web.database import db
from consult.web.desk_forms.base import list_errors
from consult.web.headers import clear_browser
from consult.web.password_forms import KnownStillStore
from consult.web.sign_in_forms import FORMS
from consult.web.sign_in_mail import OutboxMail
from consult.web.sign_in_record import RecoveryCodesOnRecord, init_sign_in_record
from consult.web.sign_in_words import MESSAGES

OPEN_WHILE_PASSWORD_IS_OLD = frozenset({"security.change_password", "security.logout"})
TEMPLATES = {
    "LOGIN_USER": "login",
    "CHANGE_PASSWORD": "change_password",
    "FORGOT_PASSWORD": "forgot_password",
    "RESET_PASSWORD": "reset_password",
    "VERIFY": "verify",
    "TWO_FACTOR_VERIFY_CODE": "code",
    "TWO_FACTOR_SETUP": "code_setup",
    "MULTI_FACTOR_RECOVERY": "recovery",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
}
SETTINGS: dict[str, Any] = {
    "URL_PREFIX": "/desk/sign-in",
    "POST_LOGIN_VIEW": "/desk/",
    "POST_LOGOUT_VIEW": "/",
    "POST_CHANGE_VIEW": "/desk/",
    "UNAUTHORIZED_VIEW": None,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_LENGTH_MIN": 12,
    "CHANGEABLE": True,
    "SEND_PASSWORD_CHANGE_EMAIL": False,
    "EMAIL_HTML": False,
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},  # it would look addresses up in the DNS
    "SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
    "REGISTERABLE": False,
    "TRACKABLE": False,  # it would keep network addresses
    "TWO_FACTOR": True,
    "TWO_FACTOR_REQUIRED": False,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_ALWAYS_VALIDATE": True,
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "REDIRECT_VALIDATE_MODE": "regex",
    "RETURN_GENERIC_RESPONSES": True,
    "FRESHNESS": timedelta(hours=1),
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
}


def init_sign_in(app: Flask) -> None:
    """Add sign-in to the staff area; mail-based recovery opens only where a mail server is set."""
    for name, value in SETTINGS.items():
        app.config.setdefault(f"SECURITY_{name}", value)
    for name, message in MESSAGES.items():
        app.config[f"SECURITY_MSG_{name}"] = message
    for name, template in TEMPLATES.items():
        app.config[f"SECURITY_{name}_TEMPLATE"] = f"desk/sign_in/{template}.html"
    app.config["SECURITY_PASSWORD_SALT"] = _derive(app, "password salt")
    app.config["SECURITY_TOTP_SECRETS"] = {"1": _derive(app, "one-time codes")[:32]}
    app.config["SECURITY_TOTP_ISSUER"] = "Regional Consult"
    app.config["SECURITY_RECOVERABLE"] = bool(app.config["SMTP_HOST"])
    security = Security(
        app,
        KnownStillStore(db, Staff, StaffRole),
        mail_util_cls=OutboxMail,
        mf_recovery_codes_util_cls=RecoveryCodesOnRecord,
        **FORMS,
    )
    security.context_processor(lambda: {"list_errors": list_errors})
    app.before_request(_ask_for_new_password)
    app.after_request(_forget_after_sign_out)
    user_logged_out.connect(_end_sessions, app)
    init_sign_in_record(app)


def _derive(app: Flask, label: str) -> str:
    """A secret of its own for each use, from the one SECRET_KEY."""
    return hmac.new(app.config["SECRET_KEY"].encode(), label.encode(), hashlib.sha256).hexdigest()


def _ask_for_new_password() -> ResponseReturnValue | None:
    if not request.path.startswith("/desk") or request.endpoint in OPEN_WHILE_PASSWORD_IS_OLD:
        return None
    if current_user.is_authenticated and current_user.must_change_password:
        return redirect(url_for("security.change_password"))
    return None


def _end_sessions(app: Flask, user: Staff, **_: object) -> None:  # noqa: ARG001 - a signal's signature
    """A session is nothing but a cookie, so that only this ends a copy of it; every other one ends too."""
    if user.is_authenticated:
        user.fs_uniquifier = new_id()


def _forget_after_sign_out(response: Response) -> Response:
    """On a shared computer nothing of the staff area stays behind."""
    is_over = request.endpoint == "security.logout" and not current_user.is_authenticated
    return clear_browser(response) if is_over else response
