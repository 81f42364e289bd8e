"""Somebody who lost their number: found by one on the staff, confirmed by another, never by one alone."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.group_kinds import LostNumberState
from consult.models.groups import LostNumber
from consult.models.response import Response
from consult.vocabulary import ResponseState, Role, Standing
from tests.factories.giving import SLUG
from tests.factories.region import make_organisation
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import GROUP, WORDS, Worker, open_site

DESK = "/desk/lost-numbers"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture
def response_id(app: Flask, sessions: sessionmaker[Session]) -> str:
    """One experience, for which its group has asked."""
    worker = Worker(app, sessions)
    worker.relay()
    worker.open_list()
    with sessions() as session:
        sent = session.scalars(select(Response.id)).one()
    worker.client.post(f"{GROUP}/list/{sent}/lost")
    return sent


def get_asked(sessions: sessionmaker[Session]) -> LostNumber:
    with sessions() as session:
        return session.scalars(select(LostNumber)).one()


def get_state(sessions: sessionmaker[Session], response_id: str) -> ResponseState:
    with sessions() as session:
        return session.get_one(Response, response_id).state


def test_request__found_and_confirmed_by_two__withdraws_and_names_both(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    request_id = get_asked(sessions).id
    first, second = sign_in(Role.MANAGER, name="Ada"), sign_in(Role.ANALYST, name="Ben")
    first.post(f"{DESK}/{request_id}/found", data={"reason": "the group named it"})
    looked_at = {"experience": response_id}
    alone = first.post(f"{DESK}/{request_id}/confirm", data=looked_at)
    assert (alone.status_code, get_state(sessions, response_id)) == (409, ResponseState.SUBMITTED)

    second.post(f"{DESK}/{request_id}/confirm", data=looked_at)

    asked, page = get_asked(sessions), second.get(f"{DESK}/{request_id}").text
    assert get_state(sessions, response_id) is ResponseState.WITHDRAWN
    assert asked.state is LostNumberState.WITHDRAWN and asked.found_by_id != asked.decided_by_id
    assert "Ada" in page and "Ben" in page and WORDS not in page
    assert "Nothing that used it has to be changed or taken back." in page
    with sessions() as session:
        actions = {one.action for one in session.scalars(select(AuditEntry))}
    assert {"lost number found", "lost number confirmed"} <= actions


def test_request__to_a_listed_address__is_found_by_the_name_of_the_experience(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    staff = sign_in(Role.MANAGER)
    with sessions.begin() as session:
        session.delete(session.scalars(select(LostNumber)).one())
    staff.post(f"{DESK}/", data={"consultation": SLUG, "reason": "in March, in Tigrinya"})
    asked = get_asked(sessions)
    wrong = staff.post(f"{DESK}/{asked.id}/found", data={"experience": "ffffffff", "reason": "x"})
    staff.post(f"{DESK}/{asked.id}/found", data={"experience": response_id[:8], "reason": "the week fits"})

    assert wrong.status_code == 422
    assert get_asked(sessions).response_id == response_id


def test_request__refused__is_closed_with_its_reason_and_keeps_the_words(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    staff = sign_in(Role.MANAGER)
    request_id = get_asked(sessions).id
    staff.post(f"{DESK}/{request_id}/refuse", data={"refuse-reason": "they found their card"})
    again = staff.post(f"{DESK}/{request_id}/found", data={"reason": "x"})

    assert get_asked(sessions).state is LostNumberState.REFUSED
    assert again.status_code == 409 and get_state(sessions, response_id) is ResponseState.SUBMITTED


def test_request__asked_for_by_staff_of_an_observer__is_not_shown(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        observer_id = make_organisation(session, standing=Standing.OBSERVER).id
    observer = sign_in(Role.MANAGER, organisation_id=observer_id)
    for address in (f"{DESK}/", f"{DESK}/{get_asked(sessions).id}"):
        assert observer.get(address).status_code == 403
    assert observer.post(f"{DESK}/{get_asked(sessions).id}/confirm").status_code == 403
    assert response_id
