"""Words that may give somebody away are asked about in messages, answers and corrections too."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.conversation import AccountMessage
from consult.models.desk_kinds import SetAsideReason
from consult.models.groups import Correction
from consult.models.handling import Handling
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services.experiences.setting_aside import set_aside
from consult.vocabulary import Role
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import Worker, open_site
from tests.integration.teller import RETURN
from tests.integration.test_account_prompts import read_prompts
from tests.integration.test_relaying import LIST, find_id

WORDS = "Ask for Sara Holt at 07700 900123."


@dataclass
class Field:
    """A form of words that go to the staff or stand beside the experience, and where they are read then."""

    client: FlaskClient
    address: str
    name: str
    read: Callable[[], str]
    count: Callable[[Session], int]

    def send(self, path: str = "", **chosen: str):  # type: ignore[no-untyped-def]
        return self.client.post(self.address + path, data={self.name: WORDS, **chosen})


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture(params=["message", "answer", "correction"])
def field(app: Flask, sessions: sessionmaker[Session], request: pytest.FixtureRequest) -> Field:
    worker = Worker(app, sessions)
    number = worker.relay(powers="correct")
    person = app.test_client()
    person.post(f"{RETURN}/", data={"return_number": number})
    if request.param == "correction":
        address = f"{LIST}/{find_id(worker.open_list())}/correct"
        return Field(
            worker.client,
            address,
            "correction",
            lambda: person.get(f"{RETURN}/yours").text,
            count_corrections,
        )
    if request.param == "message":
        address = f"{RETURN}/messages"
        return Field(person, address, "message", lambda: person.get(address).text, count_messages)
    with sessions.begin() as session:
        viewer = Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))
        told = session.scalars(select(Response)).one()
        set_aside(session, viewer, told, SetAsideReason.TRIAL, today=TODAY, now=NOW)
    return Field(person, f"{RETURN}/set-aside", "answer", lambda: "", count_answers)


def count_messages(session: Session) -> int:
    return session.scalar(select(func.count(AccountMessage.id))) or 0


def count_corrections(session: Session) -> int:
    return session.scalar(select(func.count(Correction.id))) or 0


def count_answers(session: Session) -> int:
    return session.scalar(select(func.count()).where(Handling.appeal_sealed.is_not(None))) or 0


def test_words__that_give_somebody_away__are_asked_about_and_not_kept_before(
    field: Field, sessions: sessionmaker[Session]
) -> None:
    page = field.send()

    assert page.status_code == 422 and "There is a problem" in page.text
    assert list(read_prompts(page.text)) == ["Sara Holt", "07700 900123"] and WORDS in page.text
    assert "Choose what to do with “\u2068Sara Holt\u2069”" in page.text
    with sessions() as session:
        assert field.count(session) == 0


def test_words__each_decided__are_kept_as_chosen(field: Field, sessions: sessionmaker[Session]) -> None:
    names = read_prompts(field.send().text)
    chosen = {names["Sara Holt"]: "remove", names["07700 900123"]: "change"}
    half = field.send(**chosen)
    assert half.status_code == 422 and "Write what to put in place of “\u206807700 900123\u2069”" in half.text

    assert field.send(**chosen, **{f"{names['07700 900123']}_instead": "the desk"}).status_code == 302

    assert "Sara Holt" not in field.read()
    assert field.name == "answer" or "Ask for […] at the desk." in field.read()
    with sessions() as session:
        assert field.count(session) == 1


def test_words__kept_all__go_as_they_were_typed(field: Field, sessions: sessionmaker[Session]) -> None:
    assert field.send(prompts_rest="keep").status_code == 302
    assert field.name == "answer" or WORDS in field.read()
    with sessions() as session:
        assert field.count(session) == 1


def test_words__when_the_language_is_switched__stay_with_what_was_chosen_and_are_not_kept(
    field: Field, sessions: sessionmaker[Session]
) -> None:
    names = read_prompts(field.send().text)
    page = field.send("?lang=ar", switch_language="ar", **{names["Sara Holt"]: "remove"})

    assert WORDS in page.text and 'lang="ar"' in page.text and "govuk-error-summary" not in page.text
    assert f'name="{names["Sara Holt"]}" type="radio" value="remove" checked' in page.text
    with sessions() as session:
        assert field.count(session) == 0


def test_words__longer_than_may_be_kept__are_refused_without_being_looked_through(
    field: Field, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("looking takes seconds, in which nobody else can save")

    monkeypatch.setattr("consult.web.account_prompts.list_new_prompts", fail)
    long = WORDS * 300

    answer = field.client.post(field.address, data={field.name: long})

    assert answer.status_code == 422 and long[:80] in answer.text
    with sessions() as session:
        assert field.count(session) == 0
