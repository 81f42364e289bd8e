"""Nobody ends an experience alone, and nobody whom its person named has a part in ending it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from consult.models.group_kinds import LostNumberState, LostNumberWay
from consult.models.groups import LostNumber
from consult.models.response import Response
from consult.vocabulary import ResponseState, Role
from tests.factories.numbering import TODAY
from tests.factories.sealing import UnlockedAgent
from tests.integration import test_staff_kept_away
from tests.integration.conftest import SignIn
from tests.integration.test_desk_translations import Desk
from tests.integration.test_staff_kept_away import NEUTRAL

agent, app, desk = test_staff_kept_away.agent, test_staff_kept_away.app, test_staff_kept_away.desk
named = test_staff_kept_away.named
REASON = {"reason": "The person asked by telephone."}
Asked = Callable[..., str]


def find_state(desk: Desk) -> ResponseState:
    with desk.sessions() as session:
        return session.get_one(Response, desk.response_id).state


def list_asked(desk: Desk) -> list[LostNumber]:
    with desk.sessions() as session:
        return list(session.scalars(select(LostNumber)))


@pytest.fixture
def ask(desk: Desk) -> Asked:
    """Makes a request; by whom it was found, if it is. It gives its address."""

    def make(found_by_id: str | None = None, way: LostNumberWay = LostNumberWay.GROUP) -> str:
        state = LostNumberState.FOUND if found_by_id else LostNumberState.ASKED
        response_id = desk.response_id if found_by_id or way is LostNumberWay.GROUP else None
        with desk.sessions.begin() as session:
            about = session.get_one(Response, desk.response_id).consultation_id
            asked = LostNumber(consultation_id=about, way=way, state=state, asked_on=TODAY)
            asked.response_id, asked.found_by_id = response_id, found_by_id
            session.add(asked)
            session.flush()
            return f"/desk/lost-numbers/{asked.id}"

    return make


def test_withdraw__by_one_on_the_staff__waits_for_a_second_who_confirms_it(
    desk: Desk, sign_in: SignIn, agent: UnlockedAgent
) -> None:
    agent.lock()
    address = f"/desk/experiences/{desk.response_id}/withdraw"
    assert desk.reader.post(address, data={"reason": ""}).status_code == 422 and list_asked(desk) == []
    noted = desk.reader.post(address, data=REASON, follow_redirects=True)
    desk.reader.post(address, data=REASON)
    [asked] = list_asked(desk)
    request_at, looked_at = f"/desk/lost-numbers/{asked.id}", {"experience": desk.response_id}
    assert noted.request.path == request_at and "Ask somebody else on the staff" in noted.text
    assert desk.reader.post(f"{request_at}/confirm", data=looked_at).status_code == 409
    assert find_state(desk) is ResponseState.SUBMITTED

    second = sign_in(Role.MANAGER, name="Ben")
    again = second.post(address, data=REASON, follow_redirects=True)
    assert again.request.path == request_at and "noted it before" in again.text
    assert REASON["reason"] in again.text
    second.post(f"{request_at}/confirm", data=looked_at)
    assert find_state(desk) is ResponseState.WITHDRAWN
    assert desk.list_actions()[-4:] == [
        "lost number noted", "lost number found", "account withdrawn", "lost number confirmed"
    ]  # fmt: skip


def test_withdraw__where_the_group_asked_before__is_the_same_request(desk: Desk, ask: Asked) -> None:
    address = ask()
    at = desk.reader.post(f"/desk/experiences/{desk.response_id}/withdraw", data=REASON).location
    [asked] = list_asked(desk)
    assert at == address and asked.state is LostNumberState.FOUND and asked.way is LostNumberWay.GROUP


@pytest.mark.parametrize("is_locked", [False, True])
def test_named_manager__at_withdrawing_it__is_refused_and_nothing_is_noted(
    desk: Desk, named: FlaskClient, agent: UnlockedAgent, is_locked: bool
) -> None:
    agent.is_locked = is_locked
    refused = named.post(f"/desk/experiences/{desk.response_id}/withdraw", data=REASON)
    assert refused.status_code == (423 if is_locked else 403)
    assert find_state(desk) is ResponseState.SUBMITTED and list_asked(desk) == []


@pytest.mark.parametrize("is_locked", [False, True])
@pytest.mark.parametrize("act", ["found", "confirm", "refuse"])
def test_named_manager__at_a_request_about_it__decides_nothing(
    app: Flask, desk: Desk, named: FlaskClient, agent: UnlockedAgent, ask: Asked, act: str, is_locked: bool
) -> None:
    address = ask(None if act == "found" else find_id(desk))
    before = [one.state for one in list_asked(desk)]
    agent.is_locked = is_locked
    form = {"experience": desk.response_id, "refuse-reason": "number_found", **REASON}
    refused = named.post(f"{address}/{act}", data=form)
    assert refused.status_code == (423 if is_locked else 403)
    assert [one.state for one in list_asked(desk)] == before and find_state(desk) is ResponseState.SUBMITTED
    if not is_locked:
        page = named.get(address)
        assert page.status_code == 403 and NEUTRAL in page.text
        assert desk.list_actions().count("experience left to another reader") == 2
        assert desk.reader.get(address).status_code == 200


@pytest.mark.parametrize("is_locked", [False, True])
def test_named_manager__who_says_that_a_request_is_about_it__is_refused_on_record(
    desk: Desk, named: FlaskClient, agent: UnlockedAgent, ask: Asked, is_locked: bool
) -> None:
    address = ask(way=LostNumberWay.ADDRESS)
    assert named.get(address).status_code == 200, "nobody knows yet whose it is"
    agent.is_locked = is_locked
    refused = named.post(f"{address}/found", data={"experience": desk.response_id[:8], **REASON})
    assert refused.status_code == (423 if is_locked else 403)
    assert [one.state for one in list_asked(desk)] == [LostNumberState.ASKED]
    assert desk.list_actions().count("experience left to another reader") == (0 if is_locked else 1)


def test_request__about_one_that_names_somebody_else__is_decided_by_others(
    desk: Desk, named: FlaskClient, ask: Asked, sign_in: SignIn
) -> None:
    address = ask(find_id(desk))
    assert named
    sign_in(Role.MANAGER, name="Ruth Baker").post(f"{address}/confirm", data={"experience": desk.response_id})
    assert find_state(desk) is ResponseState.WITHDRAWN


def find_id(desk: Desk) -> str:
    """Somebody on the staff who found it."""
    return desk.translator_id
