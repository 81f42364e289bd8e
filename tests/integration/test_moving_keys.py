"""Keys that an older version kept with the data: moved to the key store whole, whatever stops the move."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, inspect, text

from consult.errors import ConfigurationError
from consult.models.engine import make_engine
from consult.models.key_store import VERSION_TABLE, KeyStoreBase
from consult.services.backups.upgrading import (
    KEYS,
    find_current_revision,
    is_current,
    list_revisions,
    upgrade_database,
)
from consult.services.keys.key_keeping import KeyStore
from consult.services.keys.moving_keys import count_without_keys, move_keys
from consult.vocabulary import WrapKind
from tests.factories.any_rows import fill_tables
from tests.factories.schema_shape import describe_schema

TODAY = date(2031, 3, 3)
WITH_KEYS = list_revisions()[: list_revisions().index("0005")]
BOTH_ENDS = (WITH_KEYS[0], WITH_KEYS[-1])
INSERT = text(
    "INSERT INTO account_key (response_id, sealed_to_partnership, locked_for_person, codename_salt)"
    " VALUES (:id, :sealed, :locked, :salt)"
)


@pytest.fixture
def data(empty_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


@pytest.fixture
def keys(empty_keys_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_keys_url)
    upgrade_database(engine, line=KEYS)
    yield engine
    engine.dispose()


def fill(data: Engine, revision: str = WITH_KEYS[-1]) -> dict[str, dict[str, Any]]:
    """An older database with a sent account and one being written; returns what was kept of each key."""
    upgrade_database(data, revision)
    fill_tables(data)
    rows = [
        {"sealed": b"sealed", "locked": b"locked", "salt": b"salt"},
        {"sealed": None, "locked": b"draft", "salt": None},
    ]
    with data.begin() as connection:
        connection.execute(text("DELETE FROM account_key"))
        ids = connection.scalars(text("SELECT id FROM response ORDER BY id")).all()
        kept = dict(zip(ids, rows, strict=False))
        for id, row in kept.items():
            connection.execute(INSERT, {"id": id, **row})
    assert len(kept) == 2
    return kept


def assert_moved(data: Engine, keys: Engine, kept: dict[str, dict[str, Any]]) -> None:
    store = KeyStore(keys)
    sent, draft = kept
    person = store.find(sent, WrapKind.PERSON)
    assert person and (person.wrapped, person.salt) == (b"locked", b"salt")
    partnership = store.find(sent, WrapKind.PARTNERSHIP)
    assert partnership and partnership.wrapped == b"sealed"
    written = store.find(draft, WrapKind.DRAFT)
    assert written and written.wrapped == b"draft"
    assert [one.last_saved_on for one in store.list_kept() if one.kind is WrapKind.DRAFT] == [TODAY]
    assert len(store.list_kept()) == 3
    assert store.list_destroyed() == []
    with data.connect() as connection:
        assert "account_key" not in inspect(connection).get_table_names()


@pytest.mark.parametrize(
    "revision", [one if one in BOTH_ENDS else pytest.param(one, marks=pytest.mark.soak) for one in WITH_KEYS]
)
def test_keys__of_each_earlier_revision__are_moved_whole(data: Engine, keys: Engine, revision: str) -> None:
    kept = fill(data, revision)

    assert move_keys(data, keys, today=TODAY) == 2
    upgrade_database(data)

    assert_moved(data, keys, kept)
    assert move_keys(data, keys, today=TODAY) == 0


def test_upgrade__before_every_key_is_moved__is_refused_and_undone(data: Engine, keys: Engine) -> None:
    kept = fill(data)

    with pytest.raises(ConfigurationError) as refused:
        upgrade_database(data)

    assert refused.value.code == "C019"
    assert find_current_revision(data) == WITH_KEYS[-1]
    move_keys(data, keys, today=TODAY)
    upgrade_database(data)
    assert_moved(data, keys, kept)


@pytest.mark.parametrize("commit", [1, 2])
def test_move__stopped_at_a_commit__is_taken_up_again(data: Engine, keys: Engine, commit: int) -> None:
    """1: before the key store has them. 2: the store has them, and the data still has them too."""
    kept = fill(data)
    stopped_at = {1: keys, 2: data}[commit]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    event.listen(stopped_at, "commit", stop)
    with pytest.raises(KeyboardInterrupt):
        move_keys(data, keys, today=TODAY)
    event.remove(stopped_at, "commit", stop)

    with data.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM account_key")) == 2
    assert len(KeyStore(keys).list_kept()) == {1: 0, 2: 3}[commit]
    assert move_keys(data, keys, today=TODAY) == 2
    upgrade_database(data)
    assert_moved(data, keys, kept)


@pytest.mark.portable
def test_move__into_a_store_with_another_key__changes_nothing(data: Engine, keys: Engine) -> None:
    sent, _ = fill(data)
    KeyStore(keys).lock_for_good(sent, b"of another", b"installation", b"salt")

    with pytest.raises(ConfigurationError) as refused:
        move_keys(data, keys, today=TODAY)

    assert refused.value.code == "C020"
    with data.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM account_key")) == 2


@pytest.mark.portable
def test_accounts__without_a_key_with_the_data__are_counted(data: Engine, keys: Engine) -> None:
    assert count_without_keys(data) == 0, "an empty database"
    sent, draft = fill(data)
    change = text("UPDATE response SET kind = 'account', state = :state, started_at = NULL,"
                  " submitted_at = NULL, organisation_name = '' WHERE id = :id")  # fmt: skip
    with data.begin() as connection:
        connection.execute(text("UPDATE response SET kind = 'return'"))
        for id, state in ((sent, "submitted"), (draft, "in_progress")):
            connection.execute(change, {"id": id, "state": state})
    assert count_without_keys(data) == 0, "their keys are still here"

    move_keys(data, keys, today=TODAY)
    assert count_without_keys(data) == 2
    upgrade_database(data)
    assert count_without_keys(data) == 2
    with data.begin() as connection:
        connection.execute(change, {"id": draft, "state": "withdrawn"})
    assert count_without_keys(data) == 1


def test_key_store__made__is_what_the_models_say(keys: Engine) -> None:
    assert is_current(keys, line=KEYS)
    options = {"compare_type": True, "version_table": VERSION_TABLE}
    with keys.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, KeyStoreBase.metadata) == []
    made = describe_schema(keys)
    KeyStoreBase.metadata.drop_all(keys)
    KeyStoreBase.metadata.create_all(keys)
    assert describe_schema(keys) == made
