"""The shortest way through an experience: pages and answers counted, everything else behind "Add more"."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.provenance import RELAYED, Provenance
from consult.models.response import Response
from consult.models.telling_kinds import Interpreter, Manner, Teller, Wording, Writer
from consult.sealing.codenames import parse_codename
from consult.services.consenting import current_consent
from consult.services.giving import reopen_account
from consult.services.tracing import get_provenance
from consult.vocabulary import ResponseState
from consult.web import account_beginning
from consult.web.key_store import get_key_store
from consult.web.return_numbers import reopen_number
from tests.integration.conftest import MakeApp
from tests.integration.teller import GROWN, MARK, RETURN, START, open_form, read_number, visit

MOST_PAGES = 6
TOLD = {"q_spoken_language": "ti", "q_wording": "summary"}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def relay(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A browser in which a community group passes on what somebody told."""
    monkeypatch.setattr(account_beginning, "SELF_TOLD", RELAYED)
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": MARK})
    yield client


def walk(client: FlaskClient, answers: dict[str, dict[str, Any]]) -> list[str]:
    """Follow the way from the choice of a language to the number; the addresses of the pages shown."""
    pages = [f"{START}/", f"{START}/about"]
    for page in pages:
        assert client.get(page).status_code == 200
    at = client.post(f"{START}/about", data=GROWN).location
    while at != f"{START}/number":
        pages.append(at)
        assert client.get(at).status_code == 200
        at = client.post(at, data=answers.get(at.removeprefix(START), {})).location
        assert len(pages) < 20, "the way does not end"
    return [*pages, at]


def find_provenance(app: Flask, sessions: sessionmaker[Session], number: str) -> Provenance:
    with app.app_context(), sessions.begin() as session:
        opened = reopen_account(session, get_key_store(), reopen_number(parse_codename(number)))
        return get_provenance(session, opened.response.id, opened.key)


def test_way__of_somebody_who_says_only_what_must_be_said__is_six_pages_and_one_answer(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    pages = walk(visit(app), {"/q/what_happened": {"q_what_happened": MARK}})

    assert len(pages) == MOST_PAGES, pages
    assert [page.removeprefix(START) for page in pages] == [
        "/", "/about", "/q/what_happened", "/permission", "/check", "/number",
    ]  # fmt: skip
    with sessions.begin() as session:
        assert session.scalars(select(Response.state)).one() is ResponseState.SUBMITTED


def test_way__of_a_relay__is_as_long_and_takes_two_answers_more(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_beginning, "SELF_TOLD", RELAYED)
    words = {"/q/what_happened": {"q_what_happened": MARK}}

    pages = walk(visit(app), words | {"/permission": TOLD})

    assert len(pages) == MOST_PAGES


@pytest.mark.parametrize("left_out", TOLD)
def test_relay__one_of_its_answers_left_out__is_asked_for(relay: FlaskClient, left_out: str) -> None:
    given = {name: value for name, value in TOLD.items() if name != left_out}
    assert relay.post(f"{START}/permission", data=given).status_code == 422
    assert relay.post(f"{START}/check").status_code == 422


def test_relay__sent__keeps_how_it_was_told_and_permission_given(
    app: Flask, sessions: sessionmaker[Session], relay: FlaskClient
) -> None:
    given = {**TOLD, "q_permission": ["analyse"], "q_manner": "spoken"}
    relay.post(f"{START}/permission", data=given)
    more = {"q_teller": "somebody_else", "q_writer": "worker", "q_interpreter": "family", "q_read_back": "no"}
    assert relay.post(f"{START}/told", data=more).location == f"{START}/check"
    relay.post(f"{START}/check")

    number = read_number(relay.get(f"{START}/number").text)

    assert find_provenance(app, sessions, number) == Provenance(
        True, Teller.SOMEBODY_ELSE, Writer.WORKER, Interpreter.FAMILY, "ti", Wording.SUMMARY, False
    )
    with sessions.begin() as session:
        held = current_consent(session, session.scalars(select(Response.id)).one())
    assert {one.terms.manner for one in held.values() if one.granted} == {Manner.SPOKEN}


def test_relay__asked_for_an_interpreter__is_warned_of_relatives_and_children(relay: FlaskClient) -> None:
    page = relay.get(f"{START}/told").text
    assert "A relative should not interpret, and a child never" in page


def test_self_told__on_no_page__is_asked_how_it_was_told(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    for page in ("q/what_happened", "permission", "check"):
        assert "spoken_language" not in client.get(f"{START}/{page}").text
        assert f"{START}/told" not in client.get(f"{START}/{page}").text


def find_additions(page: str) -> str:
    """What is behind "Add more"."""
    found = re.findall(r"<details.*?</details>", page[page.index("Add more") - 300 :], re.DOTALL)
    return str(found[0]).replace("&amp;", "&")


def test_check__pages_beside_the_way__are_behind_add_more_and_lead_back(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": MARK})
    page = client.get(f"{START}/check").text
    assert f"{START}/q/area?from=check" in find_additions(page)

    answered = client.post(f"{START}/q/area?from=check", data={"q_area": "coast"})

    assert answered.location == f"{START}/check"
    page = client.get(answered.location).text
    assert "/q/area" not in find_additions(page) and "Coast" in page


def test_add_more__after_sending__is_on_the_return_page(app: Flask) -> None:
    client = visit(app)
    walk(client, {"/q/what_happened": {"q_what_happened": MARK}})
    number = read_number(client.get(f"{START}/number").text)
    other = visit(app)

    own = other.post(f"{RETURN}/", data={"return_number": number}, follow_redirects=True).text

    assert "Add more" in own and f"{RETURN}/q/area" in own
