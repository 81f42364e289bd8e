"""A listening event that is changed: all copies of what was said follow, and what may be printed too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_keys
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.amending import find_last_day
from consult.services.permissions.consenting import current_consent
from consult.vocabulary import Purpose, Role
from forms.definitions import Page, Question, digest, to_dict
from tests.factories.giving import PASSPHRASE, SLUG
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import GROUP, POINTS, START, Worker, open_site
from tests.integration.teller import RETURN, read_number
from tests.integration.test_account_prompts import read_prompts

OLD, NEW = "MARKEDTEXT: The hotel is far away.", "MARKEDTEXT: The school is full."
PHONE = "07700 900123"
PERSONS = ("q/what_happened", "permission", "told")
SAID = {"q_agreed": "all", "q_may_print": "yes", "q_said_by_1": "most"}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site with its groups, unlocked."""
    app = open_site(make_app, sessions)
    ring = open_keys(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: ring.unwrap(wrapped))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))
    return app


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


@pytest.fixture
def holder(app: Flask, worker: Worker) -> FlaskClient:
    """Whoever has the number of an event that was sent, come back with it."""
    client = app.test_client()
    client.post(f"{RETURN}/", data={"return_number": worker.relay_event()})
    return client


def get_id(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return session.scalars(select(Response.id)).one()


def may(sessions: sessionmaker[Session]) -> set[Purpose]:
    with sessions() as session:
        consents = current_consent(session, session.scalars(select(Response.id)).one())
        return {purpose for purpose, given in consents.items() if given.granted}


def let_time_pass(sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the day after the last one on which words can be changed."""
    with sessions() as session:
        last = find_last_day(session, session.scalars(select(Consultation)).one())
    assert last
    for module in ("account_event", "account_event_stops", "account_return", "account_event_lines"):
        monkeypatch.setattr(f"consult.web.{module}.get_today", lambda: last + timedelta(days=1))


def test_event__unsent_and_changed__keeps_no_old_word(
    worker: Worker, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    worker.client.post(f"{GROUP}/event/{SLUG}")
    worker.client.post(f"{START}/event/people", data={"q_month": "2031-02", "q_people": "14"})
    worker.client.post(f"{START}/event/said", data={**SAID, **POINTS})
    worker.client.post(f"{START}/event/said", data={**SAID, "q_point_1": NEW})
    check = worker.client.get(f"{START}/check").text
    worker.client.post(f"{START}/group", data={"q_group_label": "june meeting"})
    worker.send()

    page = sign_in(Role.ANALYST).get(f"/desk/experiences/{get_id(sessions)}").text

    assert NEW in check and OLD not in check
    assert page.count(NEW) == 2 and OLD not in page


@pytest.mark.parametrize("page", PERSONS)
def test_event__unsent__is_led_from_pages_for_one_person_and_keeps_nothing_of_them(
    worker: Worker, page: str, sessions: sessionmaker[Session]
) -> None:
    worker.client.post(f"{GROUP}/event/{SLUG}")
    worker.client.post(f"{START}/event/people", data={"q_month": "2031-02", "q_people": "14"})
    worker.client.post(f"{START}/event/said", data={**SAID, **POINTS, "q_may_print": "no"})
    given = {"q_what_happened": NEW, "q_permission": ["analyse", "quote"], "q_wording": "verbatim"}

    led = [worker.client.get(f"{START}/{page}"), worker.client.post(f"{START}/{page}", data=given)]

    assert {one.location for one in led} <= {f"{START}/event/people", f"{START}/event/said"}
    check = worker.client.get(f"{START}/check").text
    assert f"{START}/{page}" not in check and OLD in check and NEW not in check
    assert may(sessions) == {Purpose.ANALYSE}


@pytest.mark.parametrize("page", PERSONS)
def test_event__sent__is_led_from_them_too(
    holder: FlaskClient, page: str, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    own = holder.get(f"{RETURN}/yours").text
    given = {"q_what_happened": NEW, "q_permission": ["analyse", "share"], "q_wording": "verbatim"}

    led = [holder.get(f"{RETURN}/{page}"), holder.post(f"{RETURN}/{page}", data=given)]

    assert {one.location for one in led} <= {f"{RETURN}/event/people", f"{RETURN}/event/printing"}
    assert (
        f"{START}/event" not in own and f"{RETURN}/q/what_happened" not in own and f"{RETURN}/told" not in own
    )
    assert may(sessions) == {Purpose.ANALYSE, Purpose.QUOTE}
    page = sign_in(Role.ANALYST).get(f"/desk/experiences/{get_id(sessions)}").text
    assert "summary" in page and "word for word" not in page.lower()
    assert NEW not in page + holder.get(f"{RETURN}/yours").text


def test_event__sent_and_changed__keeps_no_old_word_anywhere(
    holder: FlaskClient, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    before = holder.get(f"{RETURN}/yours").text
    assert f'href="{RETURN}/event/said"' in before and f'href="{RETURN}/event/people"' in before

    said = holder.post(f"{RETURN}/event/said", data={**SAID, "q_point_1": NEW})
    people = holder.post(f"{RETURN}/event/people", data={"q_month": "2031-01", "q_people": "21"})

    assert said.location == people.location == f"{RETURN}/yours"
    own = holder.get(f"{RETURN}/yours").text
    assert NEW in own and OLD not in own and "January 2031" in own
    page = sign_in(Role.ANALYST).get(f"/desk/experiences/{get_id(sessions)}").text
    assert page.count(NEW) == 2 and OLD not in page


def test_event__sent_and_given_a_telephone_number__asks_first_and_takes_it_out_of_every_copy(
    holder: FlaskClient, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    told = {**SAID, "q_point_1": f"Call {PHONE}."}
    asked = holder.post(f"{RETURN}/event/said", data=told)
    assert asked.status_code == 422 and OLD in holder.get(f"{RETURN}/yours").text

    holder.post(f"{RETURN}/event/said", data={**told, read_prompts(asked.text)[PHONE]: "remove"})

    own = holder.get(f"{RETURN}/yours").text
    page = sign_in(Role.ANALYST).get(f"/desk/experiences/{get_id(sessions)}").text
    assert "Call […]." in own and PHONE not in own and page.count("Call […].") == 2


def test_event__to_which_people_no_longer_agree__is_to_be_withdrawn_and_stays_as_it_was(
    holder: FlaskClient,
) -> None:
    refused = holder.post(f"{RETURN}/event/said", data={**SAID, "q_point_1": NEW, "q_agreed": "no"})
    assert refused.status_code == 422 and "withdraw it instead" in refused.text
    assert NEW not in holder.get(f"{RETURN}/yours").text


def test_event__after_the_last_day__changes_only_what_may_be_printed(
    holder: FlaskClient, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_time_pass(sessions, monkeypatch)
    said = holder.post(f"{RETURN}/event/said", data={**SAID, "q_point_1": NEW})
    people = holder.post(f"{RETURN}/event/people", data={"q_month": "2031-01", "q_people": "21"})
    assert (said.status_code, people.status_code) == (409, 409) and "C304" in said.text
    assert Purpose.QUOTE in may(sessions)

    taken_back = holder.post(f"{RETURN}/event/printing", data={"q_may_print": "no"})

    assert taken_back.location == f"{RETURN}/yours" and may(sessions) == {Purpose.ANALYSE}
    own = holder.get(f"{RETURN}/yours").text
    assert OLD in own and NEW not in own


def test_event__whose_printing_was_taken_back__is_not_printed_again_by_a_change_of_words(
    holder: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    holder.post(f"{RETURN}/event/printing", data={"_language": "en"})
    page = holder.get(f"{RETURN}/event/said").text
    holder.post(f"{RETURN}/event/said", data={**SAID, "q_point_1": NEW, "q_may_print": "no"})
    assert 'name="q_may_print" type="radio" value="no" checked' in page
    assert may(sessions) == {Purpose.ANALYSE}


def test_event__of_which_the_first_page_is_saved__has_its_number_on_the_second(worker: Worker) -> None:
    worker.client.post(f"{GROUP}/event/{SLUG}")
    assert "Your return number" not in worker.client.get(f"{START}/event/people").text
    worker.client.post(f"{START}/event/people", data={"q_month": "2031-02", "q_people": "4"})
    shown = read_number(worker.client.get(f"{START}/event/said").text)
    worker.client.post(f"{START}/event/said", data={**SAID, **POINTS})
    worker.client.post(f"{START}/group", data={"q_group_label": "june meeting"})
    assert worker.send() == shown


def test_event__where_the_form_asks_for_no_words__is_not_begun(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    """Such a form could be published once."""
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        form = read_definition(version)
        pages = [replace(one, questions=tuple(_but_words(one))) for one in form.pages]
        left = tuple(page for page in pages if page.questions)
        changed = replace(form, pages=left)
        version.definition, version.digest = to_dict(changed), digest(changed)

    refused = worker.client.post(f"{GROUP}/event/{SLUG}")

    assert refused.status_code == 422 and "C219" in refused.text
    with sessions() as session:
        assert session.scalars(select(Response)).all() == []


def _but_words(page: Page) -> list[Question]:
    return [one for one in page.questions if one.kind != "text"]


@pytest.mark.parametrize("page", ["people", "said", "printing"])
def test_event_page__of_one_persons_sent_experience__does_not_exist(
    worker: Worker, app: Flask, page: str
) -> None:
    client = app.test_client()
    client.post(f"{RETURN}/", data={"return_number": worker.relay()})
    assert client.get(f"{RETURN}/event/{page}").status_code == 404
