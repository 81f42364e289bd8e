"""What a browser holds of a community group: which group opened its link here, and what its number opened.

It ends with the browser and after SESSION_MINUTES without a page; script cannot read it.
"""

from dataclasses import astuple, dataclass

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from consult.sealing.group_keys import BoxKey

COOKIE = "group"
PATH = "/your-experience/group"
SECONDS = 60


@dataclass(frozen=True)
class HeldGroup:
    """A group in this browser's hands.

    number: only until it is written down. key: the group's private half, once its number was given.
    """

    group_id: str
    number: str = ""
    key: str = ""

    @property
    def box_key(self) -> BoxKey | None:
        """The private half with which the group's list is read, if its number was given."""
        return BoxKey(bytes.fromhex(self.key)) if self.key else None


def find_held_group() -> HeldGroup | None:
    """What this browser holds, unless nobody asked for a page in SESSION_MINUTES."""
    if "held_group" in g:
        found: HeldGroup | None = g.held_group
        return found
    seconds = current_app.config["SESSION_MINUTES"] * SECONDS
    try:
        return HeldGroup(*_make_signer().loads(request.cookies.get(COOKIE, ""), max_age=seconds))
    except BadSignature:
        return None


def hold_group(held: HeldGroup) -> None:
    """Keep a group in this browser."""
    g.held_group = held


def forget_group() -> None:
    """Let go of it."""
    g.held_group = None


def drop_group_cookie(response: Response) -> Response:
    """Take the group's cookie out of the browser, from any page."""
    path, is_secure = request.script_root + PATH, bool(current_app.config["HTTPS"])
    response.delete_cookie(COOKIE, path=path, secure=is_secure, httponly=True, samesite="Strict")
    return response


def keep_group_in_cookie(blueprint: Blueprint) -> None:
    """Write the cookie after each page of a blueprint, so that it ends some minutes after the last one."""
    blueprint.after_request(_write)


def _write(response: Response) -> Response:
    held, path, is_secure = find_held_group(), request.script_root + PATH, bool(current_app.config["HTTPS"])
    if held is not None:
        signed = _make_signer().dumps(astuple(held))
        response.set_cookie(COOKIE, signed, path=path, secure=is_secure, httponly=True, samesite="Strict")
    elif COOKIE in request.cookies:
        response.delete_cookie(COOKIE, path=path, secure=is_secure, httponly=True, samesite="Strict")
    return response


def _make_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="a group in a browser")
