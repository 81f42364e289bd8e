"""Every page of a community group, by the standing of its organisation: only one that may relay sees any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.group_kinds import WayIn
from consult.models.groups import Correction, InvitationCard, LostNumber, RelayGroup
from consult.models.response import Response
from consult.services.experiences.grouping import allow_cards
from consult.vocabulary import ResponseState, Sector, Standing
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.group_cookie import GROUP_COOKIE
from tests.factories.giving import SLUG
from tests.factories.numbering import NOW
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, WORDS, Worker, open_site
from tests.integration.teller import RETURN
from tests.integration.test_relaying import find_id

LABEL, NAME = "blue door", "Harbour Light"
NO_LINK, ENTER = "You need a link from a community group", f"{GROUP}/enter"
OPEN_TO_ALL = {"account_group.enter": 200, "account_group.close": 302}


@dataclass(frozen=True)
class Call:
    """A request to one route, and the status of its answer for a group that may relay."""

    path: str
    status: int
    form: Mapping[str, Any] = field(default_factory=dict)


CALLS = {
    "account_group.open_link": Call("/link/{token}", 302),
    "account_group.home": Call("/", 200),
    "account_group.agreement": Call("/agreement", 200),
    "account_group.accept": Call("/agreement", 302, {"version": "1", "accepted": "yes", "name": "Ada"}),
    "account_group.number": Call("/number", 302),
    "account_group.draw": Call("/number", 409),
    "account_group.confirm": Call("/number/kept", 422),
    "account_group.enter": Call("/enter", 200),
    "account_group.open_list": Call("/enter", 302, {"return_number": "{number}"}),
    "account_listed.index": Call("/list/", 200),
    "account_listed.show": Call("/list/{id}", 200),
    "account_listed.read_back": Call("/list/{id}/words", 200),
    "account_listed.correct": Call("/list/{id}/correct", 302, {"correction": "It was May."}),
    "account_listed.give_label": Call("/list/{id}/label", 302, {"label": LABEL}),
    "account_listed.ask_to_take_back": Call("/list/{id}/withdraw", 200),
    "account_listed.say_lost": Call("/list/{id}/lost", 302),
    "account_listed.take_back": Call("/list/{id}/withdraw", 302),
    "account_cards.ask": Call("/cards", 200),
    "account_cards.make": Call("/cards", 200, {"count": "2"}),
    "account_group.relay": Call(f"/relay/{SLUG}", 302),
    "account_event.begin": Call(f"/event/{SLUG}", 302),
    "account_group.close": Call("/close", 302),
}
"""In the order in which they are made: what ends something comes late."""


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions, WayIn.BY_LINK_OR_CARD)


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    """Somebody who has passed an experience on, with every power, and has the list open."""
    worker = Worker(app, sessions)
    with sessions.begin() as session:
        group = session.get_one(RelayGroup, worker.group_id)
        allow_cards(session, group, is_allowed=True, actor="x", now=NOW)
    worker.relay(powers="correct read_back withdraw", label=LABEL)
    return worker


def call_all(app: Flask, worker: Worker, response_id: str) -> Iterator[tuple[str, Any]]:
    given = {"token": worker.token, "number": worker.number, "id": response_id}
    methods = {one.endpoint: one.methods or set() for one in app.url_map.iter_rules()}
    for endpoint, call in CALLS.items():
        form = {name: str(value).format(**given) for name, value in call.form.items()}
        method = "POST" if "POST" in methods[endpoint] else "GET"
        path = f"{GROUP}{call.path.format(**given)}"
        yield endpoint, worker.client.open(path, method=method, data=form if method == "POST" else None)


def test_calls__all__are_of_every_route_of_groups(app: Flask) -> None:
    routes = {one.endpoint for one in app.url_map.iter_rules() if one.rule.startswith(f"{GROUP}/")}
    assert routes == set(CALLS)


def test_routes__for_a_group_that_may_relay__are_open(app: Flask, worker: Worker) -> None:
    response_id = find_id(worker.open_list())
    statuses = {endpoint: answer.status_code for endpoint, answer in call_all(app, worker, response_id)}
    assert statuses == {endpoint: call.status for endpoint, call in CALLS.items()}


@pytest.mark.parametrize(
    ("standing", "sector"),
    [
        (Standing.OBSERVER, Sector.VOLUNTARY_COMMUNITY),
        (Standing.CONSULTED, Sector.VOLUNTARY_COMMUNITY),
        (Standing.FULL, Sector.POLICE),
        (Standing.OBSERVER, Sector.GOVERNMENT_DEPARTMENT),
    ],
)
def test_routes__for_a_group_that_may_relay_no_more__show_nothing_and_do_nothing(
    app: Flask, worker: Worker, sessions: sessionmaker[Session], standing: Standing, sector: Sector
) -> None:
    response_id = find_id(worker.open_list())
    with sessions.begin() as session:
        organisation = session.get_one(RelayGroup, worker.group_id).organisation
        organisation.standing, organisation.sector = standing, sector

    for endpoint, answer in call_all(app, worker, response_id):
        assert LABEL not in answer.text and WORDS not in answer.text and NAME not in answer.text, endpoint
        if endpoint in OPEN_TO_ALL:
            assert answer.status_code == OPEN_TO_ALL[endpoint]
        elif endpoint == "account_group.open_list":
            assert answer.status_code == 422
        else:
            is_sent_away = answer.headers.get("Location", "") == ENTER
            assert is_sent_away or (answer.status_code == 409 and NO_LINK in answer.text), endpoint

    with sessions() as session:
        assert [one.state for one in session.scalars(select(Response))] == [ResponseState.SUBMITTED]
        for model in (Correction, LostNumber, InvitationCard):
            assert session.scalars(select(model)).all() == []


@pytest.mark.parametrize("path", [f"{RETURN}/close", "/your-experience/stop", f"{GROUP}/close"])
def test_closing__anything_on_a_shared_device__takes_both_cookies_out_of_the_browser(
    worker: Worker, path: str
) -> None:
    """The pages of a person and of a group are often open in one browser."""
    worker.open_list()
    worker.begin()
    own = worker.client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience")
    assert own and worker.client.get_cookie(GROUP_COOKIE.name, path=GROUP)

    worker.client.post(path)

    assert worker.client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience") is None
    assert worker.client.get_cookie(GROUP_COOKIE.name, path=GROUP) is None


def test_list__of_a_group__shows_no_day_finer_than_the_week(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    page = worker.open_list()
    with sessions() as session:
        received_on = session.scalars(select(Response.received_on)).one()
    assert received_on and received_on.weekday(), "a Monday would show nothing"
    entry = worker.client.get(f"{GROUP}/list/{find_id(page)}").text
    for shown in (page, entry):
        assert received_on.isoformat() not in shown and "Received in the week of" in shown
