"""Concerns: locked under their own key, led by somebody, and there when the experience is withdrawn."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.concern import Concern
from consult.models.consultation import Consultation
from consult.models.protection import NoticeVersion, ProtectionFile
from consult.models.protection_kinds import RecordKind, RetentionUnit
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.viewer import SYSTEM
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_private_key
from consult.services.concerns.concerning import (
    ConcernDetails,
    delete_expired_concerns,
    find_keep_until,
    read_concern,
)
from consult.services.consultations.protection_content import Retention
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Bucket, Role, Standing
from tests.factories.collecting import make_questionnaire_version
from tests.factories.giving import PASSPHRASE, make_giving_consultation, make_keys
from tests.factories.numbering import NOW
from tests.factories.protecting import COMPLETE, make_notice
from tests.factories.region import make_organisation
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.conftest import MakeApp, SignIn

INDEX = "/desk/experiences/"
WHY = "MARKEDCONCERN: a child is not safe"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


@pytest.fixture
def agent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    agent = UnlockedAgent(open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE))
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: agent.unwrap(wrapped))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return agent


@pytest.fixture
def account(sessions: sessionmaker[Session], agent: UnlockedAgent) -> str:
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        return make_sealed_account(session, version, {"experience": "We waited."}, agent).id


@pytest.fixture
def reader(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST, name="Ada")


def fill(sessions: sessionmaker[Session], **values: str) -> dict[str, str]:
    with sessions.begin() as session:
        lead = session.scalars(select(Staff.id).where(Staff.name == "Ada")).one()
    until = {"keep_until-day": "1", "keep_until-month": "7", "keep_until-year": "2040"}
    return {"reason": WHY, "lead_id": lead, **until, **values}


def raise_one(reader: FlaskClient, sessions: sessionmaker[Session], account: str) -> str:
    done = reader.post(f"{INDEX}{account}/concern", data=fill(sessions))
    assert done.status_code == 302, done.text
    with sessions.begin() as session:
        return session.scalars(select(Concern.id)).one()


def test_concern__raised__is_listed_by_lead_and_age_without_a_word(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str, agent: UnlockedAgent, tmp_path: Path
) -> None:
    agent.lock()
    concern_id = raise_one(reader, sessions, account)
    page = reader.get(f"{INDEX}concerns/").text
    assert f"Concern {concern_id[:8]}" in page and "Ada" in page and "MARKED" not in page
    assert "locked" in reader.get(f"{INDEX}concerns/{concern_id}").text
    for path in tmp_path.glob("consult.sqlite*"):
        assert b"MARKEDCONCERN" not in path.read_bytes()


def test_concern__of_an_experience_withdrawn_since__opens_still(
    reader: FlaskClient,
    sessions: sessionmaker[Session],
    account: str,
    agent: UnlockedAgent,
    sqlite_store: KeyStore,
) -> None:
    concern_id = raise_one(reader, sessions, account)
    with sessions.begin() as session:
        withdraw(session, session.get_one(Response, account), actor="public", now=NOW, store=sqlite_store)
    page = reader.get(f"{INDEX}concerns/{concern_id}").text
    assert WHY in page
    with sessions.begin() as session:
        row = session.get_one(Concern, concern_id)
        found = read_concern(session, SYSTEM, row, agent, now=NOW)
        assert isinstance(found, ConcernDetails) and found.reason == WHY
        assert row.consultation_id == session.get_one(Response, account).consultation_id
        assert read_concern(session, SYSTEM, row, UnlockedAgent(), now=NOW) is Bucket.LOCKED
        assert "concern read" in session.scalars(select(AuditEntry.action)).all()


def test_concern__decided_and_closed__keeps_the_referral_and_is_deleted_when_its_day_has_passed(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str
) -> None:
    concern_id = raise_one(reader, sessions, account)
    passed_on = {"referred_on-day": "2", "referred_on-month": "7", "referred_on-year": "2026"}
    decided = {"decision": "Passed on", "referred_to": "Children’s services", "is_closed": "y"}
    sent = fill(sessions, version="1", **decided, **passed_on)
    assert reader.post(f"{INDEX}concerns/{concern_id}", data=sent).status_code == 302
    page = reader.get(f"{INDEX}concerns/{concern_id}").text
    assert "Children’s services" in page and 'value="2026"' in page
    with sessions.begin() as session:
        until = session.get_one(Concern, concern_id).keep_until_on
        assert delete_expired_concerns(session, today=until, now=NOW) == 0
        assert delete_expired_concerns(session, today=until + timedelta(days=1), now=NOW) == 1


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"keep_until-year": ""}, {"lead_id": "nobody"}])
def test_concern__without_words_or_lead_or_end__is_refused(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str, wrong: dict[str, str]
) -> None:
    refused = reader.post(f"{INDEX}{account}/concern", data=fill(sessions, **wrong))
    assert refused.status_code == 422 and "There is a problem" in refused.text
    with sessions.begin() as session:
        assert session.scalars(select(Concern)).all() == []


def test_concern__without_an_approved_time__is_kept_six_years_until_a_real_day(
    sessions: sessionmaker[Session], account: str
) -> None:
    with sessions() as session:
        response = session.get_one(Response, account)
        response.notice_version = None
        session.execute(delete(NoticeVersion))
        assert find_keep_until(session, response, date(2028, 2, 29)) == date(2034, 2, 28)


def test_concern__under_an_approved_file__is_kept_as_long_as_its_notice_says(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str
) -> None:
    with sessions.begin() as session:
        session.execute(delete(NoticeVersion))
        session.execute(delete(ProtectionFile))
        response = session.get_one(Response, account)
        consultation = session.get_one(Consultation, response.consultation_id)
        consultation.closes_on = date(2040, 6, 30)
        kept = {RecordKind.CONCERNS: Retention(24, RetentionUnit.MONTHS)}
        make_notice(session, consultation, retention={**COMPLETE.retention, **kept})
        response.notice_version = 1
        assert find_keep_until(session, response, date(2040, 1, 1)) == date(2042, 6, 30)
        assert find_keep_until(session, response, date(2043, 1, 1)) == date(2043, 1, 1)
    assert 'value="2042"' in reader.get(f"{INDEX}{account}/concern").text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.ANALYST}), ids=str)
def test_concerns__opened_by_another_role__are_refused(
    sign_in: SignIn, reader: FlaskClient, sessions: sessionmaker[Session], account: str, role: Role
) -> None:
    concern_id, client = raise_one(reader, sessions, account), sign_in(role)
    tried = (client.get(f"{INDEX}concerns/"), client.get(f"{INDEX}concerns/{concern_id}"))
    assert {one.status_code for one in tried} == {403}
    assert client.post(f"{INDEX}{account}/concern", data={}).status_code == 403


@pytest.mark.parametrize("standing", [Standing.OBSERVER, Standing.CONSULTED])
def test_concerns__opened_by_an_observer__are_refused(
    sign_in: SignIn, reader: FlaskClient, sessions: sessionmaker[Session], account: str, standing: Standing
) -> None:
    concern_id = raise_one(reader, sessions, account)
    with sessions.begin() as session:
        organisation_id = make_organisation(session, standing=standing).id
    client = sign_in(Role.MANAGER, organisation_id=organisation_id)
    for address in ("concerns/", f"concerns/{concern_id}", f"{account}/concern", f"{account}/set-aside"):
        answer = client.get(INDEX + address)
        assert answer.status_code == 403 and "MARKED" not in answer.text
