"""Which return a browser is working on: in the signed session cookie, and in every form.

Why in the form too: a page may stay open for longer than the cookie lives, and what was typed on it must
still find its return. The return number is drawn when a return is begun and kept here, never in the
database, until the person has confirmed it; so a repeated or interrupted submit shows the same number.
"""

from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

from consult.sealing.codenames import Codename, new_codename
from consult.services.keeping.retaining import FORM_SECONDS
from consult.web.letting_go import has_let_go, note_let_go, note_taken_up

COOKIE_KEY, REOPENED_KEY = "returns", "reopened"
FORM_FIELD = "_held"
MOST_HELD = 4


@dataclass(frozen=True)
class Held:
    """A return in this browser's hands. `number`: digits not confirmed yet; empty once they are."""

    response_id: str
    number: str = ""
    is_reopened: bool = False

    @property
    def codename(self) -> Codename:
        """The return number, to store or to show."""
        return Codename(self.number.encode("ascii"))


def draw_number() -> str:
    """The digits of a new return number."""
    return new_codename().reveal().decode("ascii")


def hold(slug: str, held: Held) -> None:
    """Keep a return in this browser; the cookie outlives a closed window, not SESSION_MINUTES."""
    others = {name: kept for name, kept in _read_cookie().items() if name != slug}
    newest = dict([*others.items()][1 - MOST_HELD :])
    session[COOKIE_KEY] = {**newest, slug: asdict(held)}
    session.permanent = True
    note_taken_up(held.response_id)


def find_held(slug: str) -> Held | None:
    """The return this browser works on; after the cookie's end, the one that the form itself carries.

    A form of a return that this browser let go of finds none, not even that of whoever came next.
    """
    if is_let_go(slug):
        return None
    kept = _read_cookie().get(slug)
    if kept is not None:
        return Held(**kept)
    held = _read_form(slug)
    if held is not None:
        hold(slug, held)
    return held


def is_let_go(slug: str) -> bool:
    """Whether the form that was sent is of a return that this browser let go of."""
    held = _read_form(slug)
    return held is not None and has_let_go(held.response_id)


def forget(slug: str) -> None:
    """Let go of a return, opened with its number or not: nothing that the browser has opens it again."""
    held = find_held(slug)
    if held is None:
        return
    note_let_go(held.response_id)
    if session.get(REOPENED_KEY) == held.response_id:
        session.pop(REOPENED_KEY)
    session[COOKIE_KEY] = {name: kept for name, kept in _read_cookie().items() if name != slug}


def list_numbered() -> list[str]:
    """Short names of the consultations whose return number was drawn and not confirmed."""
    return [slug for slug, kept in _read_cookie().items() if kept["number"]]


def sign_held(slug: str, held: Held) -> str:
    """What a form carries to find its return again."""
    return _make_signer().dumps([slug, asdict(held)])


def _read_cookie() -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = session.get(COOKIE_KEY, {})
    return kept


def _read_form(slug: str) -> Held | None:
    try:
        signed_slug, kept = _make_signer().loads(request.form.get(FORM_FIELD, ""), max_age=FORM_SECONDS)
    except BadSignature:
        return None
    return Held(**kept) if signed_slug == slug else None


def _make_signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="a return in a form")
