"""A translator receives no word of an experience but of those assigned to them: every route is tried."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from consult.vocabulary import ResponseKind, Role, Standing
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation, make_staff
from tests.factories.sealing import UnlockedAgent
from tests.factories.translating import (
    UNTIL,
    give,
    make_translator,
    translate_and_check,
    view_as_translator,
)
from tests.integration.conftest import SignIn, sign_in_client
from tests.integration.drafting_record import Received
from tests.integration.test_no_words_for_observers import (
    MARK,
    TOLD,
    Values,
    built,
    find_words,
    quoted,
    sqlite_url,
    values,
)

__all__ = ["built", "quoted", "sqlite_url", "values"]
WORK = "GET /desk/translations/<assignment_id>"
ORIGINAL = "POST /desk/translations/<assignment_id>/original"
SAVE = "POST /desk/translations/<assignment_id>"
TRANSLATED = "SAIDINENGLISH"


@pytest.fixture
def ids(sessions: sessionmaker[Session], quoted: Received) -> dict[str, str]:
    """A translator, and what is assigned to them: one experience, checked and translated by somebody else."""
    agent: UnlockedAgent = quoted.agent
    with sessions.begin() as session:
        accounts = session.scalars(select(Response).where(Response.kind == ResponseKind.ACCOUNT)).all()
        session.execute(update(Response).where(Response.kind == ResponseKind.ACCOUNT).values(language="fr"))
        session.expire_all()
        translator, other = make_translator(session), make_translator(session)
        theirs = give(session, accounts[0], other, agent)
        viewer = view_as_translator(session, theirs)
        spots = {("told", 0): TRANSLATED}
        translate_and_check(session, viewer, accounts[0], spots, agent)
        given = give(session, accounts[1], translator, agent)
        return {"translator": translator.id, "given": given.id, "theirs": theirs.id}


@pytest.fixture
def client(app: Flask, sessions: sessionmaker[Session], ids: dict[str, str]) -> FlaskClient:
    with sessions() as session:
        return sign_in_client(app, session.get_one(Staff, ids["translator"]))


def look(client: FlaskClient, app: Flask, values: Values, ids: dict[str, str], *own: str) -> set[str]:
    tried = {**values, "assignment_id": [ids[one] for one in own], "language": ["en"]}
    return find_words(client, app, tried, {"GET"}) | find_words(client, app, tried, {"POST"})


def test_every_route__tried_by_a_translator__holds_words_only_of_what_is_assigned(
    app: Flask, client: FlaskClient, values: Values, ids: dict[str, str]
) -> None:
    assert look(client, app, values, ids, "theirs") == set()
    assert look(client, app, values, ids, "given") == {WORK, SAVE, ORIGINAL}


def test_page_of_the_work__by_its_translator__holds_one_experience_and_no_other(
    client: FlaskClient, ids: dict[str, str]
) -> None:
    page = client.get(f"/desk/translations/{ids['given']}").text
    assert page.count(MARK) == 1 and TRANSLATED not in page


@pytest.mark.parametrize(
    "standing", [Standing.OBSERVER, pytest.param(Standing.CONSULTED, marks=pytest.mark.soak)]
)
def test_every_route__tried_by_a_translator_of_another_standing__holds_no_word(
    app: Flask,
    client: FlaskClient,
    sessions: sessionmaker[Session],
    values: Values,
    ids: dict[str, str],
    standing: Standing,
) -> None:
    with sessions.begin() as session:
        body = make_organisation(session, standing=standing)
        session.get_one(Staff, ids["translator"]).organisation_id = body.id
    assert look(client, app, values, ids, "given", "theirs") == set()


@pytest.mark.parametrize("change", [{"ended_on": TODAY}, {"until_on": TODAY.replace(day=3)}])
def test_every_route__tried_after_the_assignment_is_over__holds_no_word(
    app: Flask,
    client: FlaskClient,
    sessions: sessionmaker[Session],
    values: Values,
    ids: dict[str, str],
    change: dict[str, object],
) -> None:
    assert UNTIL > TODAY
    with sessions.begin() as session:
        session.execute(update(TranslationAssignment).values(**change))
    assert look(client, app, values, ids, "given", "theirs") == set()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.ANALYST}))
def test_pages_of_translation__tried_by_others_who_read_no_experience__hold_no_word_of_one(
    app: Flask,
    sessions: sessionmaker[Session],
    values: Values,
    ids: dict[str, str],
    role: Role,
) -> None:
    with sessions.begin() as session:
        client = sign_in_client(app, make_staff(session, role))
    pages = [
        f"/desk/translations/{ids['given']}",
        f"/desk/translations/{ids['theirs']}",
        *(f"/desk/experiences/{one}/translation/en" for one in values["response_id"]),
    ]
    texts = [client.get(page).text for page in pages]
    assert not any(TRANSLATED in text or MARK in text for text in texts)


def test_words__looked_for_by_an_analyst__are_beside_the_original(
    sign_in: SignIn, values: Values, ids: dict[str, str]
) -> None:
    """The tests above can fail: these words are there for those who may read them."""
    client = sign_in(Role.ANALYST)
    texts = [client.get(f"/desk/experiences/{one}/translation/en").text for one in values["response_id"]]
    assert sum(TRANSLATED in text and TOLD[:20] in text for text in texts) == 1
