"""What a browser holds of an experience: one cookie, and no other place in the browser or on our side.

While an experience is being written the cookie has the key that opens it; the number under which it will be
found is drawn at the beginning and kept here, so that a repeated or interrupted send shows the same number.
Its name says nothing, it ends with the browser, and script cannot read it.
"""

from dataclasses import astuple, dataclass

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from consult.sealing.codenames import Codename
from consult.sealing.keys import DraftKey
from consult.services.keeping.retaining import FORM_SECONDS

COOKIE = "page"
PATH = "/your-experience"
SECONDS = 60


@dataclass(frozen=True)
class Held:
    """An experience in this browser's hands. `draft_key`: empty once it was sent.

    group_id: of the community group that passes it on. card_id: of the card with which it is told. With
    either and no response_id, this browser may begin one.
    """

    response_id: str = ""
    number: str = ""
    draft_key: str = ""
    group_id: str = ""
    card_id: str = ""

    @property
    def codename(self) -> Codename:
        """The return number, to open with or to show."""
        return Codename(self.number.encode("ascii"))

    @property
    def opening_key(self) -> DraftKey:
        """The key of what is still being written."""
        return DraftKey(bytes.fromhex(self.draft_key))


def find_held() -> Held | None:
    """What this browser holds, unless nobody asked for a page in SESSION_MINUTES."""
    if "held_experience" in g:
        found: Held | None = g.held_experience
        return found
    seconds = FORM_SECONDS if request.method == "POST" else current_app.config["SESSION_MINUTES"] * SECONDS
    try:
        return Held(*_make_signer().loads(request.cookies.get(COOKIE, ""), max_age=seconds))
    except BadSignature:
        return None


def hold(held: Held) -> None:
    """Keep an experience in this browser."""
    g.held_experience = held


def forget() -> None:
    """Let go of it; nothing stays in the browser."""
    g.held_experience = None


def keep_in_cookie(blueprint: Blueprint) -> None:
    """Write the cookie after each page of a blueprint, so that it ends some minutes after the last one."""
    blueprint.after_request(_write)


def drop_cookie(response: Response) -> Response:
    """Take the cookie out of the browser."""
    response.delete_cookie(COOKIE, path=_find_path(), secure=_is_secure(), httponly=True, samesite="Strict")
    return response


def _write(response: Response) -> Response:
    held = find_held()
    if held is not None:
        signed = _make_signer().dumps(astuple(held))
        response.set_cookie(
            COOKIE, signed, path=_find_path(), secure=_is_secure(), httponly=True, samesite="Strict"
        )
    elif COOKIE in request.cookies:
        drop_cookie(response)
    return response


def _find_path() -> str:
    return request.script_root + PATH


def _is_secure() -> bool:
    return bool(current_app.config["HTTPS"])


def _make_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="an experience in a browser")
