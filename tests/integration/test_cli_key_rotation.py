"""`consult keys rotate`: every experience is locked anew, for every holder, whenever it is stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.cli import key_rotation
from consult.errors import AccessDenied
from consult.models.audit import AuditEntry
from consult.models.concern import Concern
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.sealing.agent_client import AgentClient
from consult.sealing.errors import KeyFileTampered
from consult.sealing.key_files import open_keys, read_key_file, read_public_key
from consult.sealing.keys import new_account_key
from consult.services.auditing import verify_chain
from consult.services.concerns.concerning import ConcernDetails, read_concern
from consult.services.concerns.keeping_away import keep_away
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Role, WrapKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.concerning import make_concern
from tests.factories.key_format_1 import write_format_1
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, keep_wraps, make_sealed_account
from tests.integration.key_commands import PASSPHRASE, Keys

BEA = "seven grey lanterns walk"
ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = 3
TRIED = (2, 6, 11)
POINTS = 4 + 2 + 2 * ACCOUNTS + 2


@pytest.fixture
def path(keys: Keys, key_folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key file that Ada, Bea and a recovery key open, in an installation with a database."""
    assert keys("create", "--holder", "Ada", typed=PASSPHRASE) == 0
    assert keys("add-holder", "--holder", "Bea", typed=f"{PASSPHRASE}\n{BEA}\n") == 0
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    return key_folder / "partnership-key.json"


@pytest.fixture
def accounts(path: Path, sessions: sessionmaker[Session], sqlite_store: KeyStore) -> list[str]:
    """Experiences locked for the key; their ids."""
    agent = UnlockedAgent(open_keys(path, PASSPHRASE).current)
    with sessions.begin() as session:
        version = make_questionnaire_version(session, make_consultation(session))
        made = [make_sealed_account(session, version, {}, agent).id for _ in range(ACCOUNTS)]
    keep_wraps(sqlite_store, agent)
    return sorted(made)


def list_wraps(store: KeyStore) -> dict[str, bytes]:
    ids = sorted(one.response_id for one in store.list_kept() if one.kind is WrapKind.PARTNERSHIP)
    found = [store.find(id, WrapKind.PARTNERSHIP) for id in ids]
    return {one.response_id: one.wrapped for one in found if one}


def put_back(store: KeyStore, response_id: str, wrapped: bytes) -> None:
    """As if it had come late, from a part of the site that still had the old public key."""
    store.lock_for_good(response_id, wrapped, b"", b"")


def open_all(path: Path, secret: str, store: KeyStore) -> list[str]:
    """The ids of the experiences that a holder's secret opens."""
    ring = open_keys(path, secret)
    return sorted(one for one, wrapped in list_wraps(store).items() if ring.unwrap(wrapped))


def list_record(sessions: sessionmaker[Session]) -> list[tuple[str, dict[str, Any]]]:
    with sessions() as session:
        assert verify_chain(session) is None
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [(entry.action, entry.details) for entry in entries]


def test_rotate__with_experiences__locks_each_for_the_new_key_and_is_on_record(
    keys: Keys,
    path: Path,
    accounts: list[str],
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    capsys: Any,
) -> None:
    before, wraps = read_public_key(path), list_wraps(sqlite_store)
    assert keys("rotate", typed=BEA) == 0
    said = capsys.readouterr()
    assert "Locked 3 experiences for the new key." in said.out and "1 of 3" in said.err
    assert read_public_key(path) != before
    after = list_wraps(sqlite_store)
    assert not set(after.values()) & set(wraps.values())
    assert open_all(path, PASSPHRASE, sqlite_store) == open_all(path, BEA, sqlite_store) == accounts
    assert list_record(sessions) == [
        ("key rotated", {}),
        ("experiences locked anew", {"number": ACCOUNTS, "broken": 0}),
    ]


def test_status__before_and_after_a_rotation__counts_what_is_locked_for_which_key(
    keys: Keys,
    path: Path,
    accounts: list[str],
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    capsys: Any,
) -> None:
    keys("status")
    said = capsys.readouterr().out
    assert "Key file of format 2" in said and "Two ways to unlock: yes." in said
    assert "Locked for this key: 3 experiences." in said
    kept = list_wraps(sqlite_store)
    keys("rotate", typed=PASSPHRASE)
    put_back(sqlite_store, accounts[0], kept[accounts[0]])
    capsys.readouterr()
    keys("status")
    said = capsys.readouterr().out
    assert "Locked for this key: 2 experiences." in said
    assert "1 experience; run `consult keys rotate --continue` to finish" in said


def test_retired_key__with_nothing_left_after_some_days__is_taken_out_of_the_file(
    keys: Keys, path: Path, accounts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_to(day: date) -> None:
        monkeypatch.setattr(key_rotation, "get_today", lambda: day)

    go_to(date(2026, 5, 1))
    keys("rotate", typed=PASSPHRASE)
    go_to(date(2026, 5, 8))
    keys("unlock", typed=PASSPHRASE)
    assert len(read_key_file(path).retiring) == 1, "a backup of locked keys may be as old"
    keys("lock")
    go_to(date(2026, 5, 9))
    assert keys("unlock", typed=PASSPHRASE) == 0
    assert read_key_file(path).retiring == ()
    assert all(len(one.shares) == 1 for one in read_key_file(path).holders)


def test_retired_key__that_still_locks_something__is_kept_and_served_by_the_agent(
    keys: Keys, path: Path, accounts: list[str], sessions: sessionmaker[Session], sqlite_store: KeyStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kept = list_wraps(sqlite_store)
    keys("rotate", typed=PASSPHRASE)
    put_back(sqlite_store, accounts[0], kept[accounts[0]])
    monkeypatch.setattr(key_rotation, "get_today", lambda: date(2099, 1, 1))
    assert keys("unlock", typed=BEA) == 0
    assert len(read_key_file(path).retiring) == 1
    agent = AgentClient(path.with_name("keys.sock"))
    assert all(agent.unwrap(wrapped) for wrapped in list_wraps(sqlite_store).values())


def test_rotate__while_unlocked__locks_so_that_nobody_goes_on_without_the_new_key(
    keys: Keys, path: Path, key_folder: Path
) -> None:
    keys("unlock", typed=PASSPHRASE)
    assert keys("rotate", typed=PASSPHRASE) == 0
    assert not AgentClient(key_folder / "keys.sock").is_unlocked()


def test_rotate__with_a_share_of_format_1__is_refused_and_names_whose(
    keys: Keys, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_format_1(path, {"Ada": PASSPHRASE, "Bea": BEA})
    assert keys("rotate", typed=PASSPHRASE) == 1
    said = capsys.readouterr().err
    assert "S032" in said and "Bea" in said and "Ada" not in said
    assert keys("unlock", "--holder", "Bea", typed=BEA) == 0
    assert keys("rotate", typed=PASSPHRASE) == 0


def test_holder__removed_then_rotated__opens_nothing_with_the_file_from_before(
    keys: Keys,
    path: Path,
    accounts: list[str],
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    capsys: Any,
) -> None:
    copy = path.with_name("copy.json")
    copy.write_bytes(path.read_bytes())
    keys("remove-holder", "--holder", "Bea", typed=PASSPHRASE)
    assert "consult keys rotate" in capsys.readouterr().err
    keys("rotate", typed=PASSPHRASE)
    held = open_keys(copy, BEA).current.public_key.fingerprint
    assert all(wrapped[1:9] != held for wrapped in list_wraps(sqlite_store).values())


def test_key_file__that_was_tampered_with__is_refused_and_on_record(
    keys: Keys, path: Path, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(path.read_bytes().replace(b'"Bea"', b'"Eve"'))
    assert keys("unlock", typed=PASSPHRASE) == 1
    assert KeyFileTampered.fixed_code in capsys.readouterr().err
    assert list_record(sessions) == [("key refused", {"for": "keys unlocked", "why": "S031"})]


def test_public_key_file__written__locks_and_counts_the_ways_but_opens_nothing(
    keys: Keys, path: Path, key_folder: Path
) -> None:
    out = key_folder / "public.json"
    assert keys("public", "--out", str(out)) == 0
    written = read_key_file(out)
    assert written.public_key == read_public_key(path) and written.survives_a_loss
    assert (written.holders, written.retiring) == ((), ()) and b"locked_key" not in out.read_bytes()
    assert out.stat().st_mode & 0o777 == 0o644


@pytest.fixture
def kill_at(path: Path) -> Callable[[int], bool]:
    """Runs a rotation that is killed at a point; False when it ended before that."""

    def run(point: int) -> bool:
        command = [sys.executable, "-m", "tests.integration.killed_rotation", str(point)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, input=PASSPHRASE.encode(), env=environment, cwd=ROOT, check=False)
        assert done.returncode in {0, -signal.SIGKILL}
        return done.returncode != 0

    return run


@pytest.mark.parametrize(
    "point",
    [
        point if point in TRIED else pytest.param(point, marks=pytest.mark.soak)
        for point in range(1, POINTS + 1)
    ],
)
def test_rotation__killed_at_a_point__loses_nothing_and_is_finished_by_the_next(
    point: int,
    kill_at: Callable[[int], bool],
    keys: Keys,
    path: Path,
    accounts: list[str],
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
) -> None:
    assert kill_at(point)
    assert open_all(path, PASSPHRASE, sqlite_store) == open_all(path, BEA, sqlite_store) == accounts
    assert keys("rotate", typed=BEA) == 0
    fingerprint = read_public_key(path).fingerprint
    assert all(wrapped[1:9] == fingerprint for wrapped in list_wraps(sqlite_store).values())
    assert open_all(path, PASSPHRASE, sqlite_store) == accounts


@pytest.mark.soak
def test_points__of_a_rotation__are_as_many_as_are_tried(
    kill_at: Callable[[int], bool], accounts: list[str]
) -> None:
    assert not kill_at(POINTS + 1)


def test_rotate__with_a_concern__locks_it_anew_too_and_says_so(
    keys: Keys, path: Path, accounts: list[str], sessions: sessionmaker[Session], capsys: Any
) -> None:
    with sessions.begin() as session:
        account = session.get_one(Response, accounts[0])
        lead = make_staff(session, Role.ANALYST)
        concern_id = make_concern(session, account, lead.id, read_public_key(path)).id
        named = make_staff(session, Role.MANAGER, name="Sara Quill").id
        keep_away(session, UNCOUNTED, account.id, new_account_key(), "Sara", on=NOW.date())
    assert keys("rotate", typed=PASSPHRASE) == 0
    assert "Locked 1 concern for the new key." in capsys.readouterr().out
    agent = UnlockedAgent(open_keys(path, PASSPHRASE).current)
    with sessions.begin() as session:
        row = session.get_one(Concern, concern_id)
        found = read_concern(session, SYSTEM, row, agent, now=NOW)
        assert isinstance(found, ConcernDetails) and found.reason == "Somebody is not safe."
        with pytest.raises(AccessDenied) as refused:
            read_concern(session, Viewer(named, frozenset({Role.MANAGER})), row, agent, now=NOW)
        assert refused.value.code == "C389"
