"""Guessing return numbers: a flood is slowed down, and nobody who has a number is kept out for long by it."""

import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits.storage import memory
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from consult.sealing.codenames import new_codename
from consult.sealing.errors import SealingBusy
from consult.web import number_limits
from consult.web.number_limits import NUMBERS_SECONDS, WRONG_NUMBERS
from tests.integration.conftest import MakeApp
from tests.integration.other_writer import OtherWriter
from tests.integration.teller import RETURN, open_form, tell

FLOOD = 3 * WRONG_NUMBERS
ENTRIES = (f"{RETURN}/", "/return/", "/your-experience/group/enter")


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    open_form(make_app, sessions)
    return make_app(ACCOUNT_FORM=True, RATELIMIT_ENABLED=True)


@pytest.fixture
def number(app: Flask) -> str:
    """The number of somebody's experience."""
    return tell(app.test_client())


class Clock:
    """The time of the limit; `wait` lets it go by."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._offset = 0.0
        shown = SimpleNamespace(time=lambda: time.time() + self._offset)
        monkeypatch.setattr(memory, "time", shown)

    def wait(self, seconds: float) -> None:
        self._offset += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def enter(client: FlaskClient, typed: str, path: str = f"{RETURN}/") -> TestResponse:
    return client.post(path, data={"return_number": typed})


def flood(app: Flask, tries: int = FLOOD) -> list[int]:
    """One client tries whole numbers that open nothing."""
    client = app.test_client()
    return [enter(client, new_codename().shown()).status_code for _ in range(tries)]


@pytest.mark.usefixtures("clock")
def test_flood__of_wrong_numbers__is_refused_while_whoever_has_a_number_gets_in(
    app: Flask, number: str
) -> None:
    statuses = flood(app)
    assert statuses.count(422) == WRONG_NUMBERS and set(statuses[WRONG_NUMBERS:]) == {429}
    assert enter(app.test_client(), number).status_code == 302
    assert flood(app, 1) == [429], "and it goes on"


@pytest.mark.usefixtures("clock")
def test_refusal__in_a_flood__says_that_nothing_is_lost(app: Flask) -> None:
    flood(app, WRONG_NUMBERS)
    tried = new_codename().shown()
    refused = enter(app.test_client(), tried)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(NUMBERS_SECONDS)
    assert "Nothing is lost" in refused.text and f"Wait {NUMBERS_SECONDS} seconds" in refused.text
    assert "Exit this page" in refused.text and tried not in refused.text


@pytest.mark.usefixtures("clock")
def test_turn__in_a_flood__is_one_and_is_waited_for(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flood(app, WRONG_NUMBERS)
    with number_limits._flooded.take(0):
        with monkeypatch.context() as patch:
            patch.setattr(number_limits, "NUMBERS_SECONDS", 0)
            assert enter(app.test_client(), number).status_code == 429
        waiting = ThreadPoolExecutor().submit(enter, app.test_client(), number)
        assert wait([waiting], timeout=0.2).not_done
    assert waiting.result().status_code == 302


@pytest.mark.usefixtures("clock")
def test_crowd__in_a_flood__is_refused_at_once_and_leaves_the_others_their_pages(
    app: Flask, number: str
) -> None:
    flood(app, WRONG_NUMBERS)
    with ExitStack() as crowd:
        for _ in range(number_limits.MOST_WAITING):
            assert number_limits._waiting.acquire(blocking=False)
            crowd.callback(number_limits._waiting.release)
        assert enter(app.test_client(), number).status_code == 429
    assert enter(app.test_client(), number).status_code == 302, "and gave back what it took"


@pytest.mark.usefixtures("clock")
def test_number__that_waits_in_a_flood__keeps_nobody_else_from_writing(
    app: Flask, number: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flood(app, WRONG_NUMBERS)
    other = OtherWriter(sqlite_url, monkeypatch)
    other.write_during("consult.web.number_limits._take_turn")
    assert enter(app.test_client(), number).status_code == 302
    assert other.met == ["written"]


def test_flood__that_has_ended__leaves_no_limit_behind(app: Flask, clock: Clock) -> None:
    flood(app)
    clock.wait(NUMBERS_SECONDS)
    assert flood(app, 1) == [422]


def test_refused_tries__during_a_flood__do_not_make_it_longer(app: Flask, clock: Clock) -> None:
    flood(app, WRONG_NUMBERS)
    clock.wait(NUMBERS_SECONDS / 2)
    assert set(flood(app)) == {429}
    clock.wait(NUMBERS_SECONDS / 2)
    assert flood(app, 1) == [422]


def test_site__that_computes__takes_turns_with_every_process_of_its_folder(app: Flask) -> None:
    folder = Path(app.config["INSTANCE"])
    folder.mkdir(exist_ok=True)
    flood(app, 1)
    assert sorted(one.name for one in folder.glob("turn-*")) == [
        f"turn-stretching-{place}.lock" for place in (1, 2)
    ]


@pytest.mark.usefixtures("clock")
def test_people__who_come_back_or_mistype__use_up_nothing_of_the_limit(app: Flask, number: str) -> None:
    client = app.test_client()
    for _ in range(WRONG_NUMBERS + 1):
        assert enter(client, number).status_code == 302
        assert enter(client, f"{number[:-1]}{(int(number[-1]) + 1) % 10}").status_code == 422
    assert flood(app, 1) == [422]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("first", ENTRIES)
def test_limit__of_every_page_where_a_number_is_typed__is_one(app: Flask, first: str) -> None:
    client = app.test_client()
    statuses = [enter(client, new_codename().shown(), first).status_code for _ in range(WRONG_NUMBERS)]
    assert set(statuses) == {422}
    for entry in ENTRIES:
        refused = enter(app.test_client(), new_codename().shown(), entry)
        assert refused.status_code == 429 and "Nothing is lost" in refused.text
        assert app.test_client().get(entry).status_code == 200, "the page itself stays open"


def test_turn__that_does_not_come__says_when_to_try_again(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SealingBusy()

    monkeypatch.setattr("consult.sealing.codenames.stretch", refuse)
    refused = enter(app.test_client(), number)
    assert refused.status_code == 503 and refused.headers["Retry-After"]
    assert "What you saved before is kept" in refused.text
