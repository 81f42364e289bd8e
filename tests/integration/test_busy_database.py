"""A database that others keep busy: nobody is told of a fault, and nothing typed is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask
from psycopg import errors
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm import Session, sessionmaker

from consult.models import engine
from consult.models.busy import is_busy
from consult.models.response import Answer
from consult.vocabulary import Role
from consult.web.database import db
from tests.integration.conftest import SignIn
from tests.integration.visitor import WHO, Visitor, read_hidden

OURS = {"Sec-Fetch-Site": "same-origin"}
WORDS = "Homes near a school, and a bus that runs on Sundays."
HOMES = "q/homes"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for the lock."""
    quick = ("PRAGMA busy_timeout = 5", *engine.SQLITE_PRAGMAS[1:])
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", quick)


@pytest.fixture
def holder(app: Flask) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who writes for as long as they like."""
    with app.app_context():
        file = db.engine.url.database
    assert file
    with closing(sqlite3.connect(file, isolation_level=None)) as held:
        yield held


def test_page__sent_while_others_write__is_shown_to_be_sent_again_and_then_kept(
    visitor: Visitor, holder: sqlite3.Connection, sessions: sessionmaker[Session]
) -> None:
    visitor.begin()
    visitor.send("who", WHO)
    form = visitor.fill(HOMES, {"q_homes": WORDS})
    holder.execute("BEGIN IMMEDIATE")
    refused = visitor.client.post(visitor.at(HOMES), data=form, headers=OURS)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "20")
    assert ">C108</span>" in refused.text and f">{WORDS}</div>" in refused.text
    holder.execute("ROLLBACK")
    again = read_hidden(refused.text)
    assert again["q_homes"] == [WORDS]
    assert visitor.client.post(visitor.at(HOMES), data=again, headers=OURS).status_code == 302
    with sessions() as session:
        assert session.scalars(select(Answer.value).where(Answer.question_id == "homes")).one() == WORDS


def test_page__of_staff_while_others_write__needs_no_menu(
    sign_in: SignIn, holder: sqlite3.Connection
) -> None:
    desk = sign_in(Role.ADMINISTRATOR)
    holder.execute("BEGIN IMMEDIATE")
    refused = desk.post("/desk/region/forums/new", data={"name": WORDS}, headers=OURS)
    holder.execute("ROLLBACK")
    assert refused.status_code == 503 and ">C108</span>" in refused.text


@pytest.mark.parametrize(
    ("cause", "busy"),
    [
        (errors.DeadlockDetected(), True),
        (errors.LockNotAvailable(), True),
        (errors.SerializationFailure(), True),
        (errors.UndefinedTable(), False),
        (sqlite3.OperationalError("no such table"), False),
    ],
)
def test_error__of_a_database__is_known_for_what_it_is(cause: Exception, busy: bool) -> None:
    assert is_busy(OperationalError("", {}, cause)) is busy
    assert is_busy(TimeoutError())
    assert not is_busy(IntegrityError("", {}, sqlite3.IntegrityError("not unique")))


def test_page__whose_commit_meets_others__is_shown_to_be_sent_again(
    app: Flask, visitor: Visitor, sessions: sessionmaker[Session]
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    visitor.begin()
    visitor.send("who", WHO)
    form = visitor.fill(HOMES, {"q_homes": WORDS})

    def meet(_: object) -> None:
        raise OperationalError("", {}, errors.DeadlockDetected())

    with app.app_context():
        event.listen(db.session, "before_commit", meet)
        try:
            refused = visitor.client.post(visitor.at(HOMES), data=form, headers=OURS)
        finally:
            event.remove(db.session, "before_commit", meet)
    assert refused.status_code == 503 and f">{WORDS}</div>" in refused.text
    assert "Content-Security-Policy" in refused.headers
    with sessions() as session:
        assert session.scalars(select(Answer).where(Answer.question_id == "homes")).all() == []
    again = visitor.client.post(visitor.at(HOMES), data=read_hidden(refused.text), headers=OURS)
    assert again.status_code == 302


def test_error__that_is_no_crowd__stays_a_fault_of_ours(app: Flask, visitor: Visitor) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    visitor.begin()
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE response RENAME TO lost")
    refused = visitor.client.post(visitor.at("who"), data=WHO, headers=OURS)
    assert refused.status_code == 500 and ">C107</span>" in refused.text
