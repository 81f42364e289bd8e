"""The page on which a person checks an experience for personal data, before anything of it is quoted."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.redaction import RedactionRecord
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Role, Standing
from tests.factories.collecting import make_questionnaire_version
from tests.factories.giving import make_giving_consultation, make_keys
from tests.factories.region import make_organisation
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.integration.conftest import MakeApp, SignIn

WORDS = "My name is Sara Haddad. The bus to Quay Street was late."
INDEX = "/desk/experiences/"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    agent = UnlockedAgent()
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: agent.unwrap(wrapped))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return agent


@pytest.fixture
def address(sessions: sessionmaker[Session], sqlite_store: KeyStore, agent: UnlockedAgent) -> str:
    """Of the page that checks one experience."""
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        made = make_sealed_account(session, version, {"experience": WORDS}, agent, is_checked=False)
        keep_wraps(sqlite_store, agent)
        return f"{INDEX}{made.id}/check"


@pytest.fixture
def reader(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST, name="Ada")


def list_fields(page: str) -> dict[str, str]:
    """What the form holds as it was sent, its choices apart."""
    inputs = re.findall(r"<input[^>]*>", page)
    pairs = [(re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in inputs]
    return {
        name[1]: value[1] for name, value in pairs if name and value and not name[1].startswith("choice-")
    }


def test_check__decided_and_finished__masks_what_was_taken_out(
    reader: FlaskClient, address: str, sessions: sessionmaker[Session]
) -> None:
    page = reader.get(address).text
    choices = sorted(set(re.findall(r'name="(choice-[^"]*)"', page)))
    assert "Sara Haddad" in page and "Name, very likely: it follows the words for a name." in page
    assert 'value="Person 1"' in page and "Place, likely: it names a street" in page
    assert len(choices) == 2 and "checked" not in "".join(re.findall(r"<input[^>]*>", page))

    sent = {**list_fields(page), choices[0]: "take_out", choices[1]: "leave", "more-0": "bus"}
    done = reader.post(address, data={**sent, "act": "finish"}, follow_redirects=True).text

    assert "My name is" in done and "[Person 1]" in done and "[detail]" in done and "to Quay Street" in done
    assert "Haddad" not in done and "Checked for personal data" in done
    with sessions.begin() as session:
        assert session.scalars(select(RedactionRecord)).one().is_checked
        assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all() == [
            "experience read to check it for personal data",
            "experience read to check it for personal data",
            "experience checked for personal data",
            "experience read",
        ]


def test_check__finished_undecided__keeps_what_was_typed_and_puts_the_reading_on_record(
    reader: FlaskClient, address: str, sessions: sessionmaker[Session]
) -> None:
    sent = {**list_fields(reader.get(address).text), "more-0": "bus"}
    refused = reader.post(address, data={**sent, "act": "finish"})

    assert refused.status_code == 422 and "not decided yet" in refused.text
    assert re.search(r"<textarea[^>]*>bus</textarea>", refused.text)
    with sessions.begin() as session:
        assert session.scalars(select(RedactionRecord)).all() == []
        assert len(session.scalars(select(AuditEntry)).all()) == 2


def test_check__words_that_are_not_there__are_refused(reader: FlaskClient, address: str) -> None:
    sent = {**list_fields(reader.get(address).text), "more-0": "nowhere", "act": "later"}

    assert "not in the text" in reader.post(address, data=sent).text


def test_check__while_locked__shows_no_word(reader: FlaskClient, address: str, agent: UnlockedAgent) -> None:
    agent.lock()

    page = reader.get(address).text

    assert "locked" in page and "bus" not in page and "Haddad" not in page


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.ANALYST}), ids=str)
def test_check__opened_by_another_role__is_refused(sign_in: SignIn, role: Role, address: str) -> None:
    client = sign_in(role)

    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]


@pytest.mark.parametrize("standing", [Standing.OBSERVER, Standing.CONSULTED])
def test_check__opened_by_an_observer__is_refused_whatever_the_role(
    sign_in: SignIn, sessions: sessionmaker[Session], address: str, standing: Standing
) -> None:
    with sessions.begin() as session:
        organisation_id = make_organisation(session, standing=standing).id
    client = sign_in(Role.MANAGER, organisation_id=organisation_id)

    for answer in (client.get(address), client.post(address, data={"act": "finish"})):
        assert answer.status_code == 403 and "bus" not in answer.text
