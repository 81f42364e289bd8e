"""What was begun and never sent is deleted once no browser can open it, and nothing else is."""

from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs import worker
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench
from consult.jobs.tidying import tidy
from consult.models.audit import AuditEntry
from consult.models.consent import Consent
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.sealing.codenames import new_codename, stretch_codename
from consult.sealing.keys import new_partnership_key
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import forget_draft, open_unsent, send_account
from consult.services.keeping.retaining import (
    FORM_SECONDS,
    Unfinished,
    count_unfinished,
    delete_unfinished,
    find_time_kept,
)
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.answering import save_answer
from consult.vocabulary import Purpose, ResponseState
from consult.web import account_cookie
from tests.factories.collecting import (
    make_consent,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.giving import begin_telling
from tests.factories.numbering import NOW, TODAY
from tests.integration.command_line import CommandLine
from tests.integration.conftest import MakeApp
from tests.integration.teller import START, open_form, tell, visit, write

pytestmark = pytest.mark.portable

KEPT = find_time_kept(30)
WORDS = {"what_happened": "we came by sea", "area": "coast"}
TABLES = (Response, Answer, Revision, Consent)


def sweep(session: Session, store: KeyStore, days: int) -> Unfinished:
    """Sweep that many days after TODAY."""
    later = {"today": TODAY + timedelta(days=days), "now": NOW + timedelta(days=days)}
    would = count_unfinished(session, store, kept=KEPT, **later)  # type: ignore[arg-type]
    done = delete_unfinished(session, store, kept=KEPT, **later)  # type: ignore[arg-type]
    assert would == done, "a dry run says what happens"
    return done


def list_days(store: KeyStore) -> list[date | None]:
    return [one.last_saved_on for one in store.list_kept()]


def count_rows(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def send(session: Session, store: KeyStore, begun: Any) -> None:
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    send_account(
        session,
        store,
        opened,
        read_definition(begun.response.questionnaire_version),
        {Purpose.ANALYSE: True},
        public_key=new_partnership_key().public_key,
        number=stretch_codename(new_codename(), bytes(range(32)), cost=MINIMAL),
        today=TODAY,
        now=NOW,
    )


def make_unfinished_return(session: Session, **values: Any) -> Response:
    version = make_questionnaire_version(session, make_consultation(session))
    unsent = {"state": ResponseState.IN_PROGRESS, "received_on": None, "submitted_at": None}
    return make_response(session, version, {"experience": "half"}, **{**unsent, **values})


@pytest.mark.parametrize(("minutes", "days"), [(30, 3), (24 * 60, 3), (24 * 60 + 1, 4), (10 * 24 * 60, 12)])
def test_time_kept__by_how_long_a_browser_holds_it__is_longer_by_a_margin(minutes: int, days: int) -> None:
    kept = find_time_kept(minutes)
    assert kept == timedelta(days=days)
    assert kept >= max(timedelta(minutes=minutes), timedelta(seconds=FORM_SECONDS)) + timedelta(days=1)


@pytest.mark.portable(False)
def test_account__that_no_browser_can_open__is_deleted_whole(session: Session, store: KeyStore) -> None:
    begun = begin_telling(session, store, WORDS)
    make_consent(session, begun.response, Purpose.ANALYSE)
    assert min(count_rows(session)) > 0

    assert sweep(session, store, KEPT.days) == Unfinished(0, 0), "on the last day it stays"
    assert sweep(session, store, KEPT.days + 1) == Unfinished(1, 0)

    assert count_rows(session) == [0, 0, 0, 0]


def test_account__sent_or_still_written__is_never_swept(session: Session, store: KeyStore) -> None:
    sent, writing = begin_telling(session, store, WORDS), begin_telling(session, store, WORDS, today=TODAY)
    send(session, store, sent)
    store.note_saved(writing.response.id, today=TODAY + timedelta(days=300))
    before = count_rows(session)

    assert sweep(session, store, 300) == Unfinished(0, 0)

    assert count_rows(session) == before


def test_account__sent__keeps_no_day_of_its_writing(session: Session, store: KeyStore) -> None:
    begun = begin_telling(session, store, WORDS)
    assert list_days(store) == [TODAY]
    send(session, store, begun)
    forget_draft(store, begun.response.id)
    assert list_days(store) == [None, None]


def test_return__that_was_never_sent__is_deleted_after_its_last_save(
    session: Session, store: KeyStore
) -> None:
    unsent = make_unfinished_return(session)
    late = NOW + timedelta(days=10)
    given: dict[str, Any] = {"language": "en", "parent_id": unsent.answers[0].head_revision_id, "now": late}
    save_answer(session, unsent, "experience", "more", **given)

    assert sweep(session, store, 10 + KEPT.days) == Unfinished(0, 0), "kept from the last save, not the first"
    assert sweep(session, store, 11 + KEPT.days) == Unfinished(0, 1)

    assert count_rows(session) == [0, 0, 0, 0]


def test_return__sent_or_withdrawn__is_never_swept(session: Session, store: KeyStore) -> None:
    version = make_questionnaire_version(session, make_consultation(session))
    make_response(session, version, {"experience": "whole"})
    make_response(session, version, state=ResponseState.WITHDRAWN)

    assert sweep(session, store, 900) == Unfinished(0, 0)

    assert count_rows(session)[0] == 2


def test_sweep__done__leaves_only_counts_on_record(session: Session, store: KeyStore) -> None:
    (
        begin_telling(session, store, WORDS),
        begin_telling(session, store, WORDS),
        make_unfinished_return(session),
    )
    sweep(session, store, 30)
    sweep(session, store, 31)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "unfinished deleted")).one()
    assert (entry.subject_id, entry.details) == ("", {"experiences": 2, "returns": 1})


def test_worker__at_its_turn__sweeps_and_logs_the_counts(
    sessions: sessionmaker[Session], sqlite_store: KeyStore, capsys: pytest.CaptureFixture[str]
) -> None:
    with sessions.begin() as session:
        begin_telling(session, sqlite_store, WORDS, today=date(2020, 1, 1))
        make_unfinished_return(session, started_at=datetime.fromisoformat("2020-01-01T00:00:00+00:00"))
        session.scalars(select(Revision).where(Revision.at.is_not(None))).one().at = NOW - timedelta(4000)
    settings = {
        "SESSION_MINUTES": 30,
        "KEYSTORE_URL": str(sqlite_store.url),
        "KEY_BACKUP_DAYS": 7,
    }

    assert tidy(sessions, settings) == Unfinished(1, 1)
    assert tidy(sessions, settings) == Unfinished(0, 0)

    assert sqlite_store.list_kept() == []
    with sessions() as session:
        assert count_rows(session) == [0, 0, 0, 0]


def test_worker__with_nothing_to_delete__empties_the_log_of_the_key_store_all_the_same(
    sessions: sessionmaker[Session], sqlite_store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiped: list[KeyStore] = []
    monkeypatch.setattr(KeyStore, "wipe", lambda store: wiped.append(store))
    settings = {"SESSION_MINUTES": 30, "KEYSTORE_URL": str(sqlite_store.url), "KEY_BACKUP_DAYS": 7}
    tidy(sessions, settings)
    assert len(wiped) == 1


def test_worker__started__sweeps_at_its_first_turn(
    sessions: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Event()
    monkeypatch.setattr(worker, "tidy", lambda *_: stop.set())
    settings = {"INSTANCE": str(tmp_path), "REDIS_URL": "", "SECRET_KEY": "for tests only"}
    worker.work(Bench(sessions, settings, {}), WorkerRole.ALL, stop=stop)
    assert stop.is_set()


def test_retain__tried_then_done__says_what_and_deletes_once(
    consult: CommandLine, sqlite_store: KeyStore
) -> None:
    def fill(session: Session) -> None:
        begin_telling(session, sqlite_store, WORDS, today=date(2020, 1, 1))
        session.commit()

    consult.look(fill)
    assert "1 experience and 0 returns would be deleted" in consult("retain", "--dry-run")[1]
    code, out, _ = consult("retain")
    assert code == 0 and "over 3 days ago: 1 experience and 0 returns deleted" in out
    assert "0 experiences and 0 returns deleted" in consult("retain")[1]
    assert sqlite_store.list_kept() == []


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def test_account__written_on_in_a_browser__counts_from_that_day(
    app: Flask, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    client = visit(app)
    write(client)
    app.extensions["clock"] = lambda: NOW + timedelta(minutes=1, days=1)
    client.post(f"{START}/q/what_happened", data={"q_what_happened": "more"})
    assert list_days(sqlite_store) == [TODAY + timedelta(days=1)]


def test_account__sent_from_a_browser__keeps_no_day(app: Flask, sqlite_store: KeyStore) -> None:
    tell(visit(app))
    assert list_days(sqlite_store) == [None, None]


def test_account__sent_on_the_day_after_it_was_written__is_received(
    app: Flask, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    client = visit(app)
    write(client)
    app.extensions["clock"] = lambda: NOW + timedelta(days=1)
    assert client.post(f"{START}/check").location == f"{START}/number"
    with sessions() as session:
        assert session.scalars(select(Response.state)).all() == [ResponseState.SUBMITTED]
    assert list_days(sqlite_store) == [None, None]


def test_browser__whose_experience_was_swept__is_led_to_the_beginning(
    app: Flask, sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    client = visit(app)
    write(client)
    with sessions.begin() as session:
        assert sweep(session, sqlite_store, 30) == Unfinished(1, 0)
    assert client.get(f"{START}/check").status_code == 302
    kept = client.post(f"{START}/q/what_happened", data={"q_what_happened": "typed meanwhile"})
    assert kept.status_code < 500 and "typed meanwhile" in kept.text
    assert account_cookie.FORM_SECONDS == FORM_SECONDS


def test_account__whose_draft_key_is_lost__goes_at_once_and_others_stay(
    session: Session, store: KeyStore
) -> None:
    lost, other, sent = (begin_telling(session, store, WORDS) for _ in range(3))
    send(session, store, sent)
    store.drop([lost.response.id])

    assert sweep(session, store, days=0) == Unfinished(1, 0)
    left = set(session.scalars(select(Response.id)))
    assert left == {other.response.id, sent.response.id}
    assert set(session.scalars(select(Answer.response_id))) == left
