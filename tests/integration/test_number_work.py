"""The work for a return number is the same for a known, an unknown and a withdrawn one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker

from consult.sealing import codenames
from consult.sealing.codenames import new_codename
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, tell

COMPUTATIONS = 2
STATUS = {"known": 302, "unknown": 422, "withdrawn": 422}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def numbers(app: Flask) -> dict[str, str]:
    """A number of each kind."""
    client = app.test_client()
    gone = tell(client)
    client.post(f"{RETURN}/", data={"return_number": gone})
    assert client.post(f"{RETURN}/withdraw").status_code == 200
    return {"known": tell(app.test_client()), "unknown": new_codename().shown(), "withdrawn": gone}


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Notes every slow computation."""
    done: list[bytes] = []
    stretch: Callable[..., bytes] = codenames.stretch

    def note(*given: object, **named: object) -> bytes:
        done.append(stretch(*given, **named))
        return done[-1]

    monkeypatch.setattr(codenames, "stretch", note)
    return done


@contextmanager
def asked_of_databases() -> Iterator[list[str]]:
    """Every statement sent to any database while the block runs."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def enter(app: Flask, typed: str) -> tuple[int, list[str]]:
    """What one number is answered, and all that was asked of the databases for it."""
    client = app.test_client()
    with asked_of_databases() as statements:
        status = client.post(f"{RETURN}/", data={"return_number": typed}).status_code
    return status, [one for one in statements if not one.startswith("PRAGMA")]


def test_number__of_whichever_kind__costs_the_same_computations_and_the_same_queries(
    app: Flask, numbers: dict[str, str], computed: list[bytes]
) -> None:
    enter(app, new_codename().shown())  # what is done once for the process is no part of it
    work = {}
    for kind, number in numbers.items():
        computed.clear()
        status, statements = enter(app, number)
        assert status == STATUS[kind]
        assert len(computed) == COMPUTATIONS
        work[kind] = statements
    assert work["known"], "no statement was seen"
    assert work["unknown"] == work["withdrawn"] == work["known"]


def test_number__that_is_mistyped__costs_nothing_for_that_tells_only_how_it_was_typed(
    app: Flask, numbers: dict[str, str], computed: list[bytes]
) -> None:
    known = numbers["known"]
    status, statements = enter(app, f"{known[:-1]}{(int(known[-1]) + 1) % 10}")
    assert (status, computed) == (422, [])
    assert not [one for one in statements if "codename_lookup" in one or "key_wrap" in one]
