"""No function of a process that handles experiences remembers a word of them once it has answered."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_keys
from consult.services.lost.lost_numbers import ask_by_address
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE
from tests.factories.numbering import NOW
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import GROUP, START, Worker, open_site
from tests.integration.test_account_prompts import read_prompts
from tests.remembered import list_remembered

NAME, FAMILY, PLAIN, ETHIOPIC = (word[::-1] for word in ("árhtibbeZ", "nalröQ", "nädhzw", "ንራጥብዝ"))
"""Written backwards, since tests that read these files remember what stands in them."""
WORDS = f"My name is {NAME} {FAMILY}. My sister {FAMILY} waited for {PLAIN} and {ETHIOPIC}."


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site with its groups, unlocked."""
    app = open_site(make_app, sessions)
    ring = open_keys(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: ring.unwrap(wrapped))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return app


def assert_nothing_remembered() -> None:
    kept = "\n".join(list_remembered()).casefold()
    for word in (NAME, FAMILY, PLAIN, ETHIOPIC):
        assert word.casefold() not in kept


def test_words_of_an_experience__given_and_corrected__are_in_no_cache(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    worker = Worker(app, sessions)
    worker.relay(words=WORDS)
    worker.open_list()
    with sessions() as session:
        response_id = session.scalars(select(Response.id)).one()
    told = {"correction": f"It was {NAME}.", "prompts_rest": "keep"}
    assert worker.client.post(f"{GROUP}/list/{response_id}/correct", data=told).status_code == 302
    assert_nothing_remembered()

    page = sign_in(Role.ANALYST).get(f"/desk/experiences/{response_id}").text

    assert "My name is" in page and NAME not in page
    assert_nothing_remembered()

    with sessions.begin() as session:
        consultation_id = session.get_one(Response, response_id).consultation_id
        asked = ask_by_address(
            session, consultation_id, reason="in March", actor="staff", today=NOW.date(), now=NOW
        ).id
    searched = sign_in(Role.ANALYST).post(f"/desk/lost-numbers/{asked}/search/", data={"words": PLAIN})
    assert response_id in searched.text and NAME not in searched.text
    assert_nothing_remembered()


def test_words_of_an_event__changed_as_decided__are_in_no_cache(
    app: Flask, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(app, sessions)
    monkeypatch.setattr(worker, "send", str)
    worker.relay_event(q_point_1=WORDS)
    check = f"{START}/check"
    names = read_prompts(worker.client.get(check).text)

    told = {names[f"{NAME} {FAMILY}"]: "remove", "prompts_rest": "keep"}

    assert worker.client.post(check, data=told).status_code == 302
    assert_nothing_remembered()
