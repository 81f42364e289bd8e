"""The page that says what is kept and deleted, legal holds on it, and `consult retain`."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.hold import LegalHold
from consult.models.response import Response
from consult.services.keeping.expiring import delete_due
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Role
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.integration.command_line import CommandLine
from tests.integration.conftest import SignIn
from tests.integration.test_keeping import fill, promise

PAGE = "/desk/keeping/"


@pytest.fixture
def manager(sign_in: SignIn, sessions: sessionmaker[Session], sqlite_store: KeyStore) -> FlaskClient:
    with sessions.begin() as session:
        promise(session, fill(session, sqlite_store, slug="told"))
    return sign_in(Role.MANAGER)


def get_label(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return session.scalars(select(Response.id).where(Response.kind == "account")).one()[:8]


def test_page__before_anything_is_due__says_until_when_and_that_nothing_is_held(manager: FlaskClient) -> None:
    page = manager.get(PAGE).text
    assert "30 April 2032" in page and "Nothing is on hold." in page and "Nothing was deleted yet." in page


def test_page__after_a_deletion__says_what_went(
    manager: FlaskClient, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    with sessions.begin() as session:
        delete_due(session, sqlite_store, today=date(2040, 1, 1), now=NOW)
    assert "2 returns, 1 experiences" in manager.get(PAGE).text


def test_hold__placed_and_lifted_on_the_page__is_shown_with_its_reason(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    label = get_label(sessions)
    form = {"consultation": "told", "label": label, "reason": "Order of the county court"}
    assert manager.post(f"{PAGE}hold", data=form).status_code == 302
    page = manager.get(PAGE).text
    assert "Order of the county court" in page and f"Experience {label}" in page and "Lift it" in page
    with sessions() as session:
        hold = session.scalars(select(LegalHold)).one()
        assert hold.response_id and hold.response_id.startswith(label)
    manager.post(f"{PAGE}hold/{hold.id}/lift")
    assert "Lift it" not in manager.get(PAGE).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "Say who asks for it and why"),
        ({"label": "ffffffff"}, "No experience has the id ffffffff"),
        ({"consultation": "none"}, "Choose from the list"),
        ({"until-day": "1", "until-month": "2", "until-year": "2001"}, "cannot be in the past"),
    ],
)
def test_hold__filled_in_wrongly__says_what_is_missing(
    manager: FlaskClient, sessions: sessionmaker[Session], wrong: dict[str, str], said: str
) -> None:
    form = {"consultation": "told", "label": "", "reason": "A court", **wrong}
    answer = manager.post(f"{PAGE}hold", data=form)
    assert answer.status_code == 422 and said in answer.text
    with sessions() as session:
        assert session.scalars(select(LegalHold)).all() == []


def test_hold__of_an_experience_of_another_consultation__is_refused(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_consultation(session, slug="other")
    form = {"consultation": "other", "label": get_label(sessions), "reason": "A court"}
    answer = manager.post(f"{PAGE}hold", data=form)
    assert answer.status_code == 422 and "belongs to another consultation" in answer.text
    with sessions() as session:
        assert session.scalars(select(LegalHold)).all() == []


def test_retain__tried_then_done__says_what_goes_and_what_is_next(
    consult: CommandLine, sqlite_store: KeyStore
) -> None:
    def prepare(session: Session) -> None:
        past = fill(session, sqlite_store, slug="past")
        past.closes_on = date(2001, 1, 1)
        promise(session, past)
        fill(session, sqlite_store, slug="unset")
        session.commit()

    consult.look(prepare)
    code, out, _ = consult("retain", "--dry-run")
    assert code == 0 and "past: 2 returns would be deleted." in out
    assert "past: 1 experiences would be deleted." in out
    assert "unset: 1 experiences have no approved time" in out and "without the open form" not in out
    code, out, _ = consult("retain")
    assert "Deleted because their time is over: 2 returns, 1 experiences, 0 experiences without" in out
    assert "unset: 2 returns have no approved time and stay." in out
    assert "time is over: nothing." in consult("retain")[1]
