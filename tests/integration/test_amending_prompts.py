"""Words that may give somebody away are asked about again where an experience is amended after sending."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.revision import Revision
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, read_number, visit, write
from tests.integration.test_account_amending import QUESTION, find_parent
from tests.integration.test_account_prompts import START, read_prompts

BEFORE = "I waited with Sara Holt."
AFTER = "I waited with Sara Holt. Call 07700 900123, I am in room 12."


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A person who comes back; they decided to keep the one name when they sent it."""
    teller, client = visit(app), visit(app)
    write(teller, BEFORE)
    teller.post(f"{START}/check", data={"prompts_rest": "keep"})
    number = read_number(teller.get(f"{START}/number").text)
    client.post(f"{RETURN}/", data={"return_number": number})
    return client


def amend(client: FlaskClient, words: str = AFTER, path: str = QUESTION, **chosen: str):  # type: ignore[no-untyped-def]
    parent = find_parent(client.get(QUESTION).text)
    return client.post(path, data={"q_what_happened": words, **parent, **chosen})


def count_revisions(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


def test_amended_words__that_give_somebody_away__are_asked_about_and_not_kept_before(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    before = count_revisions(sessions)
    page = amend(client)

    assert page.status_code == 422 and "Error: " in page.text
    assert list(read_prompts(page.text)) == ["07700 900123", "room 12"], "what was kept is not asked again"
    assert "Choose what to do with “\u206807700 900123\u2069”" in page.text and AFTER in page.text
    assert count_revisions(sessions) == before
    assert BEFORE in client.get(f"{RETURN}/yours").text


def test_description__changed_after_sending__is_asked_about_too(client: FlaskClient) -> None:
    told = {"q_permission": ["quote"], "q_describe": "own_words", "q_described_as": "mother of Lena Brook"}
    asked = client.post(f"{RETURN}/permission", data=told)
    assert asked.status_code == 422 and list(read_prompts(asked.text)) == ["Lena Brook"]
    done = client.post(f"{RETURN}/permission", data={**told, "prompts_rest": "keep"})
    assert done.status_code == 302


def test_amended_words__each_decided__are_kept_taken_out_and_changed_as_chosen(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    names = read_prompts(amend(client).text)
    before = count_revisions(sessions)
    chosen = {names["07700 900123"]: "remove", names["room 12"]: "change"}
    half = amend(client, **chosen)
    assert half.status_code == 422 and "Write what to put in place of “\u2068room 12\u2069”" in half.text
    assert "Choose what to do with “\u206807700 900123\u2069”" not in half.text

    sent = amend(client, **chosen, **{f"{names['room 12']}_instead": "a small room"})

    assert sent.location == f"{RETURN}/yours"
    own = client.get(sent.location).text
    assert "I waited with Sara Holt. Call […], I am in a small room." in own
    assert count_revisions(sessions) == before + 1, "what was typed first is nowhere"


def test_amended_words__kept_all__stand_as_they_were_typed(client: FlaskClient) -> None:
    assert amend(client, prompts_rest="keep").status_code == 302
    assert AFTER in client.get(f"{RETURN}/yours").text


def test_amended_words__that_name_nobody_new__are_kept_at_once(client: FlaskClient) -> None:
    assert "<mark>" not in client.get(QUESTION).text
    assert amend(client, f"{BEFORE} It was cold.").status_code == 302


def test_amended_words__on_a_switch_of_language__are_shown_and_not_kept_undecided(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    before = count_revisions(sessions)
    page = amend(client, path=f"{QUESTION}?lang=ar", switch_language="ar")
    assert 'lang="ar" dir="rtl"' in page.text and "<mark><bdi>07700 900123</bdi></mark>" in page.text
    assert count_revisions(sessions) == before
