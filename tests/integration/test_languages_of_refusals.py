"""The choice of language where a form without a page of its own is refused: people can go on in another."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from consult.web.form_pages import FORM_PAGES
from consult.web.languages import is_for_staff
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, SLUG, Worker, open_site
from tests.integration.teller import RETURN
from tests.integration.test_relaying import LIST, find_id
from tests.integration.test_returning import come_back, send_and_finish
from tests.integration.visitor import Visitor

FORM_ELSEWHERE = {f"{GROUP}/number/kept": f"{GROUP}/"}
"""Where the form stands on no page, once its number was kept: the page to go on from."""


@pytest.fixture
def worker(make_app: MakeApp, sessions: sessionmaker[Session]) -> Worker:
    return Worker(open_site(make_app, sessions), sessions)


def list_post_only(app: Flask) -> dict[str, str]:
    """Addresses of the public that take forms and show no page, by endpoint."""
    rules = [one for one in app.url_map.iter_rules() if not is_for_staff(one.endpoint.split(".")[0])]
    shown = {one.rule for one in rules if "GET" in (one.methods or ())}
    return {one.endpoint: one.rule for one in rules if one.rule not in shown}


def list_links(page: TestResponse) -> list[str]:
    found = re.findall(r'<a class="language-switch__choice" href="([^"]+)"', page.text)
    assert len(found) > 3, "there are languages to choose"
    return [html.unescape(one) for one in found]


def go_on(client: FlaskClient, refusal: TestResponse) -> TestResponse:
    """Choose each language that a refusal offers; the last page."""
    for link in list_links(refusal):
        page = client.get(link, follow_redirects=True)
        assert page.status_code == 200, link
    return page


def refuse(client: FlaskClient, address: str) -> TestResponse:
    """Send the form without the page's token, as one that has expired is."""
    app = client.application
    app.config["WTF_CSRF_ENABLED"] = True
    refusal = client.post(address)
    app.config["WTF_CSRF_ENABLED"] = False
    assert refusal.status_code == 400
    return refusal


def check(client: FlaskClient, addresses: list[str]) -> None:
    for address in addresses:
        page = go_on(client, refuse(client, address))
        if address in FORM_ELSEWHERE:
            assert page.request.path == FORM_ELSEWHERE[address]
        else:
            assert f'action="{address}"' in page.text, address


def test_form_pages__of_all_that_only_takes_forms__are_named(make_app: MakeApp) -> None:
    assert list_post_only(make_app(ACCOUNT_FORM=True)).keys() <= FORM_PAGES.keys()


def test_refusal__of_what_a_group_sends__leads_to_its_form_in_other_languages(worker: Worker) -> None:
    worker.relay(powers="correct read_back withdraw")
    response_id = find_id(worker.open_list())
    rules = [one for one in list_post_only(worker.client.application).values() if one.startswith(GROUP)]
    filled = [one.replace("<response_id>", response_id).replace("<slug>", SLUG) for one in rules]
    check(worker.client, filled)


def test_refusal__of_what_a_person_sends__leads_to_its_form_in_other_languages(worker: Worker) -> None:
    person = worker.client.application.test_client()
    person.post(f"{RETURN}/", data={"return_number": worker.relay()})
    check(person, [one for one in list_post_only(person.application).values() if one.startswith(RETURN)])


def test_refusal__of_what_an_organisation_sends__leads_to_its_form_in_other_languages(
    visitor: Visitor,
) -> None:
    come_back(visitor, send_and_finish(visitor))
    client = visitor.client
    check(client, [one for one in list_post_only(client.application).values() if one.startswith("/return")])
    page = go_on(client, refuse(client, "/return/withdraw"))
    assert page.request.path == "/return/yours" and 'href="/return/withdraw"' in page.text


@pytest.mark.parametrize(
    ("powers", "form"), [("correct", "withdraw"), ("withdraw", "lost"), ("read_back", "correct")]
)
def test_refusal__of_what_a_group_may_not_do__leads_to_what_it_may(
    worker: Worker, powers: str, form: str
) -> None:
    worker.relay(powers=powers)
    entry = f"{LIST}/{find_id(worker.open_list())}"
    if form == "lost":
        worker.client.post(f"{entry}/withdraw")
    refusal = worker.client.post(f"{entry}/{form}", data={"correction": "It was five months."})
    assert refusal.status_code == 409
    page = go_on(worker.client, refusal)
    assert page.request.path == entry and "blue door" in page.text
