"""What is still locked for an older key, late, damaged or of a stopped run, never holds up a new one."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.cli import key_rotation
from consult.models.concern import Concern
from consult.models.response import Response
from consult.sealing.key_files import read_key_file, read_public_key
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Role
from tests.factories.concerning import make_concern
from tests.factories.region import make_staff
from tests.integration import test_cli_key_rotation
from tests.integration.key_commands import PASSPHRASE, Keys
from tests.integration.test_cli_key_rotation import BEA, list_record, list_wraps, open_all, put_back

path, accounts = test_cli_key_rotation.path, test_cli_key_rotation.accounts
Said = pytest.CaptureFixture[str]


def damage(wrapped: bytes) -> bytes:
    """Of the same key as before, and opened by none."""
    return wrapped[:-1] + bytes([wrapped[-1] ^ 1])


@pytest.fixture
def concern_id(path: Path, accounts: list[str], sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        account = session.get_one(Response, accounts[0])
        lead = make_staff(session, Role.ANALYST)
        return make_concern(session, account, lead.id, read_public_key(path)).id


def test_rotate__with_a_damaged_key__still_makes_a_new_key_each_time(
    keys: Keys, path: Path, accounts: list[str], sqlite_store: KeyStore, capsys: Said
) -> None:
    put_back(sqlite_store, accounts[0], damage(list_wraps(sqlite_store)[accounts[0]]))
    made = {read_public_key(path).raw}
    for secret in (PASSPHRASE, BEA):
        assert keys("rotate", typed=secret) == 0
        assert "1 damaged experience could not be locked anew" in capsys.readouterr().err
        made.add(read_public_key(path).raw)
    assert len(made) == 3
    fingerprint = read_public_key(path).fingerprint
    assert [one[1:9] == fingerprint for one in list_wraps(sqlite_store).values()].count(True) == 2


def test_rotate__with_one_that_came_late__makes_a_new_key_and_locks_it_too(
    keys: Keys, path: Path, accounts: list[str], sessions: sessionmaker[Session], sqlite_store: KeyStore
) -> None:
    kept = list_wraps(sqlite_store)
    keys("rotate", typed=PASSPHRASE)
    current = read_public_key(path)
    put_back(sqlite_store, accounts[1], kept[accounts[1]])
    assert keys("rotate", typed=BEA) == 0
    assert read_public_key(path) != current
    assert len(read_key_file(path).retiring) == 2
    assert open_all(path, BEA, sqlite_store) == open_all(path, PASSPHRASE, sqlite_store) == accounts
    fingerprint = read_public_key(path).fingerprint
    assert all(one[1:9] == fingerprint for one in list_wraps(sqlite_store).values())


def test_rotate__stopped_and_continued__finishes_says_that_no_key_was_made_and_then_fails(
    keys: Keys,
    path: Path,
    accounts: list[str],
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(key_rotation, "_reseal", lambda *_: 1 / 0)
        assert keys("rotate", typed=PASSPHRASE) != 0
    current = read_public_key(path)
    capsys.readouterr()
    assert keys("rotate", "--continue", typed=BEA) == 0
    said = capsys.readouterr().out
    assert "Locked 3 experiences for the new key." in said and "No new key was made" in said
    assert read_public_key(path) == current
    assert ("key rotation continued", {}) in list_record(sessions)
    assert open_all(path, BEA, sqlite_store) == accounts
    assert keys("rotate", "--continue", typed=BEA) == 1, "there was nothing to do"
    assert "No new key was made" in capsys.readouterr().out


def test_status__with_concerns__counts_them_by_key_and_a_damaged_one_is_named_with_what_to_do(
    keys: Keys, path: Path, concern_id: str, sessions: sessionmaker[Session], capsys: Said
) -> None:
    keys("status")
    assert "Locked for this key: 1 concern." in capsys.readouterr().out
    with sessions.begin() as session:
        row = session.get_one(Concern, concern_id)
        row.key_wrapped = damage(row.key_wrapped)
    assert keys("rotate", typed=PASSPHRASE) == 0
    assert "1 damaged concern could not be locked anew: restore the data" in capsys.readouterr().err
    keys("status")
    said = capsys.readouterr().out
    assert "Locked for this key: 0 concerns." in said and ": 1 concern; run `consult keys rotate" in said


def test_status__with_a_concern_of_a_key_that_is_not_in_the_file__says_so(
    keys: Keys, path: Path, concern_id: str, sessions: sessionmaker[Session], capsys: Said
) -> None:
    with sessions.begin() as session:
        row = session.get_one(Concern, concern_id)
        row.key_wrapped = row.key_wrapped[:1] + bytes(8) + row.key_wrapped[9:]
    keys("status")
    assert "Locked for a key that this file does not have: 1 concern." in capsys.readouterr().out
