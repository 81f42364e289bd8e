"""Told for one call, quoted in another's draft, seen and taken back by the person, on the site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.response import Answer, Response
from consult.sealing.key_files import open_private_key
from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import ResponseKind, Role
from tests.factories.giving import PASSPHRASE, check_everything, make_giving_consultation, make_keys
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent
from tests.factories.sending import send_earlier
from tests.integration.conftest import MakeApp
from tests.integration.drafted_copies import draft, reopen
from tests.integration.drafting_record import Received, make_received
from tests.integration.teller import RETURN, START, read_number, visit, write
from tests.integration.test_account_permission import UNTIL

SignIn = Callable[..., FlaskClient]
DESK = "/desk/consultations/consultation-1"
SECTION = f"{DESK}/draft/regional-evidence"
TOLD = "We waited outside the school office for a whole winter before anybody answered us."
ALLOWED = {"q_permission": ["analyse", "quote"]}
ELSEWHERE = "In another response of this partnership, as you allow:"


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


@pytest.fixture
def received(app: Flask, sessions: sessionmaker[Session]) -> Received:
    """A consultation that was received and analysed, beside a standing call that anybody may tell."""
    with sessions(expire_on_commit=False) as session, session.begin():
        received = make_received(session)
    with sessions.begin() as session:
        make_giving_consultation(session, is_standing_call=True, closes_on=None)
    return received


def come_back(app: Flask, number: str) -> FlaskClient:
    person = visit(app)
    person.post(f"{RETURN}/", data={"return_number": number})
    return person


def tell_for_any_response(app: Flask) -> str:
    """Somebody tells the call and allows any response until a day. Returns: their number."""
    client = visit(app)
    write(client, TOLD)
    assert client.post(f"{START}/permission", data=ALLOWED | UNTIL).status_code == 302
    client.post(f"{START}/check")
    return read_number(client.get(f"{START}/number").text)


def unlock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    """The agent with the partnership's own key, for the desk and for the worker."""
    agent = UnlockedAgent(open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE))
    with opened_key_store(str(app.config["KEYSTORE_URL"])) as store:
        wraps = store.list_sealed_for(agent.key.public_key.fingerprint)
        agent.wraps = {one.response_id: one.wrapped for one in wraps}
    monkeypatch.setattr("consult.web.desk_draft_views.get_account_keys", lambda: agent)
    return agent


def analyse(app: Flask, sessions: sessionmaker[Session], received: Received) -> None:
    """Somebody has checked what was told, and the run of the consultation has put it into a theme."""
    with sessions.begin() as session:
        check_everything(session, app.config)
        told = session.scalars(select(Response).where(Response.kind == ResponseKind.ACCOUNT)).one()
        answer = session.scalars(
            select(Answer).where(Answer.response_id == told.id, Answer.question_id == "what_happened")
        ).one()
        own = reopen(received, session)
        own.place(answer, len(TOLD), "", theme="T02")
        own._stand(told)


def test_permission__for_any_response__is_walked_from_the_switch_to_the_draft_that_it_blocks(
    app: Flask,
    sessions: sessionmaker[Session],
    sign_in: SignIn,
    received: Received,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person, manager = come_back(app, tell_for_any_response(app)), sign_in(Role.MANAGER)
    agent = unlock(app, monkeypatch)
    analyse(app, sessions, received)
    assert "1 experience told elsewhere may be used here today" in manager.get(f"{DESK}/").text

    manager.post(f"{DESK}/told-elsewhere", data={"use": "yes"})
    with sessions() as session:
        assert session.get_one(Consultation, received.consultation.id).uses_told_elsewhere
    draft(sessions, received, agent)
    assert ELSEWHERE not in person.get(f"{RETURN}/sentences").text, "it is not shown to people yet"
    manager.post(f"{DESK}/draft/people")

    page = person.get(f"{RETURN}/sentences").text
    assert TOLD in page and ELSEWHERE in page
    assert TOLD in manager.get(SECTION).text and manager.get(f"{DESK}/draft.docx").status_code == 200

    assert person.post(f"{RETURN}/permission", data=ALLOWED | {"q_reach": "this"}).status_code == 302

    assert TOLD not in person.get(f"{RETURN}/sentences").text
    refused = manager.get(f"{DESK}/draft.docx")
    assert refused.status_code == 409 and "C809" in refused.text
    assert TOLD not in manager.get(SECTION).text and "[quotation: " in manager.get(SECTION).text
    assert "1 quotation may not be used" in manager.get(f"{DESK}/draft").text


def test_sentence__in_a_response_that_was_sent__is_shown_after_the_last_day_with_nothing_to_press(
    app: Flask,
    sessions: sessionmaker[Session],
    sign_in: SignIn,
    received: Received,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number, manager = tell_for_any_response(app), sign_in(Role.MANAGER)
    agent = unlock(app, monkeypatch)
    analyse(app, sessions, received)
    manager.post(f"{DESK}/told-elsewhere", data={"use": "yes"})
    draft(sessions, received, agent)
    manager.post(f"{DESK}/draft/people")
    with sessions.begin() as session:
        consultation = session.get_one(Consultation, received.consultation.id)
        send_earlier(session, consultation)
    assert "Do not use this sentence" in come_back(app, number).get(f"{RETURN}/sentences").text

    app.extensions["clock"] = lambda: NOW.replace(year=2040)

    person = come_back(app, number)
    page = person.get(f"{RETURN}/sentences").text
    assert TOLD in page and "This stands in a response that was sent." in page
    assert "Do not use this sentence" not in page
