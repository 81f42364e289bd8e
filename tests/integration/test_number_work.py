"""The work for a return number, or a card's code, is the same for a known, an unknown and a withdrawn one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker

from consult.sealing import codenames
from consult.sealing.codenames import lookup_id, new_codename
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.experiences.cards import find_card, make_cards, use_card
from consult.services.experiences.grouping import allow_cards, revoke_link
from consult.services.keeping.withdrawing import withdraw
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.grouping import make_ready_group
from tests.factories.numbering import NOW
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP
from tests.integration.teller import RETURN, open_form, tell

CARD = "/your-experience/card"
COMPUTATIONS = {"experiences": 2, "returns": 1, "groups": 2, "cards": 0}
PATHS = {"experiences": f"{RETURN}/", "returns": "/return/", "groups": f"{GROUP}/enter", "cards": CARD}
FIELDS = {"cards": "code"}
MORE_WHEN_OPENED = 2
STATUS = {"known": 302, "unknown": 422, "withdrawn": 422}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def numbers(app: Flask) -> dict[str, str]:
    """A number of an experience of each kind."""
    client = app.test_client()
    gone = tell(client)
    client.post(f"{RETURN}/", data={"return_number": gone})
    assert client.post(f"{RETURN}/withdraw").status_code == 200
    return {"known": tell(app.test_client()), "unknown": new_codename().shown(), "withdrawn": gone}


@pytest.fixture
def numbers_of(
    app: Flask, sessions: sessionmaker[Session], numbers: dict[str, str]
) -> dict[str, dict[str, str]]:
    """A number of each kind, for each page that asks for one; gone: a link was revoked, a card used."""
    salt = read_secret_salt(Path(app.config["SALT_FILE"]))
    known, gone, unknown = new_codename(), new_codename(), new_codename()
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_consultation(session))
        make_response(session, version, codename_lookup=lookup_id(known, salt, cost=MINIMAL))
        lookup = lookup_id(gone, salt, cost=MINIMAL)
        withdraw(session, make_response(session, version, codename_lookup=lookup), actor="public", now=NOW)
        groups = [make_ready_group(session, salt, name=name, key=name.lower()) for name in ("Lamp", "Oar")]
        allow_cards(session, groups[0][0], is_allowed=True, actor="x", now=NOW)
        codes = make_cards(session, groups[0][0], 2, secret_salt=salt, today=NOW.date())
        found = find_card(session, codes[1], secret_salt=salt, today=NOW.date())
        use_card(session, found.id if found else "", today=NOW.date())
        revoke_link(session, groups[1][0], actor="x", now=NOW)
    returns = {"known": known.shown(), "withdrawn": gone.shown(), "unknown": unknown.shown()}
    of_groups = {"known": groups[0][2].shown(), "withdrawn": groups[1][2].shown()}
    return {
        "experiences": numbers,
        "returns": returns,
        "groups": of_groups | {"unknown": unknown.shown()},
        "cards": {"known": codes[0], "withdrawn": codes[1], "unknown": "123 456 789 012"},
    }


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


def enter(app: Flask, typed: str, page: str = "experiences") -> tuple[int, list[str]]:
    """What one number is answered, and all that was asked of the databases for it."""
    client = app.test_client()
    with asked_of_databases() as statements:
        status = client.post(PATHS[page], data={FIELDS.get(page, "return_number"): typed}).status_code
    return status, [one for one in statements if not one.startswith("PRAGMA")]


@pytest.mark.parametrize("page", PATHS)
def test_number__of_whichever_kind__costs_the_same_computations_queries_and_pages(
    app: Flask, numbers_of: dict[str, dict[str, str]], computed: list[bytes], page: str
) -> None:
    check_work(app, numbers_of[page], computed, page)


def check_work(app: Flask, numbers: dict[str, str], computed: list[bytes], page: str) -> None:
    """Enter a number of each kind: its answer is as it should be, and the work for it the same.

    One of a return also looks, once it opened one, for the page where somebody stopped: that it opens shows.
    """
    enter(app, new_codename().shown(), page)  # what is done once for the process is no part of it
    drawn: list[str | None] = []
    template_rendered.connect(note := lambda _, template, **__: drawn.append(template.name), app)
    work, drawn_for = dict[str, list[str | None]](), dict[str, list[str | None]]()
    for kind, number in numbers.items():
        computed.clear()
        drawn.clear()
        status, statements = enter(app, number, page)
        assert status == STATUS[kind]
        assert len(computed) == COMPUTATIONS[page]
        work[kind], drawn_for[kind] = [*statements, *drawn], [*drawn]
    template_rendered.disconnect(note, app)
    assert drawn and work["known"], "nothing was seen"
    assert work["unknown"] == work["withdrawn"]
    more = len(work["known"]) - len(work["unknown"])
    assert more == (MORE_WHEN_OPENED if page == "returns" else 0)
    first = len(work["known"]) - len(drawn_for["known"]) - more
    assert work["unknown"] == [*work["known"][:first], *drawn_for["known"]]


def test_number__that_is_mistyped__costs_nothing_for_that_tells_only_how_it_was_typed(
    app: Flask, numbers: dict[str, str], computed: list[bytes]
) -> None:
    known = numbers["known"]
    status, statements = enter(app, f"{known[:-1]}{(int(known[-1]) + 1) % 10}")
    assert (status, computed) == (422, [])
    assert not [one for one in statements if "codename_lookup" in one or "key_wrap" in one]
