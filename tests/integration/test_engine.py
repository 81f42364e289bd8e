"""The promises made for every connection: durable, enforced, one writer at a time, instants in UTC."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from consult.models.audit import AuditEntry
from consult.models.engine import configure_engine, make_engine, make_session_factory, reading_only, writing
from consult.models.region import Organisation
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation

HALF_PAST_TWO_IN_KABUL = datetime(2031, 3, 4, 14, 0, tzinfo=timezone(timedelta(hours=4, minutes=30)))


def make_entry(**values: object) -> AuditEntry:
    given = {"sequence": 1, "at": NOW, "actor": "system", "action": "test", "subject_kind": "test"}
    return AuditEntry(**{**given, "subject_id": "1", "previous_hash": "", "entry_hash": "x", **values})


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    return tmp_path / "promises.sqlite"


@pytest.mark.usefixtures("durable")
def test_sqlite__connected__is_durable_and_enforced(sqlite_file: Path) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
        waits_ms = connection.execute(text("PRAGMA busy_timeout")).scalar_one()
    engine.dispose()
    assert found == wanted
    assert waits_ms >= 10_000


def test_failed_statement__told_of__says_nothing_of_its_values(sqlite_file: Path) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    with engine.connect() as connection, pytest.raises(OperationalError) as failed:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "My house is damp"})
    engine.dispose()
    assert "damp" not in str(failed.value)


def test_sqlite_transaction__begun__holds_the_write_lock(sqlite_file: Path) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    other = sqlite3.connect(sqlite_file, timeout=0, isolation_level=None)
    with engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_sqlite_transaction__reading_only__leaves_the_lock_to_others(sqlite_file: Path) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    other = sqlite3.connect(sqlite_file, timeout=0, isolation_level=None)
    with reading_only(), engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()
    engine.dispose()


def test_sqlite_transaction__reading_only_and_yet_written_in__fails_at_once(sqlite_file: Path) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    with reading_only(), engine.begin() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("CREATE TABLE written (n)"))
    with reading_only(), writing(), engine.begin() as connection:
        connection.execute(text("CREATE TABLE written (n)"))
    with reading_only(), engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM written")).scalar() == 0
    engine.dispose()


def test_reading_only__inside_itself__ends_with_the_outer_one(sqlite_file: Path) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    other = sqlite3.connect(sqlite_file, timeout=0, isolation_level=None)
    with reading_only():
        with reading_only():
            pass
        with engine.begin():
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
    other.close()
    engine.dispose()


def test_configuring__twice__listens_once(sqlite_file: Path) -> None:
    engine = create_engine(f"sqlite:///{sqlite_file}")
    configure_engine(engine)
    configure_engine(engine)
    with engine.begin() as connection:  # a second BEGIN would raise
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_session_factory__two_writers__both_changes_stay(engine: Engine) -> None:
    factory = make_session_factory(engine)
    with factory() as session:
        make_organisation(session, name="0")
        session.commit()

    def add_one() -> None:
        with factory() as session:
            held = session.scalars(select(Organisation).with_for_update()).one()
            held.name = str(int(held.name) + 1)
            session.commit()

    threads = [threading.Thread(target=add_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with factory() as session:
        assert session.scalars(select(Organisation.name)).one() == "6"


def test_instant__stored__comes_back_aware_in_utc(session: Session) -> None:
    session.add(make_entry(at=HALF_PAST_TWO_IN_KABUL))
    session.commit()
    at = session.scalars(select(AuditEntry.at)).one()
    assert at == datetime(2031, 3, 4, 9, 30, tzinfo=UTC)
    assert at.tzinfo is UTC


def test_instant__naive__is_refused(session: Session) -> None:
    session.add(make_entry(at=datetime(2031, 3, 4)))  # noqa: DTZ001 - the point of the test
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_reference__to_nothing__is_refused(session: Session) -> None:
    make_organisation(session)
    with pytest.raises(IntegrityError):
        make_organisation(session, sub_region_id="nowhere")


def test_kind__outside_its_list__is_refused_by_the_database(session: Session) -> None:
    organisation = make_organisation(session)
    statement = text("UPDATE organisation SET sector = 'wizards' WHERE id = :id")
    with pytest.raises(IntegrityError, match=r"ck_organisation_sector|CHECK"):
        session.execute(statement, {"id": organisation.id})


def test_account__with_an_instant__is_refused(session: Session) -> None:
    response = make_response(session, make_questionnaire_version(session, make_consultation(session)))
    statement = text("UPDATE response SET kind = 'account' WHERE id = :id")
    with pytest.raises(IntegrityError):
        session.execute(statement, {"id": response.id})


def test_stale_save__of_a_versioned_record__is_refused(session: Session) -> None:
    held = make_consultation(session)
    session.execute(text("UPDATE consultation SET version = version + 1"))  # somebody else's save
    held.consulting_body = "Somebody late"
    with pytest.raises(StaleDataError):
        session.flush()


def test_words__sorted__go_by_code_point(session: Session) -> None:
    for name in ("ä", "b", "B", "a_b", "ab"):
        make_organisation(session, name=name)
    names = session.scalars(select(Organisation.name).order_by(Organisation.name)).all()
    assert list(names) == sorted(["ä", "b", "B", "a_b", "ab"])


def test_sqlite_responses__kept__have_no_hidden_row_number(sqlite_session: Session) -> None:
    for table in ("response", "answer", "revision", "consent", "account_key"):
        with pytest.raises(OperationalError, match="rowid"):
            sqlite_session.execute(text(f"SELECT rowid FROM {table}"))


@pytest.mark.postgres
def test_postgresql__connected__keeps_utc_after_a_rollback(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    with engine.connect() as connection:
        connection.rollback()
        assert connection.execute(text("SHOW timezone")).scalar() == "UTC"
    engine.dispose()
