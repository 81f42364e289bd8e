"""Somebody who answers any questionnaire by chance, from its first page to the receipt.

What is valid is asked of the handlers and of the form's own expressions; no kind of question is known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import count
from random import Random
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms.answers import Answer, AnswerError
from forms.definitions import Page, Question, Questionnaire, find_text
from forms.expressions.contexts import Moment
from forms.flow.checking import is_refused
from forms.flow.reaching import reach
from forms.kinds import get_handler
from tests.factories.numbering import NOW, TODAY
from tests.integration.visitor import WHO, Visitor, read_number

CELLS = (
    "Some words, as people write them.", "مرحبا بكم", "x", "12", "0", "1", "-3", "7.5", "100000",
    "0123456789",
    "2026-03-27", "2031-01-01", "1990-02-28", "14:30", "2026-03-27T14:30", "a@example.org", "SW1A 1AA", "yes",
    "OK",
)  # fmt: skip
"""What is tried as an answer, as cells of a table hold it."""

WRONG = ("nonsense", "12..5", "31/31/31", "-", "?", "99:99", "1e", "\u200f")
TRIES = 60
DAY = Moment(TODAY, NOW.replace(tzinfo=None))


class Fault(AssertionError):
    """Something on the way that should not be."""


@dataclass
class Respondent:
    """One person with one language. answers: what was given so far, by question; trail: the pages seen."""

    client: FlaskClient
    definition: Questionnaire
    slug: str
    random: Random
    language: str = "en"
    errs: bool = True
    answers: dict[str, Answer | None] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)

    def walk(self) -> str:
        """Answer everything; return the return number."""
        visitor = Visitor(self.client, self.slug)
        self._see(visitor.open(f"?lang={self.language}"))
        visitor.begin()
        address = self._follow(visitor.send("who", WHO), "who")
        for step in count():
            if "/q/" not in address:
                break
            if step > 3 * len(self.definition.pages) + 10:
                raise Fault(f"The way has no end: {self.trail[-5:]}")
            address = self._answer_page(visitor, address)
        if not address.endswith("/use"):
            raise Fault(f"The way leads to {address}")
        self._follow(visitor.send("use", {"q_use": "unnamed"}), "use")
        self._send(visitor)
        receipt = self._see(visitor.open("receipt"))
        number = read_number(receipt)
        if not number:
            raise Fault("The receipt shows no number")
        return number

    def _answer_page(self, visitor: Visitor, address: str) -> str:
        """Err if there is a way to, then answer; return where the page leads."""
        page_id = self._find_page_id(address)
        self.trail.append(page_id)
        shown = self._see(visitor.open(address))
        page = reach(self.definition, self.answers, DAY).find_page(page_id)
        if page is None:
            raise Fault(f"{page_id} is shown and is not on the way")
        self._compare(shown, page)
        asked = [one for one in page.questions if one.is_answerable]
        if self.errs:
            self._err(visitor, address, asked)
        chosen = self._choose(page, asked)
        sent = visitor.send(address, self._lay_out(chosen, asked))
        if sent.status_code != 302:
            raise Fault(f"{page_id}: {chosen} is not taken: {read_summary(sent.text)}")
        self.answers |= chosen
        return sent.headers["Location"]

    def _compare(self, shown: str, page: Page) -> None:
        """Hold what the page shows to what the form asks: the fields, and the words in this language."""
        fields = read_fields(shown)
        for one in page.questions:
            words, _ = find_text(one.label, self.language, self.definition.default_language)
            first = next((line.strip() for line in words.splitlines() if line.strip()), "")
            if first and first not in unescape(shown):
                raise Fault(f"{page.id} does not show {first!r}")
            if one.is_answerable and not any(is_of(one, name) for name in fields):
                raise Fault(f"{page.id} has no field for {one.id}: {sorted(fields)}")

    def _err(self, visitor: Visitor, address: str, asked: list[Question]) -> None:
        """Send what is wrong with one question; it has to be refused, said, and still be there."""
        for question in self.random.sample(asked, len(asked)):
            typed = self._find_wrong(question)
            if typed is None:
                continue
            sent = visitor.send(address, self._name(question, typed))
            if sent.status_code != 422:
                raise Fault(f"{question.id}: {typed} is taken as an answer ({sent.status_code})")
            self._check_refusal(sent.text, question, typed)
            return

    def _check_refusal(self, shown: str, question: Question, typed: list[str]) -> None:
        if f'href="#q_{question.id}' not in read_summary(shown):
            raise Fault(f"{question.id}: {typed} is refused without a link: {read_summary(shown)[:300]}")
        fields, free = read_fields(shown), list_free(shown)
        for name, text in self._name(question, typed).items():
            if name in free and text and text not in fields[name]:
                raise Fault(f"{question.id}: {text!r} is not kept: {fields.get(name)}")

    def _find_wrong(self, question: Question) -> list[str] | None:
        """Return something typed that is no answer to a question; nothing at all where one is required."""
        handler = get_handler(question.kind)
        parts = len(handler.list_parts(question))
        tried = [[text] * parts for text in self.random.sample(WRONG, len(WRONG))]
        if question.required and self.random.random() < 0.5:
            tried.insert(0, [""] * parts)
        for typed in tried:
            try:
                parsed = handler.parse(typed, question)
            except AnswerError:
                return typed
            if parsed is None and question.required:
                return typed
        return None

    def _choose(self, page: Page, asked: list[Question]) -> dict[str, Answer | None]:
        """Return answers to a page that its constraints take together."""
        for _ in range(TRIES):
            chosen = {one.id: self._find_answer(one) for one in asked}
            refused = self._list_refused(asked, chosen)
            for one in refused:
                chosen[one.id] = next(self._find_better(one, asked, chosen), chosen[one.id])
            if not refused or not self._list_refused(asked, chosen):
                return chosen
        raise Fault(
            f"{page.id}: nothing was found that {[one.id for one in refused]} takes; the last was {chosen}"
        )

    def _list_refused(self, asked: list[Question], chosen: Mapping[str, Answer | None]) -> list[Question]:
        now = reach(self.definition, self.answers | dict(chosen), DAY)
        given = [(one, chosen[one.id]) for one in asked]
        return [one for one, answer in given if answer is not None and is_refused(one, answer, now)]

    def _find_better(
        self, question: Question, asked: list[Question], chosen: Mapping[str, Answer | None]
    ) -> Iterator[Answer]:
        """List the answers that the question's constraint takes beside those to the others."""
        handler = get_handler(question.kind)
        for cell in self._list_cells(question):
            try:
                answer = handler.parse_cell(cell, question)
            except AnswerError:
                continue
            refused = self._list_refused(asked, {**chosen, question.id: answer})
            if answer is not None and question not in refused:
                yield answer

    def _find_answer(self, question: Question) -> Answer | None:
        handler = get_handler(question.kind)
        if not question.required and self.random.random() < 0.25:
            return None
        for cell in self._list_cells(question):
            try:
                answer = handler.parse_cell(cell, question)
            except AnswerError:
                continue
            if not handler.is_empty(answer):
                return answer
        raise Fault(f"No answer was found to {question.id}, a {question.kind}")

    def _list_cells(self, question: Question) -> list[str]:
        names = [one.name for one in question.choices]
        if names:
            counts = {
                1,
                min(len(names), 2),
                min(len(names), 3),
                self.random.randint(1, len(names)),
                len(names),
            }
            cells = [" ".join(self.random.sample(names, number)) for number in sorted(counts)]
            return self.random.sample(cells, len(cells))
        numbers = [str(self.random.randint(0, most)) for most in (5, 20, 120, 3000)]
        earlier = {str(answer) for answer in self.answers.values() if answer is not None}
        cells = [
            *CELLS,
            *sorted(earlier),
            *numbers,
            "x" * self.random.randint(1, 40),
            "7" * self.random.randint(1, 15),
        ]
        return self.random.sample(cells, len(cells))

    def _lay_out(self, chosen: dict[str, Answer | None], asked: list[Question]) -> dict[str, Any]:
        sent: dict[str, Any] = {}
        for one in asked:
            handler, answer = get_handler(one.kind), chosen[one.id]
            parts = handler.list_parts(one)
            typed = [""] * len(parts) if answer is None else handler.lay_out(answer, one)
            sent |= self._name(one, typed)
        return sent

    def _name(self, question: Question, typed: list[str]) -> dict[str, Any]:
        """Return what was typed under the names of the inputs."""
        parts = get_handler(question.kind).list_parts(question)
        if parts == ("",):
            return {f"q_{question.id}": typed if len(typed) > 1 else "".join(typed)}
        return {f"q_{question.id}-{part}": text for part, text in zip(parts, typed, strict=True)}

    def _send(self, visitor: Visitor) -> None:
        """Send the return; first answer what later answers have made required on earlier pages."""
        for _ in self.definition.pages:
            self._check(visitor)
            sent = visitor.send("check")
            if sent.status_code == 302:
                return
            open_pages = [link for link in list_links(sent.text) if "/q/" in link]
            if not open_pages:
                raise Fault(f"The return cannot be sent, and no page is open: {read_summary(sent.text)}")
            self._answer_page(visitor, open_pages[0])
        raise Fault("The return is never complete")

    def _check(self, visitor: Visitor) -> None:
        """The last page names every question that counts."""
        shown = unescape(self._see(visitor.open("check")))
        for one in reach(self.definition, self.answers, DAY).form.questions():
            words, _ = find_text(one.label, self.language, self.definition.default_language)
            first = next((line.strip() for line in words.splitlines() if line.strip()), "")
            if first not in shown:
                raise Fault(f"The last page does not name {one.id}")

    def _see(self, answer: TestResponse) -> str:
        if answer.status_code != 200:
            raise Fault(f"{answer.request.path} answers {answer.status_code}")
        return answer.text

    def _follow(self, sent: TestResponse, page: str) -> str:
        if sent.status_code != 302:
            raise Fault(f"{page} is not taken: {read_summary(sent.text)}")
        return sent.headers["Location"]

    def _find_page_id(self, address: str) -> str:
        places = {f"/q/{url_of(page.id)}": page.id for page in self.definition.pages}
        found = [id for ending, id in places.items() if address.split("?")[0].endswith(ending)]
        if not found:
            raise Fault(f"{address} is no page of the form")
        return found[0]


def url_of(page_id: str) -> str:
    """Return a page's id as it stands in addresses."""
    return quote(page_id)


def is_of(question: Question, name: str) -> bool:
    """Tell whether an input belongs to a question."""
    return name == f"q_{question.id}" or name.startswith(f"q_{question.id}-")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.free: set[str] = set()
        self.links: list[str] = []
        self.summary: list[str] = []
        self.in_summary = 0
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden" and "name" in given:
            held = self.fields.setdefault(given["name"], [])
            if tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
                held.append(given.get("value", ""))
            self.area = given["name"] if tag == "textarea" else ""
            if tag == "textarea" or (tag == "input" and given.get("type") not in ("radio", "checkbox")):
                self.free.add(given["name"])
        if tag == "div" and "govuk-error-summary" in given.get("class", "").split():
            self.in_summary = 1
        elif tag == "div" and self.in_summary:
            self.in_summary += 1
        elif self.in_summary and tag == "a":
            self.summary.append(f'href="{given.get("href", "")}"')
            self.links.append(given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.in_summary:
            self.in_summary -= 1
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area].append(data)
        if self.in_summary and data.strip():
            self.summary.append(data.strip())


def read_fields(shown: str) -> dict[str, list[str]]:
    """Return the inputs of a page that can be seen, with what they hold."""
    page = _Page()
    page.feed(shown)
    return page.fields


def list_free(shown: str) -> set[str]:
    """List the inputs of a page that hold whatever is typed."""
    page = _Page()
    page.feed(shown)
    return page.free


def list_links(shown: str) -> list[str]:
    """List where the error summary of a page leads."""
    page = _Page()
    page.feed(shown)
    return page.links


def read_summary(shown: str) -> str:
    """Return what the error summary of a page says, with where its links lead."""
    page = _Page()
    page.feed(shown)
    return " ".join(page.summary)
