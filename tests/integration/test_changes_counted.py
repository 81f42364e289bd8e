"""What somebody changes with their number is counted in the key store: by it a restored backup is known."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.tidying import reconcile
from consult.models.keeping_kinds import WaitCause
from consult.models.response import Response
from consult.models.waiting import SaidSince
from consult.services.keys.key_keeping import KeyStore, opened_key_store
from consult.services.permissions.consenting import current_consent
from consult.services.permissions.waiting import let_all_wait, let_changed_wait, note_change
from consult.vocabulary import Purpose, Role
from tests.factories.numbering import TODAY
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.group_worker import Worker, open_site
from tests.integration.teller import RETURN, amend, open_form, tell, visit
from tests.integration.test_account_conversation import END, QUOTED, START, WORDS, quote
from tests.integration.test_unknown_withdrawals import note_restored

AGAIN = "Please tell us again what you allow"
PERMISSION = f"{RETURN}/permission"
NOTHING_TAKEN_BACK = {
    "/": "opens it",
    "/close": "forgets it in this browser",
    "/withdraw": "destroys its keys, which the ledger knows",
    "/messages": "a message allows nothing",
    "/set-aside": "an answer to the staff allows nothing",
    "/told": "more of how it was told, of which a quotation says no less than before",
    "/event/people": "who was there in broad terms; said again by whoever passed it on",
}
"""Pages after sending on which nobody takes anything back, with the reason."""


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def worker(make_app: MakeApp, sessions: sessionmaker[Session]) -> Worker:
    """Somebody of a community group, at a site that only groups may give to."""
    return Worker(open_site(make_app, sessions), sessions)


def come_back(app: Flask, number: str) -> FlaskClient:
    client = visit(app)
    assert client.post(f"{RETURN}/", data={"return_number": number}).status_code == 302
    return client


def count(app: Flask) -> int:
    """What the key store counts of the one experience; the data count the same."""
    with opened_key_store(app.config["KEYSTORE_URL"]) as store:
        return sum(store.list_changes().values())


def take_back(client: FlaskClient) -> dict[str, Callable[[], object]]:
    """What can be taken back, by its page."""

    def post(page: str, **data: object) -> Callable[[], object]:
        return lambda: client.post(f"{RETURN}{page}", data=data)

    return {
        "/permission": post("/permission", q_permission=["analyse"]),
        "/q/<page_id>": lambda: amend(client, "We waited."),
        "/sentences": post("/sentences", passage=f"what_happened:{START}:{END}", verdict="refused"),
        "/keep-away": post("/keep-away", q_kept_away="Bashir"),
        "/group": post("/group", _language="en"),
        "/event/printing": post("/event/printing", q_may_print="no"),
        "/event/said": post("/event/said", q_agreed="all", q_may_print="no", q_point_1="The school is full."),
    }


def test_pages__after_sending__each_count_what_is_taken_back_or_say_why_nothing_is(
    app: Flask,
) -> None:
    changing = {
        one.rule.removeprefix(RETURN)
        for one in app.url_map.iter_rules()
        if one.rule.startswith(RETURN) and "POST" in (one.methods or ())
    }
    assert changing == {*take_back(visit(app)), *NOTHING_TAKEN_BACK}


@pytest.mark.parametrize("page", ["/permission", "/q/<page_id>", "/sentences", "/keep-away"])
def test_change__by_a_person__is_counted_with_the_data_and_in_the_key_store(
    app: Flask, sessions: sessionmaker[Session], page: str
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)
    client.post(PERMISSION, data={"q_permission": ["analyse", "quote"], "_language": "en"})
    assert count(app) == 0, "before sending nothing is counted, and the same again is no change"
    take_back(client)[page]()
    assert count(app) == 1
    with sessions() as session:
        assert session.scalars(select(SaidSince.changes)).one() == 1


@pytest.mark.parametrize("page", ["/group", "/event/printing", "/event/said"])
def test_change__of_what_a_group_passed_on__is_counted(worker: Worker, page: str) -> None:
    app = worker.client.application
    number = worker.relay(powers="correct") if page == "/group" else worker.relay_event()
    take_back(come_back(app, number))[page]()
    assert count(app) == 1


def let_wait(sessions: sessionmaker[Session], counted: int = 9) -> None:
    with sessions.begin() as session:
        for id in session.scalars(select(Response.id)).all():
            let_changed_wait(session, id, counted, today=TODAY)


def test_own_page__after_a_restored_backup__says_what_to_do_until_it_is_said_again(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    quote(app, sessions)
    assert AGAIN not in client.get(f"{RETURN}/yours").text
    let_wait(sessions)
    own, sentences = client.get(f"{RETURN}/yours").text, client.get(f"{RETURN}/sentences").text
    assert AGAIN in own and f'href="{PERMISSION}"' in own and WORDS in own
    assert AGAIN in sentences and QUOTED in sentences, "they see what would be printed before they say it"
    assert "checked" not in client.get(PERMISSION).text, "nothing is ticked beforehand"

    amend(client, WORDS.replace("neighbour", "friend"))
    assert AGAIN in client.get(f"{RETURN}/yours").text, "other words say nothing of what is allowed"
    client.post(PERMISSION, data={"q_permission": ["analyse", "quote"]})

    assert AGAIN not in client.get(f"{RETURN}/yours").text
    with sessions() as session:
        held = current_consent(session, session.scalars(select(Response.id)).one())
    assert {one for one, given in held.items() if given.granted} == {Purpose.ANALYSE, Purpose.QUOTE}
    assert count(app) == 11, "more than the key store or these data counted"


def test_event__after_a_restored_backup__waits_until_printing_is_said_again(
    worker: Worker, sessions: sessionmaker[Session]
) -> None:
    holder = come_back(worker.client.application, worker.relay_event())
    let_wait(sessions)
    assert f'href="{RETURN}/event/printing"' in holder.get(f"{RETURN}/yours").text

    holder.post(f"{RETURN}/event/printing", data={"q_may_print": "no"})

    assert AGAIN not in holder.get(f"{RETURN}/yours").text
    with sessions() as session:
        held = current_consent(session, session.scalars(select(Response.id)).one())
    assert {one for one, given in held.items() if given.granted} == {Purpose.ANALYSE}


def test_staff__after_a_restored_backup__see_how_many_wait_and_why(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    tell(visit(app), WORDS)
    manager, analyst = sign_in(Role.MANAGER), sign_in(Role.ANALYST)
    assert "used for nothing" not in manager.get("/desk/").text
    let_wait(sessions)
    assert "1 experience (by the open form) is used for nothing" in manager.get("/desk/").text
    assert "used for nothing" not in analyst.get("/desk/").text
    assert "Waiting for their people: 1 (by the open form)" in manager.get("/desk/keeping/").text
    with sessions() as session:
        id = session.scalars(select(Response.id)).one()
    assert "say it again with their return number" in analyst.get(f"/desk/experiences/{id}").text


def test_staff__where_nothing_knows__say_how_they_dealt_with_it_before_anything_is_used(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    tell(visit(app), WORDS)
    note_restored(sessions)
    with sessions.begin() as session:
        let_all_wait(session, today=TODAY)
    manager = sign_in(Role.MANAGER)
    page = manager.get("/desk/keeping/").text
    assert "Waiting so: 1 (by the open form)" in page and "no longer allow since" in page

    refused = manager.post("/desk/keeping/restored", data={"settled": " "})
    assert refused.status_code == 422 and "Say what you did" in refused.text
    with sessions() as session:
        assert session.scalars(select(SaidSince.waits_because)).one() is WaitCause.UNKNOWN
    assert manager.post("/desk/keeping/restored", data={"settled": "We asked them"}).status_code == 302
    with sessions() as session:
        assert session.scalars(select(SaidSince.waits_because)).one() is None


def test_change__that_is_not_kept__is_counted_nowhere(
    app: Flask, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    tell(visit(app))
    with sessions() as session:
        response_id = session.scalars(select(Response.id)).one()
        note_change(session, sqlite_store, response_id, today=TODAY)
        session.rollback()
        assert sqlite_store.list_changes() == {}
        with session.begin_nested():
            note_change(session, sqlite_store, response_id, today=TODAY)
        assert sqlite_store.list_changes() == {}, "nor before it is kept"
        session.commit()
    assert sqlite_store.list_changes() == {response_id: 1}


def fail(*_: object) -> None:
    raise OperationalError("", {}, Exception("disk full"))


def test_change__that_the_key_store_cannot_count_now__is_kept_and_said_to_be(
    app: Flask, sessions: sessionmaker[Session], sqlite_store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = come_back(app, tell(visit(app)))

    with monkeypatch.context() as broken:
        broken.setattr(KeyStore, "raise_counts", fail)
        assert person.post(PERMISSION, data={"q_permission": ["analyse"]}).status_code == 302
    assert count(app) == 0
    reconcile(sessions, sqlite_store, app.config)
    assert count(app) == 1


def test_change__of_an_event_that_was_not_counted__is_counted_once_it_is_said_again(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = worker.client.application
    say_twice(app, take_back(come_back(app, worker.relay_event()))["/event/printing"], monkeypatch)


def test_change__of_who_must_not_read_that_was_not_counted__is_counted_once_it_is_said_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_twice(app, take_back(come_back(app, tell(visit(app))))["/keep-away"], monkeypatch)


def say_twice(app: Flask, say: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """First while the key store cannot count it, and then the same again, unchanged."""
    with monkeypatch.context() as broken:
        broken.setattr(KeyStore, "raise_counts", fail)
        say()
    assert count(app) == 0
    say()
    assert count(app) == 1
