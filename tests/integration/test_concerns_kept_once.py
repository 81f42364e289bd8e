"""A concern is raised once, never overwritten unseen, and kept at least as long as people were told."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.concern import Concern
from consult.vocabulary import Role
from tests.factories.sealing import UnlockedAgent
from tests.integration import test_concerns
from tests.integration.conftest import SignIn
from tests.integration.test_concerns import INDEX, WHY, fill, raise_one

account, agent, app = test_concerns.account, test_concerns.agent, test_concerns.app
reader = test_concerns.reader
SOONER = {"keep_until-day": "30", "keep_until-month": "6", "keep_until-year": "2031"}


def draw(client: FlaskClient, address: str, name: str) -> str:
    """What the page drew into its form."""
    found = re.search(rf'name="{name}" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def list_ids(sessions: sessionmaker[Session]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(Concern.id)))


@pytest.mark.parametrize("is_locked", [False, True], ids=["unlocked", "locked"])
def test_concern__raised_by_a_double_press__is_one(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str, agent: UnlockedAgent, is_locked: bool
) -> None:
    address = f"{INDEX}{account}/concern"
    if is_locked:
        agent.lock()
    sent = fill(sessions, submission_id=draw(reader, address, "submission_id"))
    assert [reader.post(address, data=sent).status_code for _ in range(2)] == [302, 302]
    assert list_ids(sessions) == [sent["submission_id"]]


def test_concern__sent_again_with_other_words__shows_both_and_then_takes_them(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str
) -> None:
    address = f"{INDEX}{account}/concern"
    sent = fill(sessions, submission_id=draw(reader, address, "submission_id"))
    reader.post(address, data=sent)

    again = reader.post(address, data=sent | {"reason": "Two children"})

    assert again.status_code == 409 and WHY in again.text and "Two children" in again.text
    (id,) = list_ids(sessions)
    assert f'action="{INDEX}concerns/{id}"' in again.text
    assert "Two children" not in reader.get(f"{INDEX}concerns/{id}").text


def test_concern__under_the_id_of_a_colleagues__is_one_of_its_own(
    reader: FlaskClient, sign_in: SignIn, sessions: sessionmaker[Session], account: str
) -> None:
    address = f"{INDEX}{account}/concern"
    sent = fill(sessions, submission_id=draw(reader, address, "submission_id"))
    for client in (reader, sign_in(Role.MANAGER)):
        assert client.post(address, data=sent).status_code == 302
    assert len(list_ids(sessions)) == 2


def test_decision__saved_over_one_not_seen__is_refused_with_both_texts(
    reader: FlaskClient, sign_in: SignIn, sessions: sessionmaker[Session], account: str
) -> None:
    address = f"{INDEX}concerns/{raise_one(reader, sessions, account)}"
    other, version = sign_in(Role.MANAGER), draw(reader, address, "version")
    mine = fill(sessions, version=version, decision="Referred to the council")
    theirs = fill(sessions, version=version, decision="Nothing more is needed", is_closed="y")
    assert other.post(address, data=theirs).status_code == 302

    late = reader.post(address, data=mine)

    assert late.status_code == 409
    assert "Referred to the council" in late.text and "Nothing more is needed" in late.text
    assert "Nothing more is needed" in reader.get(address).text
    shown = re.search(r'name="version" value="([^"]+)"', late.text)
    assert shown and reader.post(address, data=mine | {"version": shown[1]}).status_code == 302
    assert "Referred to the council" in reader.get(address).text


def test_late_decision__sent_again_with_a_mistake__keeps_the_version_it_was_made_from(
    reader: FlaskClient, sign_in: SignIn, sessions: sessionmaker[Session], account: str
) -> None:
    address = f"{INDEX}concerns/{raise_one(reader, sessions, account)}"
    version = draw(reader, address, "version")
    assert sign_in(Role.MANAGER).post(address, data=fill(sessions, version=version)).status_code == 302
    wrong = reader.post(address, data=fill(sessions, version=version, reason=" "))
    assert wrong.status_code == 422 and f'name="version" value="{version}"' in wrong.text


def test_concern__kept_for_less_time_than_promised__needs_a_reason_which_stays_on_record(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str
) -> None:
    address = f"{INDEX}concerns/{raise_one(reader, sessions, account)}"
    sent = fill(sessions, version="1", is_closed="y", **SOONER)
    refused = reader.post(address, data=sent)
    assert refused.status_code == 422 and "People were told that a concern is kept until" in refused.text

    assert reader.post(address, data=sent | {"why_shorter": "A court asked for it"}).status_code == 302

    with sessions() as session:
        details = session.scalars(select(AuditEntry.details).order_by(AuditEntry.sequence.desc())).first()
        assert details and details["why_shorter"] == "A court asked for it"
        assert details["keep_until"] == "2031-06-30"
    same = fill(sessions, version="2", is_closed="y", **SOONER)
    assert reader.post(address, data=same).status_code == 302


def test_concern__raised_for_less_time_than_promised__is_refused_without_a_reason(
    reader: FlaskClient, sessions: sessionmaker[Session], account: str
) -> None:
    address, sent = f"{INDEX}{account}/concern", fill(sessions, **SOONER)
    refused = reader.post(address, data=sent)
    assert refused.status_code == 422 and WHY in refused.text and list_ids(sessions) == []
    assert reader.post(address, data=sent | {"why_shorter": "A court asked for it"}).status_code == 302
