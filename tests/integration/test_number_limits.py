"""Guessing return numbers: one after another, few wait, and no crowd takes all threads of the site."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from consult.cli.serving import THREADS
from consult.sealing import codenames
from consult.sealing.codenames import new_codename
from consult.sealing.errors import SealingBusy
from consult.web import number_limits
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.number_limits import AGAIN_SECONDS, OPENED, SENT, Places
from consult.web.password_checks import CHECKS
from tests.integration.conftest import MakeApp
from tests.integration.other_writer import OtherWriter
from tests.integration.teller import RETURN, START, open_form, tell, write

ENTRIES = (f"{RETURN}/", "/return/", "/your-experience/group/enter")
SAMPLES = ("gunicorn-collect.conf.py", "gunicorn-desk.conf.py")
LEFT_FOR_PAGES = 6
GUESSERS = 12


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    open_form(make_app, sessions)
    return make_app(ACCOUNT_FORM=True, RATELIMIT_ENABLED=True)


@pytest.fixture
def number(app: Flask) -> str:
    """The number of somebody's experience."""
    return tell(app.test_client())


def enter(client: FlaskClient, typed: str, path: str = f"{RETURN}/") -> TestResponse:
    return client.post(path, data={"return_number": typed})


def guess(app: Flask, path: str = f"{RETURN}/") -> TestResponse:
    return enter(app.test_client(), new_codename().shown(), path)


def fill(places: Places) -> ExitStack:
    """As many requests as there are places are at it, as long as the block runs."""
    with ExitStack() as crowd:
        for _ in range(places.most):
            crowd.enter_context(places.take())
        return crowd.pop_all()


def open_another(app: Flask) -> str:
    """The cookie of a browser that has an experience of its own open."""
    other = app.test_client()
    enter(other, tell(app.test_client()))
    cookie = other.get_cookie(EXPERIENCE_COOKIE.name, path=EXPERIENCE_COOKIE.path)
    assert cookie is not None
    return cookie.value


def ask_with(app: Flask, cookie: str) -> TestResponse:
    client = app.test_client()
    client.set_cookie(EXPERIENCE_COOKIE.name, cookie, path=EXPERIENCE_COOKIE.path)
    return client.get(f"{RETURN}/yours")


@pytest.fixture
def make_slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets every computation take so many seconds more, as a slow machine does."""
    stretch = codenames.stretch

    def slow_down(seconds: float) -> None:
        def stretch_slowly(*given: object, **named: object) -> bytes:
            time.sleep(seconds)
            return stretch(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(codenames, "stretch", stretch_slowly)

    return slow_down


def test_guesses__one_after_another__are_all_computed_and_keep_nobody_out(app: Flask, number: str) -> None:
    client = app.test_client()
    assert {enter(client, new_codename().shown()).status_code for _ in range(40)} == {422}
    assert enter(app.test_client(), number).status_code == 302


def test_number__that_is_right__gets_in_at_the_first_try_while_others_guess_without_a_pause(
    app: Flask, number: str, make_slow: Callable[[float], None]
) -> None:
    make_slow(0.005)
    statuses: list[int] = []
    is_over = Event()

    def go_on_guessing() -> None:
        while not is_over.is_set():
            statuses.append(guess(app).status_code)

    with ThreadPoolExecutor(GUESSERS) as guessers:
        for _ in range(GUESSERS):
            guessers.submit(go_on_guessing)
        try:
            while len(statuses) < GUESSERS:
                time.sleep(0.01)
            entered = [enter(app.test_client(), number).status_code for _ in range(3)]
        finally:
            is_over.set()
    assert entered == [302] * 3
    assert set(statuses) == {422}, "each was computed in its turn"


def test_crowd__of_guesses__leaves_threads_for_pages_for_what_is_open_and_for_sending(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, writer, most = app.test_client(), app.test_client(), number_limits._tried.most
    enter(person, number)
    write(writer)
    monkeypatch.setattr(number_limits, "WAIT_SECONDS", 60)
    with ThreadPoolExecutor(THREADS) as site:
        with number_limits._turn.take(0):
            crowd = [site.submit(guess, app) for _ in range(2 * THREADS)]
            refused = [one.result().status_code for one in islice(as_completed(crowd), len(crowd) - most)]
            assert set(refused) == {429}
            assert site.submit(person.get, "/your-experience/safety").result().status_code == 200
            assert site.submit(person.get, f"{RETURN}/yours").result().status_code == 200
            assert site.submit(writer.post, f"{START}/check").result().status_code == 302
            assert [one.done() for one in crowd].count(False) == most, "they wait still"
        assert [one.result().status_code for one in crowd].count(422) == most


def test_crowd__that_reads_what_it_opened__is_refused_and_keeps_no_number_out(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = app.test_client()
    enter(person, number)
    with ExitStack() as crowd, monkeypatch.context() as patch:
        patch.setattr(number_limits, "OPENED_SECONDS", 0)
        for at in range(OPENED.at_work):
            crowd.enter_context(OPENED.take(f"experience {at}", 0))
        refused = person.get(f"{RETURN}/yours")
        assert refused.status_code == 503 and refused.headers["Retry-After"]
        assert enter(app.test_client(), number).status_code == 302
    assert person.get(f"{RETURN}/yours").status_code == 200, "and gave back what it took"


def test_person__with_their_own_open__waits_for_a_crowd_that_reads(app: Flask, number: str) -> None:
    person = app.test_client()
    enter(person, number)
    with ThreadPoolExecutor(1) as waiting:
        with ExitStack() as crowd:
            for at in range(OPENED.at_work):
                crowd.enter_context(OPENED.take(f"experience {at}", 0))
            asked = waiting.submit(person.get, f"{RETURN}/withdraw")
            assert wait([asked], timeout=0.1).not_done
        assert asked.result().status_code == 200


def test_person__with_their_own_open__can_withdraw_while_one_other_cookie_is_sent_without_a_pause(
    app: Flask, number: str, make_slow: Callable[[float], None]
) -> None:
    person = app.test_client()
    enter(person, number)
    cookie = open_another(app)
    make_slow(0.02)
    is_over = Event()
    seen: list[int] = []

    def go_on_asking() -> None:
        while not is_over.is_set():
            seen.append(ask_with(app, cookie).status_code)

    with ThreadPoolExecutor(GUESSERS) as crowd:
        for _ in range(GUESSERS):
            crowd.submit(go_on_asking)
        try:
            while len(seen) < GUESSERS:
                time.sleep(0.01)
            asked = [person.get(f"{RETURN}/withdraw").status_code for _ in range(4)]
        finally:
            is_over.set()
    assert asked == [200] * 4
    assert set(seen) == {200, 503}, "a few wait, and the others are refused"


def test_cookie__of_what_was_withdrawn__costs_no_computation(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = open_another(app)
    assert ask_with(app, cookie).status_code == 200
    owner = app.test_client()
    owner.set_cookie(EXPERIENCE_COOKIE.name, cookie, path=EXPERIENCE_COOKIE.path)
    owner.post(f"{RETURN}/withdraw")
    computed: list[object] = []
    monkeypatch.setattr(codenames, "stretch", lambda *given, **_: computed.append(given))
    gone = ask_with(app, cookie)
    assert (gone.status_code, gone.location) == (302, f"{RETURN}/")
    assert f"{EXPERIENCE_COOKIE.name}=;" in gone.headers["Set-Cookie"]
    assert computed == []


def test_crowd__that_sends__is_refused_and_loses_nothing(app: Flask, number: str) -> None:
    writer = app.test_client()
    write(writer)
    with fill(SENT):
        refused = writer.post(f"{START}/check")
        assert refused.status_code == 503 and "What you saved before is kept" in refused.text
        assert enter(app.test_client(), number).status_code == 302
    assert writer.post(f"{START}/check").status_code == 302


def test_places__of_what_is_sent__are_enough_for_a_room_full_of_people() -> None:
    """Twenty people fill in a form together and press Send at the same moment, all served by one process."""
    with ExitStack() as room:
        for _ in range(20):
            room.enter_context(SENT.take())


def test_places__of_all_kinds_together__leave_threads_for_pages_as_they_are_served() -> None:
    most = number_limits._tried.most + OPENED.most + SENT.most + CHECKS.most
    assert most <= THREADS - LEFT_FOR_PAGES
    folder = Path(__file__).parents[2] / "docs" / "hosting"
    for sample in SAMPLES:
        assert f"\nthreads = {THREADS} " in (folder / sample).read_text(encoding="utf-8")


@pytest.mark.parametrize("entry", ENTRIES)
def test_crowd__of_guesses__is_one_for_every_page_where_a_number_is_typed(app: Flask, entry: str) -> None:
    with fill(number_limits._tried):
        tried = new_codename().shown()
        refused = enter(app.test_client(), tried, entry)
        assert refused.status_code == 429 and refused.headers["Retry-After"] == str(AGAIN_SECONDS)
        assert "Nothing is lost" in refused.text and f"Wait {AGAIN_SECONDS} seconds" in refused.text
        assert "you may have to try many times" in refused.text and tried not in refused.text
        assert app.test_client().get(entry).status_code == 200, "the page itself stays open"
    assert guess(app, entry).status_code == 422


def test_refusal__of_an_experience__says_how_to_have_it_withdrawn_and_has_the_way_out(app: Flask) -> None:
    with fill(number_limits._tried):
        refused = guess(app).text
    assert "Exit this page" in refused
    assert f'href="{RETURN}/#lost-number"' in refused and "you can ask us" in refused
    assert 'id="lost-number"' in app.test_client().get(f"{RETURN}/").text


def test_mistyped_number__in_a_crowd__is_told_so_for_it_takes_no_turn(app: Flask, number: str) -> None:
    mistyped = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    with fill(number_limits._tried):
        assert enter(app.test_client(), mistyped).status_code == 422


def test_turn__that_another_has__is_the_only_one_and_is_waited_for(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with number_limits._turn.take(0):
        with monkeypatch.context() as patch:
            patch.setattr(number_limits, "WAIT_SECONDS", 0)
            assert enter(app.test_client(), number).status_code == 429
        waiting = ThreadPoolExecutor().submit(enter, app.test_client(), number)
        assert wait([waiting], timeout=0.2).not_done
    assert waiting.result().status_code == 302


def test_number__that_is_computed_in_its_turn__keeps_nobody_else_from_writing(
    app: Flask, number: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = OtherWriter(sqlite_url, monkeypatch)
    other.write_during("consult.web.return_numbers._reopen")
    assert enter(app.test_client(), number).status_code == 302
    assert other.met == ["written"]


def test_site__that_computes__takes_turns_with_every_process_of_its_folder(app: Flask) -> None:
    folder = Path(app.config["INSTANCE"])
    folder.mkdir(exist_ok=True)
    guess(app)
    assert sorted(one.name for one in folder.glob("turn-*")) == [
        "turn-stretching-1.lock",
        "turn-stretching-2.lock",
        "turn-tries-1.lock",
    ]


def test_computation__that_gets_no_turn__says_when_to_try_again(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SealingBusy()

    monkeypatch.setattr("consult.sealing.codenames.stretch", refuse)
    refused = enter(app.test_client(), number)
    assert refused.status_code == 429 and refused.headers["Retry-After"]
    assert "Nothing is lost" in refused.text
