"""A visitor without a browser: keeps cookies, fills in the form a page shows, notes how long answers take."""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any

WORDS = "More homes that families can afford, help with English, and one place to ask for advice."


class FormReader(HTMLParser):
    """Collects the fields of the forms of a page that are sent with POST, filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._inside, self._chosen = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form we are in."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method", "").lower() == "post"
            if self._inside:
                self.forms.append({"action": given.get("action", ""), "fields": {}})
        elif self._inside and tag == "option" and given.get("value"):
            self.forms[-1]["fields"].setdefault(self._chosen, given["value"])
        elif self._inside and "name" in given:
            self._chosen = given["name"]
            self._add(tag, given, self.forms[-1]["fields"])

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._inside = False

    def _add(self, tag: str, given: dict[str, str], fields: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            fields[name] = WORDS
        elif tag == "input" and kind in {"radio", "checkbox"}:
            fields.setdefault(name, given.get("value", "on"))
        elif tag == "input" and given.get("tabindex") != "-1":  # which people neither see nor reach
            fields[name] = given.get("value", "") or _invent(name, given.get("inputmode", ""))


def _invent(name: str, mode: str) -> str:
    """Something that fits a plain input."""
    parts = {"day": "3", "month": "11", "year": "2026"}
    ending = name.rpartition("-")[2].rpartition("_")[2]
    return parts.get(ending, "12" if mode == "numeric" else "Bench")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Redirects are followed by the visitor, so that each answer is timed by itself."""


class Visitor:
    """One person's way through a site; `seconds` holds how long each address took, by kind."""

    def __init__(self, site: str, name_kind: Callable[[str, str], str]) -> None:
        self.site, self.address, self.page = site, site, ""
        self.seconds: dict[str, list[float]] = {}
        self._name_kind = name_kind
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar, _Stay)

    def open(self, address: str, fields: dict[str, str] | None = None) -> None:
        """Ask for an address and follow to where it leads."""
        address = urllib.parse.urljoin(self.address, address)
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(address, data=body, headers={"Referer": self.address})
        started = time.perf_counter()
        response = self._send(request)
        text = response.read().decode(errors="replace")
        kind = self._name_kind(request.get_method(), urllib.parse.urlparse(address).path)
        self.seconds.setdefault(kind, []).append(time.perf_counter() - started)
        self.address = address
        if response.status in {302, 303}:
            self.open(response.headers["Location"])
        elif response.status != 200:
            raise RuntimeError(f"{request.get_method()} {address} answered {response.status}")
        else:
            self.page = text

    def send_form(self, place: int = -1) -> None:
        """Fill in a form of the page, the last unless told otherwise, and send it."""
        reader = FormReader()
        reader.feed(self.page)
        form = reader.forms[place]
        self.open(form["action"] or self.address, form["fields"])

    def _send(self, request: urllib.request.Request) -> HTTPResponse:
        try:
            return self._opener.open(request, timeout=60)  # type: ignore[no-any-return]
        except urllib.error.HTTPError as answer:
            return answer  # type: ignore[return-value]
