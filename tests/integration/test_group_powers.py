"""What a group may do, changed by the person after sending: ended at once, given again where it can be."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.groups import GroupEntry
from consult.models.keeping_kinds import WaitCause
from consult.models.response import Response
from consult.services.experiences import group_powers
from consult.services.keys.key_keeping import opened_key_store
from consult.services.permissions.waiting import end_waiting, let_all_wait, let_changed_wait
from consult.vocabulary import ResponseState, WrapKind
from tests.factories.numbering import TODAY
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import WORDS, Worker, open_site
from tests.integration.teller import RETURN, open_form, tell, visit
from tests.integration.test_relaying import LIST, find_id

OWN = f"{RETURN}/group"
EVERYTHING = "correct read_back withdraw"
SAID_AGAIN = {"q_permission": ["analyse"], "q_spoken_language": "ti", "q_wording": "summary"}
NOTHING_LEFT = "does not let your group’s number do anything"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


@pytest.fixture
def person(app: Flask, worker: Worker) -> FlaskClient:
    """Somebody who let the group do everything, and has come back with their own number."""
    client = app.test_client()
    client.post(f"{RETURN}/", data={"return_number": worker.relay(powers=EVERYTHING)})
    return client


def say(person: FlaskClient, powers: str) -> int:
    sent = {
        "q_group_powers": powers.split(),
        "_language": "en",
    }  # as the page sends it, with nothing ticked too
    return person.post(OWN, data=sent).status_code


def read_ticked(page: str) -> list[str]:
    return re.findall(r'value="(\w+)"[^>]*checked', page)


def list_wraps(app: Flask) -> set[WrapKind]:
    with opened_key_store(app.config["KEYSTORE_URL"]) as store:
        return {one.kind for one in store.list_kept()}


def get_entry(sessions: sessionmaker[Session]) -> GroupEntry:
    with sessions() as session:
        return session.scalars(select(GroupEntry)).one()


def test_powers__shown_to_the_person__are_those_that_were_given(person: FlaskClient) -> None:
    assert f'href="{OWN}"' in person.get(f"{RETURN}/yours").text
    assert read_ticked(person.get(OWN).text) == EVERYTHING.split()


def test_powers__all_taken_back__end_at_once_with_their_keys(
    app: Flask, worker: Worker, person: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    response_id = find_id(worker.open_list())
    assert WORDS in worker.client.get(f"{LIST}/{response_id}/words").text

    assert say(person, "") == 302

    assert list_wraps(app) == {WrapKind.PERSON, WrapKind.PARTNERSHIP}
    entry = get_entry(sessions)
    assert entry.correction_key is None and not entry.may_withdraw and not entry.may_read_back
    assert worker.client.get(f"{LIST}/{response_id}/words").status_code == 409
    for path, data in (("correct", {"correction": "No."}), ("withdraw", {})):
        assert worker.client.post(f"{LIST}/{response_id}/{path}", data=data).status_code == 409
    page = worker.client.get(f"{LIST}/{response_id}").text
    assert NOTHING_LEFT in page and "Put something right" not in page and "Read it back" not in page
    assert WORDS in person.get(f"{RETURN}/yours").text, "the person's own number opens it still"


def test_powers__given_again__are_those_that_need_no_key_of_the_group(
    app: Flask, worker: Worker, person: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    say(person, "")
    page = person.get(OWN).text
    assert 'value="read_back"' not in page and "cannot allow reading here" in page

    assert say(person, EVERYTHING) == 422, "it is not among the choices any more"
    assert say(person, "correct withdraw") == 302

    response_id = find_id(worker.open_list())
    worker.client.post(f"{LIST}/{response_id}/correct", data={"correction": "It was five months."})
    assert "It was five months." in person.get(f"{RETURN}/yours").text
    assert WrapKind.GROUP not in list_wraps(app) and not get_entry(sessions).may_read_back
    assert worker.client.get(f"{LIST}/{response_id}/words").status_code == 409
    assert worker.client.post(f"{LIST}/{response_id}/withdraw").status_code == 302


def test_powers__of_which_one_is_taken_back__leave_the_others(
    app: Flask, worker: Worker, person: FlaskClient
) -> None:
    say(person, "read_back withdraw")
    response_id = find_id(worker.open_list())
    assert WORDS in worker.client.get(f"{LIST}/{response_id}/words").text
    assert worker.client.post(f"{LIST}/{response_id}/correct", data={"correction": "No."}).status_code == 409
    assert read_ticked(person.get(OWN).text) == ["read_back", "withdraw"]


def test_reading_back__whose_withdrawal_was_stopped_after_the_key_store__is_gone_and_shown_as_gone(
    app: Flask,
    worker: Worker,
    person: FlaskClient,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The key store is written first: the data still says yes, and nobody is told that it holds."""

    def stop(_: object) -> None:
        raise OSError("stopped here")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    with monkeypatch.context() as broken:
        broken.setattr(group_powers, "derive_correction_key", stop)
        assert say(person, "correct") == 500

    assert get_entry(sessions).may_read_back and WrapKind.GROUP not in list_wraps(app)
    response_id = find_id(worker.open_list())
    assert "Read it back" not in worker.client.get(f"{LIST}/{response_id}").text
    assert worker.client.get(f"{LIST}/{response_id}/words").status_code == 409
    assert read_ticked(person.get(OWN).text) == ["correct", "withdraw"]


def test_powers__of_what_nobody_passed_on__have_no_page(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = open_form(make_app, sessions)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": tell(visit(app))})
    assert client.get(OWN).status_code == 404
    assert OWN not in client.get(f"{RETURN}/yours").text
    assert app.test_client().get(OWN).headers["Location"].endswith("/return/")


def test_powers__changed_once_withdrawn__change_nothing(
    app: Flask, worker: Worker, person: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    worker.client.post(f"{LIST}/{find_id(worker.open_list())}/withdraw")
    assert say(person, EVERYTHING) == 302
    with sessions() as session:
        assert session.scalars(select(Response.state)).one() is ResponseState.WITHDRAWN
    assert list_wraps(app) == set()


def test_language__switched_with_a_box_unticked__takes_nothing_back_yet(
    app: Flask, person: FlaskClient
) -> None:
    page = person.post(f"{OWN}?lang=ar", data={"q_group_powers": ["correct"], "switch_language": "ar"})
    assert 'lang="ar" dir="rtl"' in page.text and read_ticked(page.text) == ["correct"]
    assert WrapKind.GROUP in list_wraps(app)


def let_wait(sessions: sessionmaker[Session], cause: WaitCause) -> None:
    with sessions.begin() as session:
        if cause is WaitCause.UNKNOWN:
            let_all_wait(session, today=TODAY)
        else:
            let_changed_wait(session, session.scalars(select(Response.id)).one(), 9, today=TODAY)


@pytest.mark.parametrize("cause", WaitCause)
def test_group__while_what_the_person_allows_waits__sees_its_label_and_no_words(
    worker: Worker, person: FlaskClient, sessions: sessionmaker[Session], cause: WaitCause
) -> None:
    entry = f"{LIST}/{find_id(worker.open_list())}"
    assert (
        WORDS in worker.client.get(f"{entry}/words").text
        and f"{entry}/words" in worker.client.get(entry).text
    )
    let_wait(sessions, cause)

    refused = worker.client.get(f"{entry}/words")
    shown = [worker.client.get(page) for page in (f"{LIST}/", entry, f"{entry}/withdraw")]

    assert refused.status_code == 409 and "C352" in refused.text
    assert [one.status_code for one in shown] == [200] * 3 and "blue door" in shown[0].text
    assert all(WORDS not in one.text for one in (refused, *shown))
    assert f"{entry}/words" not in shown[1].text
    with sessions.begin() as session:
        end_waiting(session, cause)
    assert WORDS in worker.client.get(f"{entry}/words").text


@pytest.mark.parametrize("cause", [*WaitCause, None])
def test_group__after_the_person_said_again_what_they_allow__does_not_read_back(
    app: Flask, worker: Worker, person: FlaskClient, sessions: sessionmaker[Session], cause: WaitCause | None
) -> None:
    """They may have taken that back before; without a cause nothing compared data and key store yet."""
    response_id = find_id(worker.open_list())
    if cause is not None:
        let_wait(sessions, cause)
    else:
        with opened_key_store(app.config["KEYSTORE_URL"]) as store:
            store.raise_counts({response_id: 9})

    assert person.post(f"{RETURN}/permission", data=SAID_AGAIN).status_code == 302

    assert worker.client.get(f"{LIST}/{response_id}/words").status_code == 409
    assert read_ticked(person.get(OWN).text) == ["correct", "withdraw"]
