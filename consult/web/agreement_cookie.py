"""What a browser holds of a partner that was asked: which link was opened here, and whose code was used.

It ends with the browser and after SESSION_MINUTES without a page; script cannot read it. Of a link it holds
the hash, known or not, so that nothing tells a link that works from one that does not before a code is used.
"""

from dataclasses import astuple, dataclass

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE, PATH = "agreement", "/agreement"
SECONDS = 60


@dataclass(frozen=True)
class HeldLink:
    """A link that was opened in this browser. contact_id: whose code was used; empty before."""

    link_hash: str
    contact_id: str = ""


def find_held_link() -> HeldLink | None:
    """What this browser holds, unless nobody asked for a page in SESSION_MINUTES."""
    if "held_link" in g:
        found: HeldLink | None = g.held_link
        return found
    seconds = current_app.config["SESSION_MINUTES"] * SECONDS
    try:
        return HeldLink(*_make_signer().loads(request.cookies.get(COOKIE, ""), max_age=seconds))
    except BadSignature:
        return None


def hold_link(held: HeldLink | None) -> None:
    """Keep a link in this browser; None lets go of it."""
    g.held_link = held


def keep_link_in_cookie(blueprint: Blueprint) -> None:
    """Write the cookie after each page of a blueprint, so that it ends some minutes after the last one."""
    blueprint.after_request(_write)


def _write(response: Response) -> Response:
    held, path, is_secure = find_held_link(), request.script_root + PATH, bool(current_app.config["HTTPS"])
    if held is not None:
        signed = _make_signer().dumps(astuple(held))
        response.set_cookie(COOKIE, signed, path=path, secure=is_secure, httponly=True, samesite="Lax")
    elif COOKIE in request.cookies:
        response.delete_cookie(COOKIE, path=path, secure=is_secure, httponly=True, samesite="Lax")
    return response


def _make_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="an agreement link in a browser")
