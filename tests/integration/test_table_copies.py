"""Copying between PostgreSQL and SQLite: every row of every table, and every value as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Connection, Engine, MetaData, func, insert, select
from sqlalchemy.exc import DBAPIError

from consult.errors import Conflict
from consult.models.all import METADATA
from consult.models.engine import make_engine
from consult.models.key_store import KeyStoreBase
from consult.models.region import SubRegion
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.services.backups import table_copies
from consult.services.backups.held_servers import holding_server
from consult.services.backups.servers import Server, copy_server_to_file, copy_server_to_memory
from consult.services.backups.upgrading import DATA, KEYS
from consult.vocabulary import SubjectKind
from tests.factories.any_rows import fill_tables, take_snapshot
from tests.factories.numbering import seeded_id

pytestmark = pytest.mark.postgres
MakePostgres = Callable[..., str]
VALUES: tuple[Any, ...] = (
    5,
    1.5,
    0.1 + 0.2,
    -(10**15 - 1),
    True,
    "5",
    "null",
    "ڕۆژ",
    ["a"],
    {"a": None},
    JSON.NULL,
    None,
)
CHAIN = 7


def as_data(url: str) -> Server:
    return Server("DATABASE_URL", url, DATA, METADATA)


def as_keys(url: str) -> Server:
    return Server("KEYSTORE_URL", url, KEYS, KeyStoreBase.metadata)


def read_all(url: str, metadata: MetaData = METADATA) -> dict[str, list[str]]:
    """Every row as Python has it, and for JSON whether it is there at all."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return {one.name: _read(connection, one) for one in metadata.sorted_tables}
    finally:
        engine.dispose()


def _read(connection: Connection, table: Any) -> list[str]:
    there = [column.is_(None) for column in table.columns if isinstance(column.type, JSON)]
    return sorted(repr(tuple(row)) for row in connection.execute(select(*table.columns, *there)))


def add_awkward_rows(engine: Engine) -> None:
    """Revisions whose parents sort after them, answers of every kind of value, and instants to the end."""
    with engine.begin() as connection:
        responses = connection.scalars(select(Response.id)).all()
        ids = sorted((seeded_id("chain", number) for number in range(CHAIN)), reverse=True)
        for parent, id in zip([None, *ids], ids, strict=False):
            row = {"id": id, "parent_id": parent, "joined_id": ids[0] if parent else None}
            row |= {"subject_kind": SubjectKind.ANSWER, "subject_id": "some", "body": {"n": [1, 2.5]}}
            at = datetime(2031, 7, 1, 0, 30, 1, 999_999, tzinfo=UTC)
            connection.execute(insert(Revision).values(**row, at=at, author_name="", reason=""))
        for number, value in enumerate(VALUES):
            row = {"id": seeded_id("awkward", number), "question_id": f"awkward_{number}", "value": value}
            row |= {"response_id": responses[0], "language": "ckb", "head_revision_id": ids[-1]}
            connection.execute(insert(Answer).values(**row))


@pytest.fixture
def filled(make_postgres: MakePostgres, postgres_template: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a PostgreSQL database with rows in every table; it is copied two rows at a time."""
    monkeypatch.setattr(table_copies, "BATCH", 2)
    url = make_postgres(postgres_template)
    engine = make_engine(url)
    fill_tables(engine)
    add_awkward_rows(engine)
    engine.dispose()
    return url


def fill_from(server: Server, file: Path) -> None:
    with holding_server(server) as held:
        held.require_empty()
        held.fill(file)
        held.commit()


def test_copy__from_postgresql_to_sqlite_and_back__has_every_row_of_every_table(
    filled: str, make_postgres: MakePostgres, tmp_path: Path
) -> None:
    before = read_all(filled)
    assert all(before.values()), "every table has rows"
    path = tmp_path / "copy.sqlite"
    copy_server_to_file(as_data(filled), path)
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == [path.name], "no log is left beside it"
    assert read_all(f"sqlite:///{path}") == before
    other = make_postgres()
    fill_from(as_data(other), path)
    assert read_all(other) == before
    old, new = make_engine(filled), make_engine(other)
    assert take_snapshot(new) == take_snapshot(old)
    for engine in (old, new):
        engine.dispose()


def test_copy__from_sqlite_to_postgresql__has_every_row_of_every_table(
    sqlite_url: str, make_postgres: MakePostgres, tmp_path: Path
) -> None:
    engine = make_engine(sqlite_url)
    fill_tables(engine)
    add_awkward_rows(engine)
    engine.dispose()
    other = make_postgres()
    fill_from(as_data(other), tmp_path / "consult.sqlite")
    assert read_all(other) == read_all(sqlite_url)


def test_copy__while_somebody_writes__is_of_one_moment(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read, written = read_all(filled), table_copies._read, []

    def write_then_read(source: Connection, *rest: Any) -> Any:
        yield from read(source, *rest)
        engine = make_engine(filled)
        with engine.begin() as connection:
            number = len(written)
            connection.execute(insert(SubRegion).values(key=f"late-{number}", name="Late"))
            connection.execute(Answer.__table__.delete())
        engine.dispose()
        written.append(number)

    monkeypatch.setattr(table_copies, "_read", write_then_read)
    copy_server_to_file(as_data(filled), tmp_path / "copy.sqlite")
    assert written and read_all(filled) != before
    assert read_all(f"sqlite:///{tmp_path / 'copy.sqlite'}") == before


def test_keys__copied_and_filled__are_the_same(
    make_postgres: MakePostgres, postgres_keys_template: str, tmp_path: Path
) -> None:
    url, other = make_postgres(postgres_keys_template), make_postgres()
    engine = make_engine(url)
    fill_tables(engine)
    engine.dispose()
    (tmp_path / "keys.sqlite").write_bytes(copy_server_to_memory(as_keys(url)))
    before = read_all(url, KeyStoreBase.metadata)
    assert all(before.values())
    assert read_all(f"sqlite:///{tmp_path / 'keys.sqlite'}", KeyStoreBase.metadata) == before
    fill_from(as_keys(other), tmp_path / "keys.sqlite")
    assert read_all(other, KeyStoreBase.metadata) == before


def test_fill__that_fails__leaves_an_empty_database(
    sqlite_url: str, make_postgres: MakePostgres, tmp_path: Path
) -> None:
    engine = make_engine(sqlite_url)
    fill_tables(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "consult.sqlite")) as database, database:
        database.execute("UPDATE audit_entry SET sequence = sequence + 100000000000")
    server = as_data(make_postgres())
    with pytest.raises(DBAPIError):
        fill_from(server, tmp_path / "consult.sqlite")
    with holding_server(server) as held:
        held.require_empty()


def test_held__that_somebody_uses_or_is_not_ours__is_refused(
    filled: str, make_postgres: MakePostgres, postgres_keys_template: str
) -> None:
    url = make_postgres(postgres_keys_template)
    engine = make_engine(url)
    with engine.begin() as connection, holding_server(as_keys(url)) as held:
        connection.execute(select(func.count()).select_from(KeyStoreBase.metadata.tables["key_wrap"]))
        with pytest.raises(Conflict) as refused:
            held.take_content()
        assert refused.value.code == "C048"
    engine.dispose()
    with holding_server(as_keys(filled)) as held, pytest.raises(Conflict) as refused:
        held.take_content()
    assert refused.value.code == "C055"
