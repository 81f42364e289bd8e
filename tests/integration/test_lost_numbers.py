"""Somebody who lost their number: found by one on the staff, confirmed by another, never by one alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.group_kinds import LostNumberState
from consult.models.groups import LostNumber
from consult.models.response import Response
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_keys
from consult.services.keeping.destroying import destroy
from consult.vocabulary import ResponseState, Role, Standing
from tests.factories.giving import PASSPHRASE, SLUG
from tests.factories.region import make_organisation
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import GROUP, WORDS, Worker, open_site

DESK = "/desk/lost-numbers"
TYPED = "in March, in Tigrinya, about Qorvel"


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


def test_request__refused__is_closed_with_a_reason_from_the_list_and_keeps_the_words(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    staff = sign_in(Role.MANAGER)
    request_id = get_asked(sessions).id
    wrong = staff.post(f"{DESK}/{request_id}/refuse", data={"refuse-reason": "Qorvel has her card"})
    staff.post(f"{DESK}/{request_id}/refuse", data={"refuse-reason": "number_found"})
    again = staff.post(f"{DESK}/{request_id}/found", data={"reason": "x"})

    assert wrong.status_code == 422 and get_asked(sessions).state is LostNumberState.REFUSED
    assert "They found their number" in staff.get(f"{DESK}/{request_id}").text
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


def ask_with_label(app: Flask, sessions: sessionmaker[Session], powers: str, **given: str) -> tuple[str, str]:
    """A request of a group that calls it "blue door"; the experience, and the group's page of it."""
    worker = Worker(app, sessions)
    worker.relay(powers=powers)
    worker.open_list()
    with sessions() as session:
        sent = session.scalars(select(Response.id)).one()
    page = worker.client.get(f"{GROUP}/list/{sent}").text
    worker.client.post(f"{GROUP}/list/{sent}/lost", data=given)
    return sent, page


@pytest.fixture
def unlock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Opens experiences to the staff area."""

    def act() -> None:
        ring = open_keys(Path(app.config["KEY_FILE"]), PASSPHRASE)
        monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: ring.unwrap(wrapped))
        monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))

    return act


def test_label__told_by_the_group__is_sealed_and_shown_while_unlocked_until_it_is_decided(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn, unlock: Callable[[], None]
) -> None:
    sent, page = ask_with_label(app, sessions, "correct", tell_label="yes")
    asked, first, second = get_asked(sessions), sign_in(Role.MANAGER), sign_in(Role.ANALYST)
    address = f"{DESK}/{asked.id}"
    locked = first.get(address).text
    assert "tell_label" in page and asked.label_sealed and b"blue door" not in asked.label_sealed
    assert "blue door" not in locked and "Unlock experiences to see that" in locked

    unlock()
    assert "blue door" in first.get(address).text
    first.post(f"{address}/found", data={"reason": "the group named it"})
    second.post(f"{address}/confirm", data={"experience": sent})

    assert get_asked(sessions).label_sealed is None and "blue door" not in first.get(address).text


@pytest.mark.parametrize(("powers", "given"), [("correct", {}), ("withdraw", {"tell_label": "yes"})])
def test_label__not_told_or_with_nothing_to_seal_it_to__is_not_kept(
    app: Flask, sessions: sessionmaker[Session], powers: str, given: dict[str, str]
) -> None:
    sent, page = ask_with_label(app, sessions, powers, **given)
    asked = get_asked(sessions)
    assert asked.response_id == sent and asked.label_sealed is None
    assert ("tell_label" in page) == (powers == "correct")


def test_label__of_an_experience_that_the_person_withdraws__is_emptied(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    sent, _ = ask_with_label(app, sessions, "correct", tell_label="yes")
    with sessions.begin() as session:
        destroy(session, sent)
    assert get_asked(sessions).label_sealed is None


def test_label__of_a_request_that_is_refused__is_emptied(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    ask_with_label(app, sessions, "correct", tell_label="yes")
    address = f"{DESK}/{get_asked(sessions).id}/refuse"
    sign_in(Role.MANAGER).post(address, data={"refuse-reason": "number_found"})
    assert get_asked(sessions).state is LostNumberState.REFUSED and get_asked(sessions).label_sealed is None


def note(client: FlaskClient, sessions: sessionmaker[Session]) -> str:
    """A request to a listed address; the one that the group made is not there."""
    with sessions.begin() as session:
        session.delete(session.scalars(select(LostNumber)).one())
    client.post(f"{DESK}/", data={"consultation": SLUG, "reason": TYPED})
    return get_asked(sessions).id


def list_entries(sessions: sessionmaker[Session], request_id: str) -> list[AuditEntry]:
    with sessions() as session:
        wanted = select(AuditEntry).where(AuditEntry.subject_id == request_id)
        return list(session.scalars(wanted.order_by(AuditEntry.sequence)))


def test_request__noted_by_staff__names_who_noted_found_and_confirmed(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    first, second = sign_in(Role.MANAGER, name="Ada"), sign_in(Role.ANALYST, name="Ben")
    request_id = note(first, sessions)
    first.post(f"{DESK}/{request_id}/found", data={"experience": response_id[:8], "reason": TYPED})
    looked_at = {"experience": response_id}
    assert first.post(f"{DESK}/{request_id}/confirm", data=looked_at).status_code == 409
    second.post(f"{DESK}/{request_id}/confirm", data=looked_at)

    noted, found, confirmed = list_entries(sessions, request_id)
    assert [one.action for one in (noted, found, confirmed)] == [
        "lost number noted", "lost number found", "lost number confirmed"
    ]  # fmt: skip
    assert noted.actor == found.actor != confirmed.actor
    assert get_state(sessions, response_id) is ResponseState.WITHDRAWN


@pytest.mark.parametrize("act", ["confirm", "refuse"])
def test_request__decided__keeps_nothing_that_was_typed_not_even_on_record(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session], act: str
) -> None:
    first, second = sign_in(Role.MANAGER), sign_in(Role.ANALYST)
    request_id = note(first, sessions)
    first.post(f"{DESK}/{request_id}/found", data={"experience": response_id[:8], "reason": TYPED})
    assert TYPED in second.get(f"{DESK}/{request_id}").text, "the second person needs it"
    decided = {"experience": response_id, "refuse-reason": "doubted"}
    assert second.post(f"{DESK}/{request_id}/{act}", data=decided).status_code == 302

    assert TYPED not in get_asked(sessions).reason and TYPED not in second.get(f"{DESK}/{request_id}").text
    assert TYPED not in str([one.details for one in list_entries(sessions, request_id)])


def test_request__of_an_experience_that_the_person_withdraws__keeps_nothing_that_was_typed(
    response_id: str, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    first = sign_in(Role.MANAGER)
    request_id = note(first, sessions)
    first.post(f"{DESK}/{request_id}/found", data={"experience": response_id[:8], "reason": TYPED})
    with sessions.begin() as session:
        destroy(session, response_id)
    assert get_asked(sessions).reason == ""
