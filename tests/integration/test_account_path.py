"""The shortest way through an experience: pages and answers counted, everything else behind "Add more"."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.groups import GroupEntry
from consult.models.provenance import Provenance
from consult.models.response import Response
from consult.models.telling_kinds import Interpreter, Manner, Teller, Wording, Writer
from consult.sealing.codenames import parse_codename
from consult.sealing.salt_files import read_secret_salt
from consult.services.experiences.cards import make_cards
from consult.services.experiences.giving import reopen_account
from consult.services.experiences.tracing import get_provenance
from consult.services.permissions.consenting import current_consent
from consult.vocabulary import Channel, Purpose, ResponseState
from consult.web.key_store import get_key_store
from consult.web.return_numbers import reopen_number
from tests.factories.giving import SLUG
from tests.factories.grouping import make_group
from tests.factories.numbering import TODAY
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, Worker
from tests.integration.teller import GROWN, MARK, RETURN, START, open_form, read_number, visit

MOST_PAGES, MOST_ANSWERS, MORE_OF_A_RELAY = 6, 2, 2
ORDER = ["/", "/about", "/q/what_happened", "/permission", "/check", "/number"]
WORDS = {"/q/what_happened": {"q_what_happened": MARK}}
TOLD = {"q_spoken_language": "ti", "q_wording": "summary"}
EVENT = {
    "/event/people": {"q_month": "2031-02", "q_people": "14"},
    "/event/said": {"q_point_1": MARK, "q_agreed": "all"},
}
Answers = dict[str, dict[str, Any]]


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def group(app: Flask, sessions: sessionmaker[Session]) -> FlaskClient:
    """The browser of a community group that has its link, has promised, and has its number."""
    return Worker(app, sessions).client


@pytest.fixture
def relay(group: FlaskClient) -> FlaskClient:
    """The same, in which what somebody told is written and not yet allowed."""
    begin_relay(group)
    group.post(f"{START}/about", data=GROWN)
    group.post(f"{START}/q/what_happened", data={"q_what_happened": MARK})
    return group


def begin_relay(group: FlaskClient) -> str:
    """Where the group's own page leads."""
    return str(group.post(f"{GROUP}/relay/{SLUG}").location)


def walk(client: FlaskClient, answers: Answers, at: str = f"{START}/") -> list[str]:
    """Follow the way to the number and answer nothing but this; the pages shown, without what all begin with.

    Nothing has to be answered on the choice of a language: its links lead to the next page. Whatever has to
    be answered besides stops the way.
    """
    pages: list[str] = []
    while at != f"{START}/number":
        page = at.removeprefix(START)
        pages.append(page)
        shown = client.get(at)
        assert shown.status_code == 200, page
        if page == "/":
            at = str(re.findall(rf'href="({START}/about)\?lang=en"', shown.text)[0])
            continue
        answered = client.post(at, data=answers.get(page, {}))
        assert answered.status_code == 302, f"{page} asks for more"
        at = answered.location
        assert len(pages) < 20, "the way does not end"
    return [*pages, "/number"]


def count_answers(answers: Answers) -> int:
    return sum(len(given) for given in answers.values())


def find_provenance(app: Flask, sessions: sessionmaker[Session], number: str) -> Provenance:
    with app.app_context(), sessions.begin() as session:
        reopening = reopen_number(parse_codename(number), session.scalars(select(Response.id)).one())
        opened = reopen_account(session, get_key_store(), reopening)
        return get_provenance(session, opened.response.id, opened.key)


def get_only_state(sessions: sessionmaker[Session]) -> ResponseState:
    with sessions() as session:
        return session.scalars(select(Response.state)).one()


def test_way__of_somebody_who_says_only_what_must_be_said__is_six_pages_and_two_answers(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    answers = {"/about": GROWN, **WORDS}

    pages = walk(visit(app), answers)

    assert pages == ORDER and len(pages) <= MOST_PAGES
    assert count_answers(answers) <= MOST_ANSWERS
    assert get_only_state(sessions) is ResponseState.SUBMITTED


def test_way__of_a_relay_by_a_group__is_as_long_in_the_same_order_and_takes_two_answers_more(
    group: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    answers = {"/about": GROWN, **WORDS, "/permission": TOLD}

    pages = walk(group, answers, begin_relay(group))

    assert pages == ORDER and len(pages) <= MOST_PAGES
    assert count_answers(answers) <= MOST_ANSWERS + MORE_OF_A_RELAY
    assert get_only_state(sessions) is ResponseState.SUBMITTED
    with sessions() as session:
        passed_on = session.scalars(select(GroupEntry)).one()
    assert (passed_on.may_correct, passed_on.may_read_back, passed_on.may_withdraw) == (True, False, False)


def test_way__of_a_listening_event__is_no_longer_and_takes_no_more_answers_than_a_relay(
    group: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    pages = walk(group, EVENT, str(group.post(f"{GROUP}/event/{SLUG}").location))

    assert pages == ["/event/people", "/event/said", "/check", "/number"]
    assert count_answers(EVENT) <= MOST_ANSWERS + MORE_OF_A_RELAY
    with sessions() as session:
        passed_on = session.scalars(select(GroupEntry)).one()
    assert passed_on.may_correct and passed_on.may_read_back and passed_on.may_withdraw


def test_event__answer_on_printing_left_out__is_not_printed(
    group: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    walk(group, EVENT, str(group.post(f"{GROUP}/event/{SLUG}").location))
    with sessions.begin() as session:
        held = current_consent(session, session.scalars(select(Response.id)).one())
    assert held[Purpose.ANALYSE].granted and not held[Purpose.QUOTE].granted


def test_check__of_a_relay__says_what_the_group_may_do_and_leads_to_where_it_is_changed(
    relay: FlaskClient,
) -> None:
    relay.post(f"{START}/permission", data=TOLD)
    page = relay.get(f"{START}/check").text
    assert "The group may put something right" in page
    assert "The group may read these words again" not in page
    assert "The group may withdraw this" not in page
    assert f'href="{START}/group"' in page and "A short label for your own list" in page

    changed = relay.post(f"{START}/group", data={"q_group_powers": [], "q_group_label": "blue door"})

    assert changed.location == f"{START}/check"
    page = relay.get(f"{START}/check").text
    assert "Nothing. Only the person can" in page and "blue door" not in page


def test_check__of_ones_own_experience__says_nothing_of_a_group(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": MARK})
    assert f"{START}/group" not in client.get(f"{START}/check").text


@pytest.mark.parametrize(("begins", "back"), [("relay", "/permission"), ("event", "/event/said")])
def test_check__way_back__is_to_the_page_before(group: FlaskClient, begins: str, back: str) -> None:
    group.post(f"{GROUP}/{begins}/{SLUG}")
    group.post(f"{START}/about", data=GROWN) if begins == "relay" else None
    page = group.get(f"{START}/check").text
    assert re.findall(r'href="([^"]+)" class="govuk-back-link"', page) == [f"{START}{back}"]


def test_age__under_the_threshold__does_not_stop_a_worker_who_relays(
    group: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    asked = begin_relay(group)
    assert "How old is the person?" in group.get(f"{START}/about").text

    pages = walk(group, {"/about": {"age": "under"}, **WORDS, "/permission": TOLD}, asked)

    assert pages == ORDER
    assert get_only_state(sessions) is ResponseState.SUBMITTED
    with sessions() as session:
        assert session.scalars(select(Response.channel)).one() is Channel.VOUCHED


@pytest.mark.parametrize("way", ["own", "card"])
def test_age__under_the_threshold__stops_everybody_who_tells_alone(
    app: Flask, sessions: sessionmaker[Session], way: str
) -> None:
    client = visit(app)
    if way == "card":
        with sessions.begin() as session:
            made, _ = make_group(session)
            made.may_print_cards = True
            salt = read_secret_salt(Path(app.config["SALT_FILE"]))
            code = make_cards(session, made, 1, secret_salt=salt, today=TODAY)[0]
        assert client.post("/your-experience/card", data={"code": code}).status_code == 302
    answer = client.post(f"{START}/about", data={"age": "under"})
    assert answer.location == f"{START}/young"
    with sessions() as session:
        assert session.scalars(select(Response.id)).all() == []


@pytest.mark.parametrize("left_out", TOLD)
def test_relay__one_of_its_answers_left_out__is_asked_for(relay: FlaskClient, left_out: str) -> None:
    given = {name: value for name, value in TOLD.items() if name != left_out}
    assert relay.post(f"{START}/permission", data=given).status_code == 422
    assert relay.post(f"{START}/check").status_code == 422


def test_relay__sent__keeps_how_it_was_told_and_permission_given(
    app: Flask, sessions: sessionmaker[Session], relay: FlaskClient
) -> None:
    given = {**TOLD, "q_permission": ["analyse"], "q_manner": "spoken"}
    relay.post(f"{START}/permission", data=given)
    more = {"q_teller": "somebody_else", "q_writer": "worker", "q_interpreter": "family", "q_read_back": "no"}
    assert relay.post(f"{START}/told", data=more).location == f"{START}/check"
    relay.post(f"{START}/check")

    number = read_number(relay.get(f"{START}/number").text)

    assert find_provenance(app, sessions, number) == Provenance(
        True, Teller.SOMEBODY_ELSE, Writer.WORKER, Interpreter.FAMILY, "ti", Wording.SUMMARY, False
    )
    with sessions.begin() as session:
        held = current_consent(session, session.scalars(select(Response.id)).one())
    assert {one.terms.manner for one in held.values() if one.granted} == {Manner.SPOKEN}


def test_relay__asked_for_an_interpreter__is_warned_of_relatives_and_children(relay: FlaskClient) -> None:
    page = relay.get(f"{START}/told").text
    assert "A relative should not interpret, and a child never" in page


def test_self_told__on_no_page__is_asked_how_it_was_told(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    for page in ("q/what_happened", "permission", "check"):
        assert "spoken_language" not in client.get(f"{START}/{page}").text
        assert f"{START}/told" not in client.get(f"{START}/{page}").text


def find_additions(page: str) -> str:
    """What is behind "Add more"."""
    found = re.findall(r"<details.*?</details>", page[page.index("Add more") - 300 :], re.DOTALL)
    return str(found[0]).replace("&amp;", "&")


def test_check__pages_beside_the_way__are_behind_add_more_and_lead_back(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": MARK})
    page = client.get(f"{START}/check").text
    assert f"{START}/q/area?from=check" in find_additions(page)

    answered = client.post(f"{START}/q/area?from=check", data={"q_area": "coast"})

    assert answered.location == f"{START}/check"
    page = client.get(answered.location).text
    assert "/q/area" not in find_additions(page) and "Coast" in page


def test_add_more__after_sending__is_on_the_return_page(app: Flask) -> None:
    client = visit(app)
    walk(client, {"/about": GROWN, **WORDS})
    number = read_number(client.get(f"{START}/number").text)
    other = visit(app)

    own = other.post(f"{RETURN}/", data={"return_number": number}, follow_redirects=True).text

    assert "Add more" in own and f"{RETURN}/q/area" in own
