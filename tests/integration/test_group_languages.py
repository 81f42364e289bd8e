"""The choice of language on pages that answer a group's form: it never leads to a page that is not there."""

import html
import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from consult.models.groups import GroupEntry, RelayGroup
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, SLUG, START, WORDS, Worker, open_site

NUMBER = f"{GROUP}/number"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    """The site, where groups pass experiences on."""
    return open_site(make_app, sessions)


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


def switch(worker: Worker, page: TestResponse) -> TestResponse:
    """Press Arabic as a browser would: with everything in the form that the button belongs to."""
    (button,) = re.findall(r'<button[^>]*value="ar"[^>]*>', page.text)
    found = {name: re.search(rf'\b{name}="([^"]*)"', button) for name in ("form", "formaction")}
    form, address = (html.unescape(one[1]) if one else "" for one in found.values())
    assert re.search(rf'<form[^>]*id="{form}"', page.text)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    path = address if address.startswith("/") else f"{page.request.path}{address}"
    return worker.client.post(path, data={**hidden, "switch_language": "ar"}, follow_redirects=True)


@pytest.mark.parametrize("address", [f"{GROUP}/relay/{SLUG}", f"{GROUP}/event/{SLUG}"])
def test_language__chosen_where_something_unsent_would_be_lost__asks_again_and_loses_nothing(
    worker: Worker, address: str
) -> None:
    worker.write()
    page = switch(worker, worker.client.post(address))
    assert page.status_code == 200 and 'lang="ar"' in page.text
    assert 'name="begin_again"' in page.text
    assert WORDS in worker.client.get(f"{START}/check").text


def test_language__chosen_before_the_number_is_confirmed__shows_the_number_again(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    forget_number(sessions)
    worker.client.post(NUMBER)
    page = switch(worker, worker.client.post(f"{NUMBER}/kept"))
    assert page.status_code == 200 and page.request.path == NUMBER and 'name="written_down"' in page.text


def test_number__shown_for_the_last_time__is_in_no_other_language(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    forget_number(sessions)
    worker.client.post(NUMBER)
    page = worker.client.post(f"{NUMBER}/kept", data={"written_down": "yes"})
    assert 'class="receipt"' in page.text
    assert "lang=ar" not in page.text and "switch_language" not in page.text


def test_withdrawing__what_is_withdrawn__is_not_asked_again(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    worker.relay(powers="withdraw")
    worker.open_list()
    with sessions() as session:
        address = f"{GROUP}/list/{session.scalars(select(GroupEntry.response_id)).one()}/withdraw"
    asked = worker.client.get(address)
    worker.client.post(address)
    assert (asked.status_code, worker.client.get(address).status_code) == (200, 409)


def forget_number(sessions: sessionmaker[Session]) -> None:
    """As before the group drew one."""
    with sessions.begin() as session:
        group = session.scalars(select(RelayGroup)).one()
        group.number_lookup = None
