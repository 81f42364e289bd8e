"""The key store: each change whole and durable, nothing after a key was destroyed, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.engine import make_engine
from consult.sealing.keys import new_account_key, new_partnership_key, unwrap_account_key, wrap_account_key
from consult.services.keys import key_keeping
from consult.services.keys.key_keeping import KeyStore, StoredKeys, opened_key_store
from consult.vocabulary import WrapKind
from tests.factories.numbering import TODAY
from tests.factories.sealing import UnlockedAgent

MARK = b"MARKED-WRAP-THAT-MUST-NOT-STAY" * 8


def list_kinds(store: KeyStore, response_id: str = "one") -> list[str]:
    return [one.kind.value for one in store.list_kept() if one.response_id == response_id]


def send(store: KeyStore, response_id: str = "one", sealed: bytes = b"sealed") -> None:
    store.lock_for_good(response_id, sealed, b"locked", b"salt")


def test_account__begun_and_sent__keeps_the_draft_until_it_is_told_to_go(store: KeyStore) -> None:
    store.begin("one", b"draft", today=TODAY)
    send(store)
    assert list_kinds(store) == ["draft", "partnership", "person"]

    store.drop(["one"], [WrapKind.DRAFT])
    assert list_kinds(store) == ["partnership", "person"]
    person = store.find("one", WrapKind.PERSON)
    assert person and (person.wrapped, person.salt) == (b"locked", b"salt")


def test_account__sent_again_before_it_was_received__opens_with_what_came_last(store: KeyStore) -> None:
    store.begin("one", b"draft", today=TODAY)
    send(store)
    store.lock_for_good("one", b"newer", b"locked newer", b"salt newer", for_group=b"for the group")
    person = store.find("one", WrapKind.PERSON)
    assert person and (person.wrapped, person.salt) == (b"locked newer", b"salt newer")
    send(store)
    assert list_kinds(store) == ["draft", "partnership", "person"], "it was not allowed the second time"


def test_account__begun_twice__is_refused(store: KeyStore) -> None:
    store.begin("one", b"draft", today=TODAY)
    with pytest.raises(Conflict, match="C205"):
        store.begin("one", b"other", today=TODAY)


def test_destroyed__whatever_is_tried__stays_destroyed(store: KeyStore) -> None:
    store.begin("one", b"draft", today=TODAY)
    store.begin("two", b"draft", today=TODAY)
    send(store)
    store.lock_for_good("one", b"sealed", b"locked", b"salt", for_group=b"for the group")
    assert list_kinds(store) == ["draft", "group", "partnership", "person"]

    store.destroy("one")
    store.destroy("one")

    for write in (
        lambda: store.begin("one", b"draft", today=TODAY),
        lambda: send(store),
    ):
        with pytest.raises(Conflict, match="C205"):
            write()
    assert not store.replace_partnership_wrap("one", b"sealed", b"newer")
    assert (list_kinds(store), store.list_destroyed()) == ([], ["one"])
    assert list_kinds(store, "two") == ["draft"]


@pytest.mark.postgres
def test_count__of_an_account_that_was_withdrawn_meanwhile__does_not_come_back(
    make_postgres: Callable[..., str], postgres_keys_template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = key_keeping.lock_name
    with opened_key_store(make_postgres(postgres_keys_template)) as store:
        send(store)
        send(store, "two")

        def withdraw_first(session: Session, name: str) -> None:
            monkeypatch.setattr(key_keeping, "lock_name", real)
            store.destroy("one")  # in a session of its own, while this one is about to wait for it
            real(session, name)

        monkeypatch.setattr(key_keeping, "lock_name", withdraw_first)
        assert store.raise_counts({"one": 2, "two": 1}) == 1
        assert store.list_changes() == {"two": 1}


def test_day__noted__is_kept_of_drafts_only(store: KeyStore) -> None:
    store.begin("one", b"draft", today=TODAY)
    send(store)
    store.note_saved("one", today=TODAY + timedelta(days=1))
    store.note_saved("unknown", today=TODAY)
    days = {one.kind: one.last_saved_on for one in store.list_kept()}
    assert days[WrapKind.DRAFT] == TODAY + timedelta(days=1)
    assert days[WrapKind.PERSON] is days[WrapKind.PARTNERSHIP] is None


def test_rotation__of_the_keys_of_one_partnership_key__leaves_the_others(store: KeyStore) -> None:
    old, new = new_partnership_key(), new_partnership_key()
    account_key = new_account_key()
    for name in ("one", "two"):
        send(store, name, wrap_account_key(account_key, old.public_key))
    send(store, "three", wrap_account_key(new_account_key(), new.public_key))

    first, second = store.list_sealed_for(old.public_key.fingerprint)
    assert (first.response_id, second.response_id) == ("one", "two")
    again = wrap_account_key(unwrap_account_key(first.wrapped, old), new.public_key)
    assert store.replace_partnership_wrap("one", first.wrapped, again)
    assert not store.replace_partnership_wrap("one", first.wrapped, b"late"), "replaced meanwhile"

    assert [one.response_id for one in store.list_sealed_for(old.public_key.fingerprint)] == ["two"]
    opened = StoredKeys(store, UnlockedAgent(new)).open_key("one")
    assert opened and opened.reveal() == account_key.reveal()
    assert StoredKeys(store, UnlockedAgent(new)).open_key("unknown") is None


@pytest.mark.parametrize("how", ["destroy", "drop"])
def test_wraps__deleted__are_in_no_file_of_the_store(sqlite_store: KeyStore, how: str) -> None:
    engine = make_engine(sqlite_store.url)
    folder = Path(engine.url.database or "").parent
    sqlite_store.begin("one", MARK, today=TODAY)
    sqlite_store.lock_for_good("one", MARK, MARK, b"salt")
    assert any(MARK in path.read_bytes() for path in folder.glob("keys.sqlite*"))

    sqlite_store.destroy("one") if how == "destroy" else sqlite_store.drop(["one"])

    assert not any(MARK in path.read_bytes() for path in folder.glob("keys.sqlite*"))
    engine.dispose()


def test_rows__by_any_order_of_the_database__tell_nothing_of_arrival(sqlite_store: KeyStore) -> None:
    """Without a row number they lie in the order of their random ids."""
    engine = make_engine(sqlite_store.url)
    with engine.connect() as connection:
        for table in ("key_wrap", "destroyed_key"):
            made = connection.scalar(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
            )
            assert "WITHOUT ROWID" in made
    engine.dispose()
