"""What each page of experiences and groups weighs as the site sends it, with all that it loads.

The browser's own count is in tests/browser/test_account_light.py; this one leaves no page out.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.desk_kinds import SetAsideReason
from consult.models.response import Response as ResponseRow
from consult.queries.viewer import Viewer
from consult.services.experiences.setting_aside import set_aside
from consult.services.experiences.showing_quoted import show_to_people
from consult.vocabulary import Role
from tests.factories.giving import SLUG, check_everything
from tests.factories.grouping import make_group
from tests.factories.numbering import NOW, TODAY, seeded_id
from tests.factories.quoting import make_quoting_draft
from tests.factories.region import make_staff
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, Worker
from tests.integration.teller import RETURN, START, amend, open_form, read_number, visit, write

MOST_BYTES = 60_000
PACKED = {"Accept-Encoding": "gzip"}
HOME = "/your-experience"
NO_PAGES = {"account.leave"}
"""What only leads elsewhere."""
LOADED = re.compile(r'(?:<link [^>]*?href|<script [^>]*?src)="(/[^"]+)"|\b(?:from|import) "(\.[^"]+)"')
OTHERS = ("ar", "prs", "uk", "en")
"""Tigrinya takes most bytes; these are looked at in `make soak`."""
WORDS = "MARKEDTEXT " * 40

Weights = dict[tuple[str, str], int]


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def weights(app: Flask) -> Iterator[Weights]:
    """The heaviest that each page of experiences was, by endpoint and method."""
    heaviest: Weights = {}

    @app.after_request
    def weigh(response: Response) -> Response:
        if request.path.startswith(HOME) and response.mimetype == "text/html" and not response.location:
            place = str(request.endpoint), request.method
            heaviest[place] = max(heaviest.get(place, 0), measure(response))
        return response

    yield heaviest


def measure(response: Response) -> int:
    """The bytes of a response, headers and all."""
    return len(response.get_data()) + len(str(response.headers).encode())


def weigh_loaded(app: Flask, html: str) -> int:
    """The bytes of all that a page loads, each thing once, as a browser that takes gzip gets it."""
    client, waiting, sizes = app.test_client(), find_loaded(html), dict[str, int]()
    while waiting:
        address = waiting.pop()
        if address not in sizes:
            with client.get(address, headers=PACKED) as packed, client.get(address) as plain:
                assert packed.status_code == 200, address
                sizes[address] = measure(packed)
                waiting += [urljoin(address, one) for one in find_loaded(plain.text)]
    assert {one.rpartition("/")[2].partition("?")[0] for one in sizes} >= {"account.js", "exit-this-page.js"}
    return sum(sizes.values())


def find_loaded(text: str) -> list[str]:
    return [next(filter(None, found)) for found in LOADED.findall(text)]


def look(client: FlaskClient, *addresses: str, status: int = 200) -> None:
    """Look at pages that must be there, or be refused with the status that is said."""
    assert {one: client.get(one).status_code for one in addresses} == dict.fromkeys(addresses, status)


def tell_one(client: FlaskClient) -> str:
    """What a person sees until they have their number; the number."""
    look(client, f"{HOME}/", f"{START}/", f"{START}/about", f"{START}/privacy", f"{HOME}/card")
    look(client, f"{START}/young", f"{START}/alone", f"{HOME}/safety")
    look(client, f"{HOME}/nowhere/about", status=404)
    client.post(f"{START}/about", data={})
    client.post(f"{HOME}/card", data={"code": "x"})
    write(client, WORDS)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": ""})
    pages = ("q/what_happened", "q/area", "permission", "check", "keep-away", "pause")
    look(client, *(f"{START}/{name}" for name in pages), f"{HOME}/stop")
    client.post(f"{START}/check", data={"prompts_rest": "keep"})
    look(client, f"{START}/number")
    number = read_number(client.get(f"{START}/number").text)
    client.post(f"{START}/number", data={})
    client.post(f"{START}/number", data={"written_down": "yes"})
    return number


def come_back(client: FlaskClient, number: str, sessions: sessionmaker[Session], app: Flask) -> None:
    """What the person finds later: their words, a sentence, messages, and that it was set aside."""
    look(client, f"{RETURN}/")
    client.post(f"{RETURN}/", data={"return_number": "1"})
    client.post(f"{RETURN}/", data={"return_number": number})
    with sessions.begin() as session:
        check_everything(session, app.config)
        account = session.scalars(select(ResponseRow)).one()
        draft = make_quoting_draft(session, [(account, "what_happened", 0, len(WORDS) - 1)])
        show_to_people(session, draft, actor="staff", today=TODAY, now=NOW)
        make_staff(session, Role.ANALYST)
        viewer = Viewer(seeded_id("staff", 1), frozenset({Role.ANALYST}))
        set_aside(session, viewer, account, SetAsideReason.NOT_LIVED, today=TODAY, now=NOW)
    pages = ("yours", "permission", "keep-away", "sentences", "messages", "set-aside", "withdraw")
    look(client, *(f"{RETURN}/{name}" for name in pages), f"{RETURN}/q/what_happened", f"{RETURN}/q/area")
    for name in ("messages", "set-aside"):
        client.post(f"{RETURN}/{name}", data={})
    amend(client, WORDS)
    client.post(f"{RETURN}/withdraw")


def open_link(app: Flask, sessions: sessionmaker[Session], language: str) -> None:
    """What a group sees when it opens its link for the first time."""
    with sessions.begin() as session:
        group, token = make_group(session, name="Lantern")
        group.may_print_cards = True
    client = app.test_client()
    look(client, f"{GROUP}/link/nothing?lang={language}", status=409)
    client.get(f"{GROUP}/link/{token}")
    look(client, f"{GROUP}/agreement")
    client.post(f"{GROUP}/agreement", data={"version": 1})
    client.post(f"{GROUP}/agreement", data={"version": 1, "accepted": "yes", "name": "Ada Morgan"})
    look(client, f"{GROUP}/number")
    client.post(f"{GROUP}/number")
    look(client, f"{GROUP}/number")
    client.post(f"{GROUP}/number/kept", data={})
    client.post(f"{GROUP}/number/kept", data={"written_down": "yes"})
    look(client, f"{GROUP}/", f"{GROUP}/cards")
    client.post(f"{GROUP}/cards", data={"slug": SLUG, "count": "1000"})


def pass_on(worker: Worker, app: Flask) -> None:
    """What a group sees that passes on one experience and one event, and its list."""
    client = worker.client
    worker.write(WORDS, powers="correct read_back withdraw")
    look(client, *(f"{START}/{name}" for name in ("permission", "group", "told", "check")))
    number = worker.send()
    look(client, f"{START}/number", f"{START}/card")
    client.post(f"{START}/number", data={"written_down": "yes"})
    own = app.test_client()
    own.post(f"{RETURN}/", data={"return_number": number})
    look(own, f"{RETURN}/yours", f"{RETURN}/group", f"{RETURN}/told")
    own.post(f"{RETURN}/", data={"return_number": worker.relay_event()})
    look(own, *(f"{RETURN}/{name}" for name in ("yours", "event/people", "event/said", "event/printing")))
    client.post(f"{GROUP}/event/{SLUG}")
    look(client, f"{START}/event/people", f"{START}/event/said", f"{START}/check", f"{GROUP}/enter")
    client.post(f"{GROUP}/enter", data={"return_number": "1"})
    listed = re.findall(rf"{GROUP}/list/([0-9a-f-]{{36}})", worker.open_list())
    look(client, f"{GROUP}/list/")
    look(client, *(f"{GROUP}/list/{one}" for one in listed))
    entries = {f"{GROUP}/list/{one}" for one in listed}
    sent = {one for one in entries if f"{one}/words" in client.get(one).text}
    assert (len(sent), len(entries)) == (2, 3)
    look(client, *(f"{one}/{page}" for one in sent for page in ("withdraw", "words")))
    gone = [f"{one}/{page}" for one in entries - sent for page in ("withdraw", "words")]
    look(client, *gone, status=409)


def list_pages(app: Flask) -> set[str]:
    """Every endpoint of experiences and groups that shows a page of its own."""
    rules = [one for one in app.url_map.iter_rules() if one.rule.startswith(HOME)]
    return {one.endpoint for one in rules if "GET" in (one.methods or ())} - NO_PAGES


@pytest.mark.parametrize("language", ["ti", *(pytest.param(tag, marks=pytest.mark.soak) for tag in OTHERS)])
def test_pages__every_one_of_experiences_and_groups__take_at_most_60_kilobytes(
    app: Flask, sessions: sessionmaker[Session], weights: Weights, language: str
) -> None:
    worker, client = Worker(app, sessions), visit(app)
    for one in (worker.client, client):
        one.get(f"{HOME}/?lang={language}")
    come_back(client, tell_one(client), sessions, app)
    open_link(app, sessions, language)
    pass_on(worker, app)
    loaded = weigh_loaded(app, client.get(f"{HOME}/safety").text)

    assert list_pages(app) - {endpoint for endpoint, method in weights if method == "GET"} == set()
    assert {place: size for place, size in weights.items() if size + loaded > MOST_BYTES} == {}
