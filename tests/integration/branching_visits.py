"""Somebody who answers a form with conditions."""

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer
from consult.sealing.salt_files import create_secret_salt
from forms.definitions import Page
from tests.factories.branching import BRANCHING_SLUG, PAGES, make_branching_consultation
from tests.integration.visitor import WHO, Visitor, read_number

Sessions = sessionmaker[Session]


def begin_visit(app: Flask, sessions: Sessions, pages: tuple[Page, ...] = PAGES) -> Visitor:
    """Somebody who has begun, and said who they are."""
    create_secret_salt(Path(app.config["SALT_FILE"]))
    with sessions.begin() as session:
        make_branching_consultation(session, pages)
    made = Visitor(app.test_client(), BRANCHING_SLUG)
    made.begin()
    made.send("who", WHO)
    return made


def go(visitor: Visitor, page: str, **answers: Any) -> str:
    """Send a page; where it leads, by the last parts of its address."""
    sent = visitor.send(f"q/{page}", {f"q_{name}": value for name, value in answers.items()})
    assert sent.status_code == 302, sent.text
    return sent.headers["Location"].removeprefix(f"/c/{BRANCHING_SLUG}/")


def send_and_reopen(visitor: Visitor) -> None:
    """Send the return, and open it again for changes with its number."""
    visitor.send("use", {"q_use": "unnamed"})
    assert visitor.send("check").status_code == 302
    number = read_number(visitor.open("receipt").text)
    visitor.client.post("/return/", data={**visitor.fill("/return/"), "return_number": number})
    visitor.client.post("/return/change", data=visitor.fill("/return/yours"))


def read_answers(sessions: Sessions) -> dict[str, Any]:
    """The answers that are kept, those that were emptied too."""
    with sessions() as session:
        return {one.question_id: one.value for one in session.scalars(select(Answer))}
