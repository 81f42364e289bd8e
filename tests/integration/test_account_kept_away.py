"""The pages on which somebody names people who must never read their experience."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from consult.models.kept_away import KeptAway
from consult.models.response import Response
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import WORDS, Worker, open_site
from tests.integration.teller import RETURN, START, open_form, read_number, tell, visit, write

PAGE, NAMED = f"{START}/keep-away", "MARKED a man called Bashir, anybody from Northgate"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def test_list__named_before_sending__is_on_the_check_page_and_on_the_persons_own(app: Flask) -> None:
    client = visit(app)
    write(client, "We waited.")
    assert f"{PAGE}?from=check" in client.get(f"{START}/check").text
    assert client.post(PAGE, data={"q_kept_away": NAMED}).status_code == 302

    assert NAMED in client.get(f"{START}/check").text
    client.post(f"{START}/check")
    number = read_number(client.get(f"{START}/number").text)
    back = visit(app)
    back.post(f"{RETURN}/", data={"return_number": number})
    assert NAMED in back.get(f"{RETURN}/yours").text
    assert NAMED in back.get(f"{RETURN}/keep-away").text


def test_list__changed_later__replaces_the_one_before(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = visit(app)
    write(client, "We waited.")
    client.post(f"{START}/check")
    number = read_number(client.get(f"{START}/number").text)
    back = visit(app)
    back.post(f"{RETURN}/", data={"return_number": number})

    back.post(f"{RETURN}/keep-away", data={"q_kept_away": NAMED})
    assert NAMED in back.get(f"{RETURN}/yours").text
    back.post(f"{RETURN}/keep-away", data={"q_kept_away": ""})

    assert NAMED not in back.get(f"{RETURN}/yours").text
    with sessions() as session:
        assert session.query(Response).count() == 1


def test_list__that_is_damaged__is_said_to_be_and_is_replaced_by_the_person(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    number, back = tell(visit(app)), visit(app)
    back.post(f"{RETURN}/", data={"return_number": number})
    back.post(f"{RETURN}/keep-away", data={"q_kept_away": NAMED})
    with sessions.begin() as session:
        session.query(KeptAway).one().named_sealed = b"damaged"
    for page in ("yours", "keep-away"):
        assert "Your list is damaged" in back.get(f"{RETURN}/{page}").text, page
    back.post(f"{RETURN}/keep-away", data={"q_kept_away": NAMED})
    shown = back.get(f"{RETURN}/yours").text
    assert NAMED in shown and "Your list is damaged" not in shown


def test_list__too_long__is_asked_for_again_and_nothing_is_lost(app: Flask) -> None:
    client = visit(app)
    write(client, "We waited.")
    answer = client.post(PAGE, data={"q_kept_away": "x" * 2001})
    assert answer.status_code == 422
    assert "Use at most 2000 characters" in answer.text and "x" * 2001 in answer.text


def test_list__of_a_number_that_nobody_typed__is_not_shown(app: Flask) -> None:
    assert visit(app).get(f"{RETURN}/keep-away").status_code == 302


def test_list__of_a_relay__is_shown_to_the_person_and_never_to_the_group_that_reads_back(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = open_site(make_app, sessions)
    worker = Worker(app, sessions)
    worker.write(powers="read_back")
    worker.client.post(PAGE, data={"q_kept_away": NAMED})
    assert NAMED in worker.client.get(f"{START}/check").text
    number = worker.send()
    worker.client.post(f"{START}/number", data={"written_down": "yes"})
    found = re.search(r"/list/([0-9a-f-]{36})", worker.open_list())
    assert found

    read_back = worker.client.get(f"/your-experience/group/list/{found[1]}/words").text
    assert WORDS in read_back and "MARKED a man" not in read_back
    person = visit(app)
    person.post(f"{RETURN}/", data={"return_number": number})
    assert NAMED in person.get(f"{RETURN}/yours").text
