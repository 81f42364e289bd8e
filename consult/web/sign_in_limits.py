"""How often signing in may be tried: for each address by itself, and far more often over everybody.

Whoever tries one address is slowed down there and keeps nobody from another. An address is counted under a
number that only this site can work out and that many addresses share, so that what is kept for the minute is
small however many are invented, and names nobody. What comes after the password, or after signing in, is
counted for the person. Each page counts by itself.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import wraps
from typing import Any

from flask import Flask, current_app, request, session
from flask_security.mail_util import EmailValidateException
from flask_security.utils import check_and_get_token_status
from werkzeug.datastructures import MultiDict

from consult.web.limits import limiter
from consult.web.password_checks import check_in_turn
from consult.web.sign_in_record import note_limit

LIMIT_OF_ONE = "30 per minute"
LIMIT_OF_LINKS = "5 per minute"  # each is a message to somebody
LIMIT_OF_EVERYBODY = (
    "120 per minute"  # a try costs a fifth of a second of a processor and a line of the record
)
SHARES = 4096
LINKS, CHANGE, VERIFY = "security.forgot_password", "security.change_password", "security.verify"
# Where a password, a code or a link is tried, or a message is asked for; the last is there with mail only.
PAGES = frozenset(
    {
        "security.login",
        "security.two_factor_token_validation",
        "security.mf_recovery",
        VERIFY,
        CHANGE,
        LINKS,
    }
)
PAGES_THAT_HASH = frozenset({CHANGE, VERIFY, LINKS, "security.reset_password"})
PAGES_OF_ADDRESSES = frozenset({"security.login", LINKS})


def init_sign_in_limits(app: Flask) -> None:
    """Limit the pages of signing in that are there."""
    for endpoint in PAGES_THAT_HASH & app.view_functions.keys():
        app.view_functions[endpoint] = _take_turns(app.view_functions[endpoint])
    for endpoint in PAGES & app.view_functions.keys():
        view = _limit_one(app.view_functions[endpoint])  # asked first: what it refuses counts for nobody else
        app.view_functions[endpoint] = _limit_everybody(view)  # type: ignore[assignment]


def _take_turns(view: Callable[..., Any]) -> Callable[..., Any]:
    """A password is checked or hashed; asking for a link makes a hash too, so that its time tells nothing.

    The turn is taken before the page asks anything of the database: who waits for it holds nothing.
    """

    @wraps(view)
    def take(*args: Any, **named: Any) -> Any:
        with check_in_turn() if _is_slow(named.get("token")) else nullcontext():
            return view(*args, **named)

    return take


def _is_slow(token: str | None) -> bool:
    """Whether a hash is made; not for a link that this site never sent, which anybody may invent."""
    if request.method != "POST":
        return False
    within = current_app.config["SECURITY_RESET_PASSWORD_WITHIN"]
    return token is None or check_and_get_token_status(token, "reset", within)[2] is not None


def _say_limit_of_one() -> str:
    return LIMIT_OF_LINKS if request.endpoint == LINKS else LIMIT_OF_ONE


def _find_share() -> str:
    is_typed = request.endpoint in PAGES_OF_ADDRESSES
    return _give_share(_find_address() if is_typed else _find_person(), current_app.config["SECRET_KEY"])


def _give_share(whose: str, secret: str) -> str:
    mac = hmac.new(secret.encode(), f"limit of sign-in\n{whose}".encode(errors="replace"), hashlib.sha256)
    return str(int.from_bytes(mac.digest()[:8]) % SHARES)


def _find_person() -> str:
    """Who is half or wholly signed in, as the signed session has it; without either nothing is tried."""
    return str(session.get("tf_user_id") or session.get("_user_id") or "")


def _find_address() -> str:
    """The address as typed, read where the form reads it; all spellings that lead to one person are one."""
    sent = MultiDict(_get_sent_json()) if request.is_json else request.form
    typed = str(sent.get("email", ""))
    with suppress(EmailValidateException):  # the form refuses it too
        typed = current_app.extensions["security"].mail_util.normalize(typed)
    return unicodedata.normalize("NFKC", typed).casefold()


def _get_sent_json() -> dict[str, object]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


_limit_one = limiter.limit(_say_limit_of_one, key_func=_find_share, methods=["POST"], on_breach=note_limit)
_limit_everybody = limiter.limit(lambda: LIMIT_OF_EVERYBODY, methods=["POST"], on_breach=note_limit)
