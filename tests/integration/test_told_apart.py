"""Every page that counts experiences gives the number with those of the open form and without."""

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.base import new_id
from consult.models.draft import Draft
from consult.models.groups import ListeningEvent
from consult.models.redaction import RedactionRecord
from consult.models.response import Response
from consult.queries.runs import count_in_bucket
from consult.queries.viewer import SYSTEM, Viewer
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.services.experiences.setting_aside import note_reading
from consult.services.keeping.expiring import delete_due
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.waiting import let_changed_wait
from consult.told import Told
from consult.vocabulary import Bucket, Channel, Purpose, ResponseState, Role, Standing
from tests.factories.collecting import make_questionnaire_version, make_response
from tests.factories.giving import make_giving_consultation, make_keys
from tests.factories.numbering import NOW, TODAY
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.conftest import MakeApp, SignIn

INDEX = "/desk/experiences/"
BOTH = "(2 through community groups, 3 by the open form)"


@pytest.fixture
def app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(0, "0" * 16))
    return app


@pytest.fixture
def run_id(sessions: sessionmaker[Session]) -> str:
    """Unread: two vouched and three open. Read: one vouched. Withdrawn: one open. One return."""
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_giving_consultation(session))
        agent = UnlockedAgent()

        def tell(channel: Channel, **given: object) -> str:
            words = {"experience": "The bus was late."}
            made = make_sealed_account(
                session, version, words, agent, language="ar", channel=channel, received_on=TODAY, **given
            )
            return made.id

        ids = [tell(channel) for channel in (Channel.VOUCHED, *[Channel.OPEN] * 3)]
        ids.append(tell(Channel.VOUCHED))
        session.add(ListeningEvent(response_id=ids[0], people=9, told_sealed=b"sealed"))
        note_reading(session, tell(Channel.VOUCHED), today=TODAY)
        tell(Channel.OPEN, state=ResponseState.WITHDRAWN)
        returned = make_response(session, version, {"experience": "x"}, language="cy")
        run = AnalysisRun(
            id=new_id(),
            consultation_id=version.questionnaire.consultation_id,
            number=1,
            as_of_on=TODAY,
            started_at=NOW,
            finished_at=NOW,
            manifest={"counts": {"segments": {"all": 0}}, "leftover": 0},
        )
        session.add(run)
        session.flush()
        stood = [*((id, Bucket.LOCKED) for id in ids), (returned.id, Bucket.ANALYSED)]
        session.add_all(ResponseBucket(run_id=run.id, response_id=id, bucket=one) for id, one in stood)
        return run.id


@pytest.fixture
def reader(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def read(client: FlaskClient, path: str) -> str:
    """The page's words, its tags taken out."""
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.mark.usefixtures("run_id")
def test_experiences__unread_withdrawn_and_of_events__are_each_said_apart(reader: FlaskClient) -> None:
    page = read(reader, INDEX)
    assert f"Not read yet: 5 {BOTH}. 5 {BOTH} came up to" in page
    assert "Withdrawn besides: 1 (by the open form)." in page
    assert "1 (through community groups) of them was told at a listening event" in page


@pytest.mark.usefixtures("run_id")
def test_states__of_experiences__stand_beside_the_numbers_without_the_open_form(reader: FlaskClient) -> None:
    page = read(reader, f"{INDEX}states")
    assert "State Experiences By the open form Without the open form Not read yet 5 3 2" in page
    assert "Read 1 0 1" in page and "Withdrawn 1 1 0" in page and "Received 7 4 3" in page


@pytest.mark.usefixtures("run_id")
def test_awaiting_translation__by_language_and_state__tells_them_apart(reader: FlaskClient) -> None:
    page = read(reader, f"{INDEX}awaiting-translation/")
    assert "Language Experiences By the open form Without the open form Returns Words Arabic 6 3 3 0" in page
    assert "Welsh 0 0 0 1" in page and "Received 7 4 3 1" in page


def test_run__that_left_experiences_locked__counts_them_apart(
    reader: FlaskClient, run_id: str, sessions: sessionmaker[Session]
) -> None:
    page = read(reader, "/desk/consultations/arriving/themes")
    assert "State Responses Without the open form" in page
    assert "Locked experiences left out 5 2" in page and "All received 6 3" in page
    with sessions() as session:
        observer = Viewer(None, frozenset({Role.MANAGER}), Standing.OBSERVER)
        assert count_in_bucket(session, SYSTEM, run_id, Bucket.LOCKED) == Told(5, 2)
        assert count_in_bucket(session, observer, run_id, Bucket.LOCKED) == Told()


@pytest.mark.usefixtures("run_id")
def test_keeping__of_experiences__tells_them_apart(sign_in: SignIn) -> None:
    page = read(sign_in(Role.MANAGER), "/desk/keeping/")
    assert re.search(r"Experiences [0-9 ]*7 ", page) and re.search(
        r"Experiences, without the open form [0-9 ]*3 ", page
    )


def list_unread(session: Session, run_id: str) -> list[str]:
    left_out = select(ResponseBucket.response_id).where(ResponseBucket.run_id == run_id)
    return list(session.scalars(left_out.where(ResponseBucket.bucket == Bucket.LOCKED)))


def test_home__after_a_restored_backup__tells_those_that_wait_apart(
    sign_in: SignIn, sessions: sessionmaker[Session], run_id: str
) -> None:
    with sessions.begin() as session:
        for id in list_unread(session, run_id):
            let_changed_wait(session, id, 9, today=TODAY)
    assert f"5 experiences {BOTH} are used for nothing" in read(sign_in(Role.MANAGER), "/desk/")


def test_draft__with_quotations_still_to_be_checked__tells_them_apart(
    reader: FlaskClient, sessions: sessionmaker[Session], run_id: str
) -> None:
    with sessions.begin() as session:
        session.execute(delete(RedactionRecord))
        for id in list_unread(session, run_id):
            give_consent(session, id, {Purpose.QUOTE: True}, given_on=TODAY)
        home = session.get_one(AnalysisRun, run_id).consultation_id
        session.add(Draft(consultation_id=home, run_id=run_id, number=1, as_of_on=TODAY, created_at=NOW))
    page = read(reader, "/desk/consultations/arriving/draft")
    assert f"5 experiences {BOTH} may be quoted and wait to be checked" in page


@pytest.mark.usefixtures("run_id")
def test_keeping__after_some_were_deleted__tells_those_apart(
    sign_in: SignIn, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    manager = sign_in(Role.MANAGER)
    with sessions.begin() as session:
        session.execute(update(Response).values(notice_version=1))
        delete_due(session, sqlite_store, today=date(2040, 1, 1), now=NOW)
    page = read(manager, "/desk/keeping/")
    assert "7 experiences, 3 experiences without the open form" in page
