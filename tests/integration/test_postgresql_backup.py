"""`consult backup` and `consult restore` where data, key store or both are on PostgreSQL."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from consult.config import load_settings
from consult.models.all import METADATA
from consult.models.key_store import KeyStoreBase
from tests.integration.saved_installation import Installation, Told
from tests.integration.test_cli_backup import ROOT, Bench, bench
from tests.integration.test_table_copies import read_all

__all__ = ["bench"]
pytestmark = pytest.mark.postgres
Move = Callable[..., None]
TRIED = (3,)
POINTS = 2 + 2 * 2 + 2 * 2
KINDS = ["data", "keys", "both"]


@pytest.fixture
def move(
    bench: Bench,
    make_postgres: Callable[..., str],
    postgres_template: str,
    postgres_keys_template: str,
) -> Move:
    """Points the settings at new databases on PostgreSQL: up to date, or without a single table."""
    settings = {"data": ("DATABASE_URL", postgres_template), "keys": ("KEYSTORE_URL", postgres_keys_template)}

    def point(which: str, *, is_empty: bool = False) -> None:
        for kind, (name, template) in settings.items():
            if which in {kind, "both"}:
                url = make_postgres() if is_empty else make_postgres(template)
                bench.monkeypatch.setenv(f"CONSULT_{name}", url)
        bench.site = Installation(load_settings())

    return point


def back_up_and_withdraw(bench: Bench, tmp_path: Path) -> tuple[Path, Told, Told]:
    """A backup with two experiences, of which the second was withdrawn since; and the list of that."""
    kept, gone = bench.site.tell("we came by sea"), bench.site.tell("we came by road")
    file = bench.back_up(tmp_path / "monday")
    bench.site.withdraw(gone)
    assert bench("keys", "ledger", "--out", tmp_path / "ledger")[0] == 0
    return file, kept, gone


def check_restored(bench: Bench, kept: Told, gone: Told) -> None:
    assert bench.site.open_with_number(kept) == kept.words
    assert bench.site.open_with_number(gone) == ""
    assert bench.site.open_at_desk() == {kept.id: kept.words}
    assert bench.site.list_states() == {kept.id: "submitted", gone.id: "withdrawn"}
    assert bench.site.work(lambda _, store: {one.response_id for one in store.list_kept()}) == {kept.id}
    assert bench("init", "--email", "ada@example.org", "--name", "Ada")[0] == 0
    assert bench("audit", "verify")[0] == 0
    left = [
        one.name for one in bench.instance.iterdir() if one.name.startswith(".") or "postgresql" in one.name
    ]
    assert left == []


@pytest.mark.parametrize("which", KINDS)
def test_restore__from_and_into_postgresql__stays_whole_and_withdrawn(
    which: str, bench: Bench, move: Move, tmp_path: Path
) -> None:
    move(which)
    file, kept, gone = back_up_and_withdraw(bench, tmp_path)
    move(which, is_empty=True)
    bench.restore(file, "--ledger", tmp_path / "ledger")
    check_restored(bench, kept, gone)


def test_restore__of_a_backup_of_sqlite__fills_postgresql(bench: Bench, move: Move, tmp_path: Path) -> None:
    file, kept, gone = back_up_and_withdraw(bench, tmp_path)
    move("both", is_empty=True)
    bench.restore(file, "--ledger", tmp_path / "ledger")
    check_restored(bench, kept, gone)


def test_restore__of_a_backup_of_postgresql__fills_sqlite(bench: Bench, move: Move, tmp_path: Path) -> None:
    move("both")
    file, kept, gone = back_up_and_withdraw(bench, tmp_path)
    for name in ("DATABASE_URL", "KEYSTORE_URL"):
        bench.monkeypatch.delenv(f"CONSULT_{name}")
    bench.site = Installation(load_settings())
    bench.restore(file, "--ledger", tmp_path / "ledger")
    check_restored(bench, kept, gone)


def test_restore__into_postgresql_that_is_not_empty__changes_nothing(
    bench: Bench, move: Move, tmp_path: Path
) -> None:
    move("both")
    file, _, _ = back_up_and_withdraw(bench, tmp_path)
    urls = [bench.site.settings[name] for name in ("DATABASE_URL", "KEYSTORE_URL")]
    kinds = (METADATA, KeyStoreBase.metadata)
    before = [read_all(url, kind) for url, kind in zip(urls, kinds, strict=True)]
    options = ("--replace", "--ledger", tmp_path / "ledger")
    assert bench.fail("restore", file, *options) == "C055"
    move("data", is_empty=True)
    assert bench.fail("restore", file, *options) == "C055", "the key store is not empty"
    assert [read_all(url, kind) for url, kind in zip(urls, kinds, strict=True)] == before


def test_restore__without_keys__keeps_the_key_store_on_postgresql(
    bench: Bench, move: Move, tmp_path: Path
) -> None:
    move("both")
    file, kept, gone = back_up_and_withdraw(bench, tmp_path)
    Path(f"{file}.keys").unlink()
    move("data", is_empty=True)
    bench.restore(file, "--without-keys")
    check_restored(bench, kept, gone)


def test_restore__without_a_list__is_refused_and_fills_nothing(
    bench: Bench, move: Move, tmp_path: Path
) -> None:
    move("both")
    file, kept, gone = back_up_and_withdraw(bench, tmp_path)
    move("both", is_empty=True)
    assert bench.fail("restore", file, "--replace") == "C054"
    bench.restore(file, "--ledger", tmp_path / "ledger")
    check_restored(bench, kept, gone)


def kill_at(point: int, bench: Bench, tmp_path: Path) -> bool:
    """Restore, and be killed at a point; False when it ended before that."""
    command = [sys.executable, "-m", "tests.integration.killed_restore", str(point)]
    words = [*command, str(tmp_path / "monday"), "--ledger", str(tmp_path / "ledger")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    given = f"{bench.recovery_key}\n".encode()
    done = subprocess.run(words, input=given, env=environment, cwd=ROOT, check=False)
    assert done.returncode in {0, -signal.SIGKILL}
    return done.returncode != 0


@pytest.mark.parametrize(
    "point",
    [one if one in TRIED else pytest.param(one, marks=pytest.mark.soak) for one in range(1, POINTS + 1)],
)
def test_restore__into_postgresql_killed_at_a_point__is_finished_or_begun_anew(
    point: int, bench: Bench, move: Move, tmp_path: Path
) -> None:
    move("both")
    file, kept, gone = back_up_and_withdraw(bench, tmp_path)
    move("both", is_empty=True)
    assert kill_at(point, bench, tmp_path)
    if (bench.instance / "restoring.json").exists():
        assert bench.fail("audit", "verify") == "C049"
        named = bench.site.settings["DATABASE_URL"]
        if point <= 3:  # until then the data is not known to be there
            bench.monkeypatch.setenv("CONSULT_DATABASE_URL", "postgresql+psycopg://nobody@localhost/none")
            assert bench.fail("restore", "--finish") == "C056"
            bench.monkeypatch.setenv("CONSULT_DATABASE_URL", named)
        assert bench("restore", "--finish")[0] == 0
    else:
        bench.restore(file, "--ledger", tmp_path / "ledger")
    check_restored(bench, kept, gone)


@pytest.mark.soak
def test_points__of_a_restore_into_postgresql__are_as_many_as_are_tried(
    bench: Bench, move: Move, tmp_path: Path
) -> None:
    move("both")
    back_up_and_withdraw(bench, tmp_path)
    move("both", is_empty=True)
    assert not kill_at(POINTS + 1, bench, tmp_path)
