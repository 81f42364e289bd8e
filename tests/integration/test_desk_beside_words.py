"""What a group left beside an experience, read at the desk: corrections and its event, masked, on record."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.groups import Correction
from consult.models.response import Response
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_keys
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import GROUP, Worker, open_site

DESK = "/desk/experiences"
RIGHT = "It was Sara Haddad, on 07700 900123, who waited five months."


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site with its groups, unlocked."""
    app = open_site(make_app, sessions)
    ring = open_keys(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: ring.unwrap(wrapped))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return app


def test_name__masked_in_the_answer_by_the_machine_alone__is_masked_in_the_correction_too(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    worker = Worker(app, sessions)
    worker.relay(words="My name is Sara Haddad and I came in March.")
    worker.open_list()
    response_id = get_id(sessions)
    told = {"correction": "It was haddad who told of five months."}
    worker.client.post(f"{GROUP}/list/{response_id}/correct", data=told)

    page = sign_in(Role.ANALYST).get(f"{DESK}/{response_id}").text

    assert "who told of five months." in page and "addad" not in page


def get_id(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return session.scalars(select(Response.id)).one()


def put_right(app: Flask, sessions: sessionmaker[Session]) -> str:
    worker = Worker(app, sessions)
    worker.relay()
    worker.open_list()
    response_id = get_id(sessions)
    worker.client.post(
        f"{GROUP}/list/{response_id}/correct", data={"correction": RIGHT, "prompts_rest": "keep"}
    )
    return response_id


def test_correction__of_a_group__is_shown_masked_and_in_the_original_on_record(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    response_id = put_right(app, sessions)
    reader = sign_in(Role.ANALYST)

    page = reader.get(f"{DESK}/{response_id}").text
    original = reader.post(f"{DESK}/{response_id}/original", data={"reason": "To check a quotation"}).text

    assert "who waited five months." in page and "[telephone number]" in page
    assert "900123" not in page and "See the original" in page
    assert "07700 900123" in original
    with sessions() as session:
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert actions[-2:] == ["experience read", "experience read in the original"]


def test_event__passed_on__is_shown_with_who_took_part_and_how_many_said_what(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    Worker(app, sessions).relay_event(people=4)

    page = sign_in(Role.ANALYST).get(f"{DESK}/{get_id(sessions)}").text

    for words in ("February 2031", "25 to 44", "Tigrinya", "Arabic", "told at a listening event", "most"):
        assert words in page
    assert page.count("MARKEDTEXT: The hotel is far away.") == 2, "as the answer, and as a point of the event"


def test_correction__tampered_with__is_noticed_and_the_rest_still_shown(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    response_id = put_right(app, sessions)
    with sessions.begin() as session:
        row = session.scalars(select(Correction)).one()
        row.words_sealed = row.words_sealed[:-1]

    page = sign_in(Role.ANALYST).get(f"{DESK}/{response_id}").text

    assert "S001" in page and "five months" not in page and "We waited four months." in page


def test_beside__while_locked__is_not_shown(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    response_id = put_right(app, sessions)
    monkeypatch.undo()

    assert "five months" not in sign_in(Role.ANALYST).get(f"{DESK}/{response_id}").text
