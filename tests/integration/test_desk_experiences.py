"""Experiences in the staff area: counted while locked, read while unlocked, masked first, on record."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.desk_kinds import SetAsideReason
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.services.experiences.setting_aside import set_aside
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.exporting import build_response_table
from consult.vocabulary import Purpose, ResponseState, Role, Standing
from tests.factories.collecting import make_questionnaire_version, make_response
from tests.factories.giving import make_giving_consultation, make_keys
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_staff
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.integration.conftest import MakeApp, SignIn

WORDS = "My name is Sara Haddad and my number is 07700 900123. The bus was late."
INDEX = "/desk/experiences/"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(sessions: sessionmaker[Session], sqlite_store: KeyStore, agent: UnlockedAgent) -> str:
    """The id of one that may be analysed."""
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        made = make_sealed_account(
            session,
            version,
            {"experience": WORDS},
            agent,
            language="fa",
            place_band="coast",
            is_checked=False,
        )
        keep_wraps(sqlite_store, agent)
        return made.id


@pytest.fixture
def unlocked(agent: UnlockedAgent, monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    """Lets the pages find the agent of these accounts behind the socket."""
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: agent.unwrap(wrapped))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return agent


@pytest.fixture
def reader(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def list_actions(sessions: sessionmaker[Session]) -> list[str]:
    with sessions.begin() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def test_index__while_locked__counts_and_lists_and_says_how_to_unlock(
    reader: FlaskClient, account: str
) -> None:
    page = reader.get(INDEX).text

    assert f"Experience {account[:8]}" in page and "Farsi" in page and "Coast" in page
    assert "consult keys unlock" in page and "Open web form" in page and "Read and count" in page
    assert "Sara" not in page


def test_index__without_a_key__teaches_how_to_make_one(app: Flask, reader: FlaskClient) -> None:
    Path(app.config["KEY_FILE"]).unlink()

    assert "consult keys create" in reader.get(INDEX).text


def test_experience__while_locked__shows_no_words_and_records_no_reading(
    reader: FlaskClient, account: str, sessions: sessionmaker[Session]
) -> None:
    page = reader.get(INDEX + account)

    assert page.status_code == 200 and "locked" in page.text
    assert "bus" not in page.text and "Sara" not in page.text
    assert list_actions(sessions) == []


@pytest.mark.usefixtures("unlocked")
def test_experience__while_unlocked__is_shown_masked_and_on_record(
    reader: FlaskClient, account: str, sessions: sessionmaker[Session]
) -> None:
    page = reader.get(INDEX + account).text

    assert "The bus was late." in page and "[telephone number]" in page and "[name]" in page
    assert "900123" not in page and "Haddad" not in page
    assert 'lang="fa" dir="rtl"' in page
    assert list_actions(sessions) == ["experience read"]
    with sessions.begin() as session:
        [use] = session.scalars(select(Use))
        assert (use.response_id, use.purpose) == (account, Purpose.ANALYSE)


@pytest.mark.usefixtures("unlocked")
def test_original__asked_for_with_a_reason__is_shown_and_the_reason_kept(
    reader: FlaskClient, account: str, sessions: sessionmaker[Session]
) -> None:
    refused = reader.post(f"{INDEX}{account}/original", data={"reason": " "})
    shown = reader.post(f"{INDEX}{account}/original", data={"reason": "To find a duplicate"})

    assert refused.status_code == 422 and "Haddad" not in refused.text
    assert "Sara Haddad" in shown.text and "07700 900123" in shown.text
    with sessions.begin() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert last is not None
        assert (last.action, last.details) == (
            "experience read in the original",
            {"reason": "To find a duplicate"},
        )


@pytest.mark.usefixtures("unlocked")
def test_experience__that_nobody_may_read__stays_locked_for_staff_too(
    reader: FlaskClient, sessions: sessionmaker[Session], agent: UnlockedAgent
) -> None:
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        refused = dict.fromkeys(Purpose, False)
        made = make_sealed_account(session, version, {"experience": WORDS}, agent, consents=refused).id

    page = reader.get(INDEX + made).text

    assert "has not allowed us to read" in page and "bus" not in page and agent.asked == 0


@pytest.mark.usefixtures("unlocked")
def test_sealed_words__tampered_with__are_noticed_and_not_shown(
    reader: FlaskClient, account: str, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        [answer] = session.get_one(Response, account).answers
        answer.sealed = answer.sealed[:-1] if answer.sealed else None

    page = reader.get(INDEX + account)

    assert "S001" in page.text and "bus" not in page.text


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.ANALYST}), ids=lambda role: str(role))
@pytest.mark.usefixtures("unlocked")
def test_experience__opened_by_another_role__is_refused(sign_in: SignIn, role: Role, account: str) -> None:
    client = sign_in(role)

    answers = [client.get(INDEX), client.get(INDEX + account), client.post(f"{INDEX}{account}/withdraw")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("standing", [Standing.OBSERVER, Standing.CONSULTED])
def test_experience__opened_by_an_observer__is_refused_whatever_the_role(
    sign_in: SignIn, sessions: sessionmaker[Session], account: str, standing: Standing
) -> None:
    with sessions.begin() as session:
        organisation_id = make_organisation(session, standing=standing).id
    client = sign_in(Role.MANAGER, organisation_id=organisation_id)

    for answer in (
        client.get(INDEX),
        client.get(INDEX + account),
        client.post(f"{INDEX}{account}/original", data={"reason": "why not"}),
        client.post(f"{INDEX}{account}/withdraw", data={"reason": "why not"}),
    ):
        assert answer.status_code == 403 and "bus" not in answer.text and account[:8] not in answer.text


def test_withdraw__at_the_desk_by_two__works_while_locked_and_says_what_to_take_back(
    reader: FlaskClient,
    account: str,
    sessions: sessionmaker[Session],
    agent: UnlockedAgent,
    sign_in: SignIn,
) -> None:
    with sessions.begin() as session:
        consultation = session.scalars(select(Consultation)).one()
        build_response_table(session, SYSTEM, consultation, keys=agent, now=NOW)
    refused = reader.post(f"{INDEX}{account}/withdraw", data={"reason": ""})
    noted = reader.post(f"{INDEX}{account}/withdraw", data={"reason": "By telephone"})
    confirm = {"path": f"{noted.location}/confirm", "data": {"experience": account}}
    done = sign_in(Role.MANAGER).post(**confirm, follow_redirects=True)

    assert refused.status_code == 422 and "is withdrawn" in done.text
    assert "To take back: Table of returns and experiences, made" in done.text
    assert "by whoever ran the command." in done.text
    with sessions.begin() as session:
        account_row = session.get_one(Response, account)
        assert account_row.state is ResponseState.WITHDRAWN and account_row.answers == []
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
        assert entries[-1].action == "lost number confirmed"
        assert "By telephone" not in str([one.details for one in entries]), "it was for whoever confirms"


def test_return__opened_as_an_experience__is_not_found(
    reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        other = make_response(session, version, {"experience": "a return"}).id

    assert reader.get(INDEX + other).status_code == 404


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("page_of", ["", "/check"])
@pytest.mark.parametrize("reason", [SetAsideReason.ABUSIVE, SetAsideReason.TRIAL])
def test_words__set_aside_as_abusive__are_covered_until_somebody_opens_them(
    reader: FlaskClient, account: str, sessions: sessionmaker[Session], reason: SetAsideReason, page_of: str
) -> None:
    with sessions.begin() as session:
        viewer = Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))
        set_aside(session, viewer, session.get_one(Response, account), reason, today=NOW.date(), now=NOW)

    page = reader.get(INDEX + account + page_of).text
    covered = re.findall(r"<details>.*?</details>", page, re.DOTALL)

    assert page.count("The bus was late.") == 1
    assert ["The bus was late." in one for one in covered] == [True] * (reason is SetAsideReason.ABUSIVE)


@pytest.mark.usefixtures("account", "unlocked")
def test_index__of_unread__says_how_old_they_are_and_puts_what_may_be_danger_first(
    reader: FlaskClient, sessions: sessionmaker[Session], agent: UnlockedAgent, sqlite_store: KeyStore
) -> None:
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).first()
        assert version
        words = {"experience": "He took my passport and hits my son."}
        loud = make_sealed_account(session, version, words, agent).id
        keep_wraps(sqlite_store, agent)

    page = reader.get(INDEX).text

    assert "Not read yet: 2 (all by the open form). 2 (all by" in page and "We promise to read within" in page
    first = page[page.index("Read these first") : page.index("Not read yet: ")]
    assert f"Experience {loud[:8]}" in first and "may speak of a child in danger, trafficking" in first
    agent.lock()
    locked = reader.get(INDEX).text
    assert "Not read yet: 2 " in locked and "Read these first" not in locked
