"""Files to take back: listed by holder, with a notice that names nobody, told and confirmed on record."""

import hashlib

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.job import OutboxMessage
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.services.keeping.withdrawing import withdraw
from consult.vocabulary import Role
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_partnership
from tests.integration.conftest import SignIn

PAGE = "/desk/files/"
SAID = "Families wait for homes."
SENDER = "Lantern House"


@pytest.fixture
def response_id(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        make_partnership(session)
        version = make_questionnaire_version(session, make_consultation(session))
        return make_response(session, version, {"experience": SAID}, organisation_name=SENDER).id


@pytest.fixture
def manager(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.MANAGER, name="Ada Moss", email="ada@example.org")


@pytest.fixture
def content(manager: FlaskClient, response_id: str, sessions: sessionmaker[Session]) -> bytes:
    """What the manager downloaded before the return in it was withdrawn."""
    content = manager.get("/desk/consultations/consultation-1/returns/export.csv").data
    assert SAID.encode() in content
    with sessions.begin() as session:
        withdraw(session, session.get_one(Response, response_id), actor="public", now=NOW)
    return content


def find_address(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return f"{PAGE}{session.scalars(select(Recall.id)).one()}"


def list_actions(sessions: sessionmaker[Session]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "file")))


def test_file__downloaded__is_kept_with_holder_and_digest(
    content: bytes, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        file = session.scalars(select(ReleasedFile)).one()
        assert file.holder_name == "Ada Moss" and file.digest == hashlib.sha256(content).hexdigest()


def test_pages__with_nothing_to_take_back__say_so(manager: FlaskClient, response_id: str) -> None:
    assert "Nothing to take back" in manager.get(PAGE).text
    assert "take" not in manager.get("/desk/").text.lower().replace("take part", "")


def test_pages__after_a_withdrawal__list_the_file_and_its_holder(
    content: bytes, manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert "1 file holds words that may no longer be used" in manager.get("/desk/").text
    listed = manager.get(PAGE).text
    assert "Table of returns" in listed and "Ada Moss" in listed and "To do" in listed
    shown = manager.get(find_address(sessions)).text
    assert "ada@example.org" in shown and hashlib.sha256(content).hexdigest() in shown
    for page in (listed, shown):
        assert SAID not in page and SENDER not in page


def test_notice__sent__is_in_the_outbox_and_names_nobody(
    content: bytes, manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    address = find_address(sessions)
    manager.post(f"{address}/send")
    with sessions() as session:
        message = session.scalars(select(OutboxMessage)).one()
        assert message.to_address == "ada@example.org"
        assert "Please delete" in message.subject and "every copy" in message.body_text
        assert SAID not in message.body_text and SENDER not in message.body_text
    assert "Told" in manager.get(PAGE).text
    assert "1 file holds" not in manager.get("/desk/").text
    assert list_actions(sessions) == ["holder of a file told"]


def test_file__told_another_way_and_confirmed__is_done(
    content: bytes, manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    address = find_address(sessions)
    manager.post(f"{address}/told")
    manager.post(f"{address}/confirmed")
    manager.post(f"{address}/confirmed")
    assert "Confirmed deleted" in manager.get(PAGE).text
    assert "They say that it is deleted" not in manager.get(address).text
    assert list_actions(sessions) == ["holder of a file told", "file confirmed deleted"]
