"""What a browser holds between two pages in a signed cookie that script cannot read.

It ends with the browser, and after SESSION_MINUTES without a page. It is signed, not sealed: whoever has the
browser can read it.
"""

from dataclasses import astuple, dataclass
from typing import Any, Generic, Literal, TypeVar

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

Held = TypeVar("Held")
SECONDS = 60


@dataclass(frozen=True)
class SignedCookie(Generic[Held]):
    """A cookie under `path`, which holds a `kind`: a dataclass of texts.

    same_site: "Strict" where no link from elsewhere may bring it along. form_seconds: how old it may be where
    a form is sent, if longer than where a page is asked for.
    """

    name: str
    path: str
    kind: type[Held]
    salt: str
    same_site: Literal["Lax", "Strict"]
    form_seconds: int | None = None

    def find(self) -> Held | None:
        """What this browser holds, unless nobody asked for a page in SESSION_MINUTES."""
        if self._place in g:
            found: Held | None = g.get(self._place)
            return found
        given = request.cookies.get(self.name, "")
        try:
            return self.kind(*self._make_signer().loads(given, max_age=self._find_seconds()))
        except BadSignature:
            return None

    def hold(self, held: Held | None) -> None:
        """Keep it in this browser; None lets go of it."""
        setattr(g, self._place, held)

    def keep(self, blueprint: Blueprint) -> None:
        """Write the cookie after each page of a blueprint, to end some minutes after the last one."""
        blueprint.after_request(self._write)

    def drop(self, response: Response) -> Response:
        """Take the cookie out of the browser, from any page."""
        response.delete_cookie(self.name, httponly=True, **self._say_where())
        return response

    def _find_seconds(self) -> int:
        if self.form_seconds is not None and request.method == "POST":
            return self.form_seconds
        return int(current_app.config["SESSION_MINUTES"]) * SECONDS

    @property
    def _place(self) -> str:
        return f"held_in_{self.name}"

    def _write(self, response: Response) -> Response:
        held = self.find()
        if held is not None:
            signed = self._make_signer().dumps(astuple(held))  # type: ignore[call-overload]
            response.set_cookie(self.name, signed, httponly=True, **self._say_where())
        elif self.name in request.cookies:
            return self.drop(response)
        return response

    def _say_where(self) -> dict[str, Any]:
        path, is_secure = request.script_root + self.path, bool(current_app.config["HTTPS"])
        return {"path": path, "secure": is_secure, "samesite": self.same_site}

    def _make_signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=self.salt)
