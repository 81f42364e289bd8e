"""Somebody who answers: opens pages, fills in the form that is there, follows where it leads."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.answering import SLUG

WHO = {"q_organisation": "Vale Housing", "q_sector": "voluntary_community"}
HOMES = {"q_homes": "Deposits.\r\nAdvice."}
WORK = {
    "q_began-day": "1",
    "q_began-month": "9",
    "q_began-year": "2030",
    "q_works": "yes",
    "q_needs": ["yes", "no"],
}
WAY = (
    ("who", WHO),
    ("q/homes", HOMES),
    ("q/count", {"q_count": "12"}),
    ("q/when", WORK),
    ("use", {"q_use": "unnamed"}),
)


class Visitor:
    """A browser without script; `at` gives addresses inside the consultation."""

    def __init__(self, client: FlaskClient, slug: str = SLUG) -> None:
        self.client = client
        self.slug = slug

    def at(self, path: str) -> str:
        return path if path.startswith("/") else f"/c/{self.slug}/{path}"

    def open(self, path: str) -> TestResponse:
        return self.client.get(self.at(path))

    def fill(self, path: str, answers: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the page's form would send: its unseen fields, and these answers."""
        return {**read_hidden(self.open(path).text), **(answers or {})}

    def send(self, path: str, answers: dict[str, Any] | None = None) -> TestResponse:
        """Open the page, fill it in, press its button."""
        return self.client.post(self.at(path), data=self.fill(path, answers))

    def begin(self) -> TestResponse:
        return self.send("")

    def answer_all(self) -> None:
        """Everything up to the page where answers are checked."""
        self.begin()
        for path, answers in WAY:
            assert self.send(path, answers).status_code == 302, path

    def send_return(self) -> str:
        """The whole way; gives the return number."""
        self.answer_all()
        assert self.send("check").status_code == 302
        return read_number(self.open("receipt").text)


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, Any] = {}
        self.is_number = False
        self.number = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.hidden.setdefault(str(given["name"]), []).append(given.get("value") or "")
        self.is_number = tag == "strong" and "return-number" in str(given.get("class"))

    def handle_data(self, data: str) -> None:
        if self.is_number and not self.number:
            self.number = data


def read_hidden(page: str) -> dict[str, Any]:
    """Names and values of the fields that a page's forms carry unseen."""
    form = _Form()
    form.feed(page)
    return form.hidden


def read_number(page: str) -> str:
    """The return number that a page shows."""
    form = _Form()
    form.feed(page)
    return form.number
