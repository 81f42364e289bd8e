"""`consult backup` and `consult restore`: nothing is lost, and nothing comes back that was withdrawn."""

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.cli import backup as backup_command
from consult.cli import key_ledger
from consult.cli import restore as restore_command
from consult.cli.main import run
from consult.config import load_settings
from consult.models.audit import AuditEntry
from consult.models.base import new_id
from consult.services.auditing import verify_chain
from consult.services.copies.private_folders import _locked
from consult.services.keys.key_keeping import KeyStore
from tests.factories.giving import make_keys
from tests.factories.numbering import TODAY
from tests.factories.searching import find_traces
from tests.integration.command_line import point_at
from tests.integration.saved_installation import Installation

ROOT = Path(__file__).resolve().parents[2]
LOGS = ("-wal", "-shm")
LABEL = "Recovery key of backups: "
CODE = re.compile(r"C\d{3}")
TRIED = (2, 7)
POINTS = 2 + 2 * 4


@dataclass
class Bench:
    """An installation, and `consult` as somebody at a terminal meets it."""

    site: Installation
    instance: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    recovery_key: str = ""

    def __call__(self, *arguments: str | Path, typed: str = "") -> tuple[int, str]:
        """Run it: the exit code, and what it said."""
        given = io.TextIOWrapper(io.BytesIO(f"{typed or self.recovery_key}\n".encode()), encoding="utf-8")
        self.monkeypatch.setattr("sys.stdin", given)
        self.capsys.readouterr()
        code = run(create_app, [str(one) for one in arguments])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def back_up(self, out: Path) -> Path:
        """Back up; the recovery key is kept when it is shown."""
        code, said = self("backup", "--out", out)
        assert code == 0, said
        shown = [line.removeprefix(LABEL) for line in said.splitlines() if line.startswith(LABEL)]
        self.recovery_key = shown[0] if shown else self.recovery_key
        return out

    def restore(self, file: Path, *options: str | Path) -> str:
        """Restore over what is there."""
        code, said = self("restore", file, "--replace", *options)
        assert code == 0, said
        return said

    def fail(self, *arguments: str | Path, typed: str = "") -> str:
        """The code with which it is refused; every file of the installation is as it was."""
        before = self.list_files()
        code, said = self(*arguments, typed=typed)
        assert code != 0
        assert self.list_files() == before
        return CODE.findall(said)[0]

    def list_files(self) -> dict[str, bytes]:
        """What is in every file of the installation; of a database, its rows."""
        paths = [path for path in sorted(self.instance.rglob("*")) if not path.name.endswith(LOGS)]
        return {path.name: dump(path) for path in paths if path.is_file()}


def dump(path: Path) -> bytes:
    if path.suffix != ".sqlite":
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        return "\n".join(database.iterdump()).encode()


@pytest.fixture
def bench(
    tmp_path: Path,
    up_to_date_file: Path,
    up_to_date_keys_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Bench:
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    (instance / "consult.sqlite").write_bytes(up_to_date_file.read_bytes())
    (instance / "keys.sqlite").write_bytes(up_to_date_keys_file.read_bytes())
    point_at(monkeypatch, tmp_path, SECRET_KEY="for tests only", STRETCHING="minimal")
    for command in (backup_command, restore_command, key_ledger):
        monkeypatch.setattr(command, "get_today", lambda: TODAY)
    settings = load_settings()
    make_keys(settings)
    return Bench(Installation(settings), instance, monkeypatch, capsys)


def change_byte(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(bytes(content))


def list_record(bench: Bench) -> list[tuple[str, dict[str, Any]]]:
    def act(session: Session, _: KeyStore) -> list[tuple[str, dict[str, Any]]]:
        assert verify_chain(session) is None
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [(entry.action, entry.details) for entry in entries]

    return list(bench.site.work(act, commits=False))


def test_restore__into_an_empty_folder__opens_with_number_and_at_the_desk(
    bench: Bench, tmp_path: Path
) -> None:
    told = bench.site.tell("we came by sea")
    file = bench.back_up(tmp_path / "out" / "monday")
    for path in bench.instance.iterdir():
        path.unlink()
    code, said = bench("restore", file, "--without-ledger")
    assert code == 0, said
    assert bench.site.open_with_number(told) == told.words
    assert bench.site.open_at_desk() == {told.id: told.words}
    assert bench("init", "--email", "ada@example.org", "--name", "Ada")[0] == 0
    assert bench.site.open_with_number(told) == told.words
    modes = {path.name: path.stat().st_mode & 0o077 for path in bench.instance.iterdir()}
    assert set(modes.values()) == {0}


def test_backup__written__holds_no_word_key_or_recovery_key_in_clear(bench: Bench, tmp_path: Path) -> None:
    told = bench.site.tell("we came by sea")
    file = bench.back_up(tmp_path / "parts" / "monday")
    assert {path.name for path in file.parent.iterdir()} == {"monday", "monday.keys"}
    assert find_traces(file.parent, [told.words, told.number.shown(), told.id]) == []
    found = file.read_bytes() + Path(f"{file}.keys").read_bytes()
    salt = (bench.instance / "salt.hex").read_bytes().strip()
    for mark in (told.id.encode(), b"SQLite format 3", b"account", salt, b"consult-partnership-key"):
        assert mark not in found
    kept = b"".join(bench.list_files().values())
    assert bench.recovery_key and bench.recovery_key.encode() not in kept + found
    assert LABEL not in bench("backup", "--out", tmp_path / "tuesday")[1], "it is shown once"


def test_restore__of_a_backup_from_before_a_withdrawal__stays_unreadable_and_withdrawn(
    bench: Bench, tmp_path: Path
) -> None:
    told, other = bench.site.tell("we came by sea"), bench.site.tell("we came by road")
    file = bench.back_up(tmp_path / "monday")
    bench.site.withdraw(told)
    said = bench.restore(file)
    assert "taken out: 1 experience (by the open form)." in said
    assert bench.site.open_with_number(told) == ""
    assert bench.site.open_at_desk() == {other.id: other.words}
    assert bench.site.list_states() == {told.id: "withdrawn", other.id: "submitted"}
    assert bench.site.work(lambda _, store: {one.response_id for one in store.list_kept()}) == {other.id}
    assert ("backup restored", {"made_on": TODAY.isoformat(), "to_withdraw": 1, "withdrawn": 1}) in (
        list_record(bench)
    )


@pytest.mark.parametrize("lost", ["keys.sqlite", "everything"])
def test_restore__where_the_key_store_is_lost__goes_by_the_list(
    bench: Bench, tmp_path: Path, lost: str
) -> None:
    told, other = bench.site.tell("we came by sea"), bench.site.tell("we came by road")
    file = bench.back_up(tmp_path / "monday")
    bench.site.withdraw(told)
    assert bench("keys", "ledger", "--out", tmp_path / "ledger")[0] == 0
    for path in list(bench.instance.iterdir()):
        if lost in {path.name, "everything"}:
            path.unlink()
    bench.restore(file, "--ledger", tmp_path / "ledger")
    assert bench.site.open_with_number(told) == ""
    assert bench.site.open_at_desk() == {other.id: other.words}


def test_restore__without_keys__keeps_the_keys_that_are_here(bench: Bench, tmp_path: Path) -> None:
    told, gone = bench.site.tell("we came by sea"), bench.site.tell("we came by road")
    file = bench.back_up(tmp_path / "monday")
    Path(f"{file}.keys").unlink()
    bench.site.withdraw(gone)
    bench.restore(file, "--without-keys")
    assert bench.site.open_at_desk() == {told.id: told.words}
    assert bench.site.open_with_number(told) == told.words
    assert bench.site.list_states()[gone.id] == "withdrawn"


def test_restore__without_keys_after_the_key_changed__keeps_the_key_file_of_the_backup_beside(
    bench: Bench, tmp_path: Path
) -> None:
    key_file = bench.instance / "partnership-key.json"
    file, before = bench.back_up(tmp_path / "monday"), key_file.read_bytes()
    beside = key_file.with_name(key_file.name + ".from-backup")
    bench.restore(file, "--without-keys")
    assert not beside.exists(), "there is nothing in it that is not here"
    key_file.unlink()
    make_keys(load_settings())
    present = key_file.read_bytes()
    assert str(beside) in bench.restore(file, "--without-keys")
    assert (key_file.read_bytes(), beside.read_bytes()) == (present, before)


def test_restore__with_the_key_file_of_then__names_who_can_unlock_and_what_is_not_known(
    bench: Bench, tmp_path: Path
) -> None:
    said = bench.restore(bench.back_up(tmp_path / "monday"))
    assert ": Ada, recovery key." in said and "`consult keys remove-holder`" in said
    assert "what organisations permit with their returns" in said


def test_restore__of_damaged_swapped_or_foreign_parts__is_refused_and_changes_nothing(
    bench: Bench, tmp_path: Path
) -> None:
    bench.site.tell("we came by sea")
    monday, tuesday = bench.back_up(tmp_path / "monday"), bench.back_up(tmp_path / "tuesday")
    keys = Path(f"{monday}.keys")
    replace = ("restore", monday, "--replace")
    assert bench.fail(*replace, "--keys", f"{tuesday}.keys") == "C045"
    assert bench.fail(*replace, "--keys", monday) == "C042"
    assert bench.fail("restore", keys, "--replace", "--keys", keys) == "C042"
    assert bench.fail(*replace, typed="four quiet words") == "C044"
    assert bench.fail("restore", monday) == "C046"
    assert bench.fail(*replace, "--ledger", keys) == "C051"
    for path in (monday, keys):
        whole = path.read_bytes()
        change_byte(path, len(whole) - 5)
        assert bench.fail(*replace) == "C043"
        path.write_bytes(whole[: -len(whole) // 3])
        assert bench.fail(*replace) == "C043"
        path.write_bytes(whole)
    bench.restore(monday)


def test_restore__while_somebody_uses_the_database__is_refused(bench: Bench, tmp_path: Path) -> None:
    file = bench.back_up(tmp_path / "monday")
    with closing(sqlite3.connect(bench.instance / "consult.sqlite")) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("SELECT count(*) FROM response").fetchone()
        assert "C048" in bench("restore", file, "--replace")[1]
    bench.restore(file)


def test_backup__while_somebody_writes__has_every_experience_whole(bench: Bench, tmp_path: Path) -> None:
    first = bench.site.tell("we came by sea")
    program = (
        "from consult.config import load_settings\n"
        "from tests.integration.saved_installation import Installation\n"
        "site = Installation(load_settings())\n"
        "while True: print(site.tell('we came by road').id, flush=True)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CONSULT_INSTANCE": str(bench.instance)}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        told = {writer.stdout.readline().strip() for _ in range(2)}
        file = bench.back_up(tmp_path / "monday")
        writer.kill()
    bench.restore(file)
    found = bench.site.open_at_desk()
    assert {first.id} | told <= found.keys()
    assert all(found.values()), "none has words and no key"


def test_keys_part__after_its_days__is_deleted_and_restored_only_with_a_reason(
    bench: Bench, tmp_path: Path
) -> None:
    told = bench.site.tell("we came by sea")
    file = bench.back_up(tmp_path / "monday")
    keys = Path(f"{file}.keys")
    content = keys.read_bytes()
    later = TODAY + timedelta(days=int(bench.site.settings["KEY_BACKUP_DAYS"]) + 1)
    for command in (backup_command, restore_command):
        bench.monkeypatch.setattr(command, "get_today", lambda: later)
    (tmp_path / "other.keys").write_bytes(b"somebody else's")
    bench.back_up(tmp_path / "tuesday")
    assert not keys.exists() and (tmp_path / "other.keys").exists()
    keys.write_bytes(content)
    assert bench.fail("restore", file, "--replace") == "C047"
    assert bench.fail("restore", file, "--replace", "--even-expired") == "C047"
    bench.restore(file, "--even-expired", "--reason", "the disk broke")
    assert bench.site.open_with_number(told) == told.words
    assert ("backup restored", {"made_on": TODAY.isoformat(), "reason": "the disk broke"}) in (
        list_record(bench)
    )


def test_ledger__cut_short__is_refused(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    bench.site.work(lambda _, store: store.destroy(new_id()))
    file = bench.back_up(tmp_path / "monday")
    assert bench("keys", "ledger", "--out", path)[0] == 0
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert bench.fail("restore", file, "--replace", "--ledger", path) == "C051"


def test_restore__into_no_file__says_what_to_do(bench: Bench, tmp_path: Path) -> None:
    file = bench.back_up(tmp_path / "monday")
    bench.monkeypatch.setenv("CONSULT_DATABASE_URL", "sqlite://")
    assert bench.fail("restore", file, "--replace") == "C040"


def test_backup__after_one_was_killed__deletes_what_that_left(bench: Bench, tmp_path: Path) -> None:
    left, in_use = (bench.instance / f".backup-{name}" for name in ("left", "in_use"))
    for folder in (left, in_use):
        folder.mkdir()
        (folder / "consult.sqlite").write_bytes(b"")
    with _locked(in_use):
        bench.back_up(tmp_path / "monday")
    assert not left.exists() and in_use.exists()
    bench.back_up(tmp_path / "tuesday")
    assert list(bench.instance.glob(".backup-*")) == []


@pytest.fixture
def kill_at(bench: Bench, tmp_path: Path) -> Iterator[Callable[[int], bool]]:
    """Runs a restore of `monday` that is killed at a point; False when it ended before that."""

    def run_until(point: int) -> bool:
        command = [sys.executable, "-m", "tests.integration.killed_restore", str(point)]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "CONSULT_INSTANCE": str(bench.instance)}
        given = f"{bench.recovery_key}\n".encode()
        words = [*command, str(tmp_path / "monday")]
        done = subprocess.run(words, input=given, env=environment, cwd=ROOT, check=False)
        assert done.returncode in {0, -signal.SIGKILL}
        return done.returncode != 0

    yield run_until


@pytest.mark.parametrize(
    "point",
    [one if one in TRIED else pytest.param(one, marks=pytest.mark.soak) for one in range(1, POINTS + 1)],
)
def test_restore__killed_at_a_point__leaves_the_old_or_the_new_and_no_open_site(
    point: int, bench: Bench, tmp_path: Path, kill_at: Callable[[int], bool]
) -> None:
    kept, gone = bench.site.tell("we came by sea"), bench.site.tell("we came by road")
    file = bench.back_up(tmp_path / "monday")
    bench.site.withdraw(gone)
    late = bench.site.tell("we came on foot")
    assert kill_at(point)
    if (bench.instance / "restoring.json").exists():
        assert bench.fail("audit", "verify") == "C049"
        assert bench("restore", "--finish")[0] == 0
    assert bench.site.open_with_number(gone) == ""
    assert bench.site.open_with_number(kept) == kept.words
    found = bench.site.open_at_desk()
    assert found in ({kept.id: kept.words}, {kept.id: kept.words, late.id: late.words})
    bench.restore(file)
    assert bench.site.open_at_desk() == {kept.id: kept.words}
    assert [one for one in bench.instance.iterdir() if "restoring" in one.name] == []


@pytest.mark.soak
def test_points__of_a_restore__are_as_many_as_are_tried(
    bench: Bench, tmp_path: Path, kill_at: Callable[[int], bool]
) -> None:
    bench.back_up(tmp_path / "monday")
    assert not kill_at(POINTS + 1)
