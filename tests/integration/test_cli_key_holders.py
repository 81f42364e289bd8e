"""Changing who can unlock: each way asks for a secret that opens, keeps one way in, and is on record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import ConfigurationError
from consult.models.audit import AuditEntry
from consult.sealing.errors import WrongPassphrase
from consult.sealing.key_files import open_private_key, read_key_file
from consult.services.auditing import verify_chain
from tests.integration.key_commands import PASSPHRASE, Keys

BEA = "seven grey lanterns walk"
NEW = "eleven slow rivers turning"


@pytest.fixture
def path(keys: Keys, key_folder: Path) -> Path:
    """A key file that Ada and a recovery key open."""
    assert keys("create", "--holder", "Ada", typed=PASSPHRASE) == 0
    return key_folder / "partnership-key.json"


def opens(path: Path, secret: str) -> bool:
    try:
        open_private_key(path, secret).forget()
    except WrongPassphrase:
        return False
    return True


def list_holders(path: Path) -> list[str]:
    return [holder.name for holder in read_key_file(path).holders]


def test_holder__added_then_removed__unlocks_only_in_between(
    keys: Keys, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys("add-holder", "--holder", "Bea", typed=f"{PASSPHRASE}\n{BEA}\n") == 0
    assert opens(path, BEA) and list_holders(path) == ["Ada", "recovery key", "Bea"]
    assert keys("remove-holder", "--holder", "Bea", typed=PASSPHRASE) == 0
    assert not opens(path, BEA) and opens(path, PASSPHRASE)
    said = capsys.readouterr()
    assert "still opens for them" in said.err and BEA not in said.out + said.err


def test_holders__until_one_is_left__are_removed_with_a_warning_and_never_the_last(
    keys: Keys, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys("remove-holder", "--holder", "recovery key", typed=PASSPHRASE) == 0
    assert "only one way to unlock is left, that of Ada" in capsys.readouterr().err
    before = path.read_bytes()
    assert keys("remove-holder", "--holder", "Ada", typed=PASSPHRASE) == 1
    assert "S009" in capsys.readouterr().err and path.read_bytes() == before


def test_passphrase__changed__takes_the_place_of_the_old(keys: Keys, path: Path) -> None:
    assert keys("passphrase", "--holder", "Ada", typed=f"{PASSPHRASE}\n{NEW}\n") == 0
    assert (opens(path, PASSPHRASE), opens(path, NEW)) == (False, True)


def test_recovery_key__made_anew__replaces_the_old(
    keys: Keys, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys("recovery-key", typed=PASSPHRASE) == 0
    first = read_shown(capsys)
    assert keys("recovery-key", typed=first) == 0, "the old one may be used to make the new one"
    second = read_shown(capsys)
    assert (opens(path, first), opens(path, second)) == (False, True)
    assert list_holders(path) == ["Ada", "recovery key"]


@pytest.mark.parametrize("words", [("recovery-key",), ("create", "--holder", "Bea")])
def test_recovery_key__whose_record_cannot_be_written__is_shown_all_the_same(
    keys: Keys,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    def fail(*_: object) -> None:
        raise ConfigurationError("C013", reason="the disk is full")

    if words[0] == "create":
        path.unlink()
    monkeypatch.setattr("consult.cli.key_record._write", fail)
    capsys.readouterr()
    assert keys(*words, typed=PASSPHRASE) == 1
    assert opens(path, read_shown(capsys))


def read_shown(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().out.splitlines()
    return next(one for one in said if one.startswith("Recovery key: ")).removeprefix("Recovery key: ")


def test_secrets__in_files_and_on_standard_input__are_read_in_either_way(
    keys: Keys, path: Path, key_folder: Path
) -> None:
    old, new = key_folder / "old.txt", key_folder / "new.txt"
    old.write_text(PASSPHRASE + "\n")
    new.write_text(BEA + "\n")
    both = ("--passphrase-file", str(old), "--new-passphrase-file", str(new))
    assert keys("add-holder", "--holder", "Bea", *both) == 0
    lines = ("--passphrase-file", "-", "--new-passphrase-file", "-")
    assert keys("passphrase", "--holder", "Bea", *lines, typed=f"{BEA}\n{NEW}\n") == 0
    assert keys("passphrase", "--holder", "Bea", *both[2:], typed=NEW) == 0
    assert opens(path, BEA) and not opens(path, NEW)


@pytest.mark.parametrize(
    ("words", "typed", "code", "said"),
    [
        (("add-holder", "--holder", "Bea"), f"{NEW}\n{BEA}", 1, "S002"),
        (("add-holder", "--holder", "Ada"), f"{PASSPHRASE}\n{BEA}", 1, "S007"),
        (("add-holder", "--holder", "Bea"), f"{PASSPHRASE}\nshort", 1, "S006"),
        (("add-holder", "--holder", "Bea"), f"{PASSPHRASE}\n", 2, "No new passphrase came"),
        (("remove-holder", "--holder", "Bea"), PASSPHRASE, 1, "S008"),
        (("remove-holder", "--holder", "Ada"), NEW, 1, "S002"),
        (("passphrase", "--holder", "Ada"), f"{NEW}\n{BEA}", 1, "S002"),
        (("recovery-key",), NEW, 1, "S002"),
        (("recovery-key", "--passphrase", PASSPHRASE), "", 2, "No such option"),
    ],
)
def test_change__asked_for_wrongly__is_refused_and_changes_nothing(
    keys: Keys,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    typed: str,
    code: int,
    said: str,
) -> None:
    before = path.read_bytes()
    assert keys(*words, typed=typed) == code
    assert said in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", [("add-holder",), ("remove-holder",), ("passphrase",), ("recovery-key",)])
def test_change__without_a_key_file__says_so(
    keys: Keys, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    named = () if words == ("recovery-key",) else ("--holder", "Ada")
    assert keys(*words, *named, typed=f"{PASSPHRASE}\n{BEA}") == 1
    assert "C301" in capsys.readouterr().err


@pytest.fixture
def read_record(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, sessions: sessionmaker[Session]) -> Any:
    """With a database: what is on record, and that the chain is whole."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)

    def read() -> list[tuple[str, dict[str, Any]]]:
        with sessions() as session:
            assert verify_chain(session) is None
            entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
            return [(entry.action, entry.details) for entry in entries]

    return read


def test_keys__used_and_changed__are_on_record_without_a_secret(
    read_record: Callable[[], list[tuple[str, dict[str, Any]]]], keys: Keys, path: Path
) -> None:
    keys("add-holder", "--holder", "Bea", typed=f"{PASSPHRASE}\n{BEA}")
    keys("passphrase", "--holder", "Bea", typed=f"{BEA}\n{NEW}")
    keys("recovery-key", typed=PASSPHRASE)
    keys("remove-holder", "--holder", "Bea", typed=PASSPHRASE)
    keys("unlock", "--minutes", "5", typed=PASSPHRASE)
    keys("lock")
    keys("unlock", typed="a wrong one entirely")
    found = read_record()
    assert found == [
        ("keys made", {"holder": "Ada"}),
        ("key holder added", {"holder": "Bea"}),
        ("key passphrase changed", {"holder": "Bea"}),
        ("recovery key renewed", {}),
        ("key holder removed", {"holder": "Bea"}),
        ("keys unlocked", {"minutes": 5}),
        ("keys locked", {}),
        ("key refused", {"for": "keys unlocked"}),
    ]


def test_keys__with_a_database_out_of_reach__are_not_changed_but_can_be_locked(
    keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    monkeypatch.setenv("CONSULT_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert keys("remove-holder", "--holder", "recovery key", typed=PASSPHRASE) == 1
    assert "C013" in capsys.readouterr().err and path.read_bytes() == before
    keys("lock")
    assert "Locked." in capsys.readouterr().out
