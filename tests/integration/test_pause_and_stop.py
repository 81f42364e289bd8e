"""Every page on which somebody is writing leads to a pause and to stopping; a new page is tried of itself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous.timed import TimestampSigner
from sqlalchemy.orm import Session, sessionmaker

from consult.web.account_cookie import EXPERIENCE_COOKIE
from tests.factories.giving import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, Worker
from tests.integration.teller import START, open_form, visit, write

NOT_HERE = {"number", "card"}
"""Pages after sending, when nothing is left to pause or to delete."""
ONLY_EVENTS, ONLY_GROUPS = {"event/people", "event/said"}, {"group", "told"}
ONE_PERSON = {"q/what_happened", "permission", "told"}
"""Pages that ask one person, from which an event is led to its own."""


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def list_own(app: Flask) -> set[str]:
    """The pages of one experience before it is sent, as they follow its consultation in the address."""
    rules = [one for one in app.url_map.iter_rules() if one.rule.startswith("/your-experience/<slug>/")]
    ends = {one.rule.partition("<slug>/")[2] for one in rules if "GET" in (one.methods or ())}
    return {end.replace("<page_id>", "what_happened") for end in ends} - NOT_HERE


def find_without(client: FlaskClient, pages: set[str]) -> list[str]:
    """Pages on which one of the two links is missing."""
    shown = {end: client.get(f"{START}/{end}") for end in sorted(pages)}
    assert {end: one.status_code for end, one in shown.items() if one.status_code != 200} == {}
    wanted = f'href="{START}/pause"', 'href="/your-experience/stop"'
    return [end for end, one in shown.items() if not all(link in one.text for link in wanted)]


def test_pages__of_somebody_who_is_writing__each_lead_to_a_pause_and_to_stopping(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    person, worker, event = visit(app), Worker(app, sessions), Worker(app, sessions, name="Lantern")
    write(person)
    worker.write()
    event.client.post(f"{GROUP}/event/{SLUG}")
    everywhere = list_own(app)
    assert len(everywhere) > 10

    assert find_without(person, everywhere - ONLY_EVENTS - ONLY_GROUPS) == []
    assert find_without(worker.client, everywhere - ONLY_EVENTS) == []
    assert find_without(event.client, everywhere - ONE_PERSON) == []


def test_pause__of_a_person_a_relay_and_an_event__leads_back_to_the_page_that_asks_for_it(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    person, worker, event = visit(app), Worker(app, sessions), Worker(app, sessions, name="Lantern")
    write(person)
    worker.write()
    event.client.post(f"{GROUP}/event/{SLUG}")

    for client, page, asked in (
        (person, "q/what_happened", "q_what_happened"),
        (worker.client, "q/what_happened", "q_what_happened"),
        (event.client, "event/people", "q_month"),
    ):
        found = re.search(r'href="([^"]+)"[^>]*>\s*Go on with it', client.get(f"{START}/pause").text)
        assert found and found[1] == f"{START}/{page}"
        shown = client.get(found[1])
        assert shown.status_code == 200 and f'name="{asked}"' in shown.text


def test_pause__longer_than_a_session__is_as_its_page_says(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, real = visit(app), TimestampSigner.get_timestamp
    write(client)
    page = client.get(f"{START}/pause").text
    assert "does not open again" in page and "that you left open can still be saved, for one day" in page
    held = client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience")
    assert held is not None

    def come_back(hours: int) -> tuple[int, int, int]:
        """Opening a page again, saving one that was left open, and then opening one."""
        client.set_cookie(EXPERIENCE_COOKIE.name, held.value, path="/your-experience")
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: real(self) + hours * 3600)
        opened = client.get(f"{START}/check").status_code
        client.set_cookie(EXPERIENCE_COOKIE.name, held.value, path="/your-experience")
        saved = client.post(f"{START}/q/area", data={"q_area": "coast"})
        return opened, saved.status_code, client.get(f"{START}/check").status_code

    assert come_back(hours=2) == (302, 302, 200)
    assert come_back(hours=25) == (302, 400, 302)
