"""Staff and whoever told an experience write to each other: sealed, on record, and only as far as allowed."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.conversation import AccountMessage
from consult.models.response import Response
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_private_key
from consult.sealing.keys import unwrap_account_key
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import RETURN, open_form, tell, visit

ASKED = "Which month was it, about?"
SAID = "It was in the spring."


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def reader(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


@pytest.fixture
def unlocked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the pages find an agent with the partnership's own key behind the socket."""
    key = open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: unwrap_account_key(wrapped, key))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))


def find_address(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return f"/desk/experiences/{session.scalars(select(Response.id)).one()}/messages"


def come_back(app: Flask, number: str) -> FlaskClient:
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})
    return client


@pytest.mark.usefixtures("unlocked")
def test_message_of_staff__sent_by_a_double_press__is_kept_once(
    app: Flask, reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    tell(visit(app), permission="analyse contact")
    address = find_address(sessions)
    drawn = re.search(r'name="submission_id" value="([^"]+)"', reader.get(address).text)
    assert drawn
    for _ in range(2):
        sent = {"message": ASKED, "submission_id": drawn[1]}
        assert reader.post(address, data=sent).status_code == 302
    with sessions() as session:
        assert session.scalars(select(AccountMessage.id)).all() == [drawn[1]]


@pytest.mark.usefixtures("unlocked")
def test_messages__between_staff_and_a_person__reach_the_other_side_and_lie_sealed(
    app: Flask, reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app), permission="analyse contact")
    address = find_address(sessions)

    assert reader.post(address, data={"message": ASKED}).status_code == 302
    person = come_back(app, number)
    assert ASKED in person.get(f"{RETURN}/messages").text
    person.post(f"{RETURN}/messages", data={"message": SAID})

    assert "New message" in reader.get("/desk/experiences/").text
    assert SAID in reader.get(address).text
    assert "New message" not in reader.get("/desk/experiences/").text
    with sessions() as session:
        kept = session.scalars(select(AccountMessage.sealed)).all()
        actions = session.scalars(select(AuditEntry.action)).all()
    assert len(kept) == 2 and not any(b"spring" in one or b"month" in one for one in kept)
    assert {"message left for a person", "messages read"} <= set(actions)


@pytest.mark.usefixtures("unlocked")
def test_message__to_somebody_who_does_not_allow_it__is_not_left(
    app: Flask, reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    tell(visit(app), permission="analyse")

    page = reader.post(find_address(sessions), data={"message": ASKED})

    assert page.status_code == 409
    with sessions() as session:
        assert session.scalars(select(AccountMessage)).all() == []


def test_messages__while_locked__show_nothing_and_take_nothing(
    app: Flask, reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app), permission="analyse contact")
    come_back(app, number).post(f"{RETURN}/messages", data={"message": SAID})
    address = find_address(sessions)

    assert SAID not in reader.get(address).text and "Messages are locked" in reader.get(address).text
    assert reader.post(address, data={"message": ASKED}).status_code == 422
    assert "New message" in reader.get("/desk/experiences/").text


def count_action(sessions: sessionmaker[Session], action: str) -> int:
    with sessions() as session:
        return list(session.scalars(select(AuditEntry.action))).count(action)


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize(("permission", "text", "status"), [("contact", " ", 422), ("quote", ASKED, 409)])
def test_messages__shown_again_after_a_mistake__are_on_record_as_read(
    app: Flask,
    reader: FlaskClient,
    sessions: sessionmaker[Session],
    permission: str,
    text: str,
    status: int,
) -> None:
    number = tell(visit(app), permission=f"analyse {permission}")
    come_back(app, number).post(f"{RETURN}/messages", data={"message": SAID})

    page = reader.post(find_address(sessions), data={"message": text})

    assert page.status_code == status and SAID in page.text
    assert count_action(sessions, "messages read") == 1


def test_answer_to_being_set_aside__read_at_the_desk__is_covered_and_on_record_once_it_opens(
    app: Flask, reader: FlaskClient, sessions: sessionmaker[Session], request: pytest.FixtureRequest
) -> None:
    number = tell(visit(app))
    address = find_address(sessions).removesuffix("/messages")
    reader.post(f"{address}/set-aside", data={"reason": "abusive"})
    come_back(app, number).post(f"{RETURN}/set-aside", data={"answer": "It is mine."})
    action = "answer to being set aside read"

    assert "It is mine." not in reader.get(f"{address}/answer").text
    assert count_action(sessions, action) == 0
    request.getfixturevalue("unlocked")
    assert re.search(r"<details>.*It is mine\..*</details>", reader.get(f"{address}/answer").text, re.DOTALL)
    assert count_action(sessions, action) == 1
