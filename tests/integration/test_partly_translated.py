"""A language that lacks a text is marked, and whoever chooses it reads the questions in the source."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.vocabulary import Role
from tests.factories.answering import SLUG
from tests.integration.conftest import SignIn
from tests.integration.visitor import Visitor

HOME = f"/c/{SLUG}/"


@pytest.fixture
def client(new_visitor: Callable[[], Visitor]) -> FlaskClient:
    return new_visitor().client


def begin(client: FlaskClient, tag: str) -> None:
    client.get(f"{HOME}?lang={tag}")
    client.post(HOME, data={"submission_id": f"from-{tag}"})


def test_switch__of_a_form_in_three_languages__marks_the_one_that_lacks_a_text(client: FlaskClient) -> None:
    page = client.get(f"{HOME}?lang=en").get_data(as_text=True)
    assert page.count("(partly translated)") == 2  # in the switch, and in the list of languages
    assert 'Polski <span lang="en" dir="ltr">(partly translated)' in page
    assert "shown in the language in which they were written" not in page
    chosen = client.get(f"{HOME}?lang=pl").get_data(as_text=True)
    assert "shown in the language in which they were written" in chosen


@pytest.mark.parametrize(
    ("tag", "said", "marked"),
    [("ar", "هل ينجح؟", 'lang="ar"'), ("pl", "Does it work?", 'lang="en"')],
)
def test_question__in_a_whole_and_in_a_partial_language__carries_the_language_it_is_in(
    client: FlaskClient, tag: str, said: str, marked: str
) -> None:
    begin(client, tag)
    page = client.get(f"{HOME}q/when").get_data(as_text=True)
    assert said in page and "Tak" not in page
    before = page[: page.index(said)]
    assert before.rindex(marked) > max(before.rfind('lang="uk"'), 0)


def test_answers__given_in_a_partial_language__are_recorded_in_it(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    begin(client, "pl")
    with sessions() as session:
        assert session.scalars(select(Response)).one().language == "pl"


@pytest.mark.usefixtures("client")
def test_publishing_page__of_a_partial_form__says_so_with_a_link(sign_in: SignIn) -> None:
    manager = sign_in(Role.MANAGER)
    page = manager.get(f"/desk/consultations/{SLUG}/questionnaire").get_data(as_text=True)
    found = re.search(r'href="([^"]*/questionnaire/[^"/]*)/languages"', page)
    assert found is not None
    shown = manager.get(found[1]).get_data(as_text=True)
    assert "Polish is partly translated." in shown and "show=missing" in shown
    assert "Arabic is partly translated." not in shown
