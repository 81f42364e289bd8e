"""`consult keys` from end to end, with the real agent in a process of its own."""

from pathlib import Path

import pytest

from consult.sealing import key_files
from consult.sealing.agent_client import AgentClient
from consult.sealing.keys import new_account_key, wrap_account_key
from tests.integration.key_commands import PASSPHRASE, Keys


def test_key__made_then_unlocked_then_locked__opens_what_was_locked_for_it(
    keys: Keys, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys("create", "--holder", "Ada", typed=PASSPHRASE + "\n") == 0
    made = capsys.readouterr()
    account_key = new_account_key()
    wrapped = wrap_account_key(account_key, key_files.read_public_key(key_folder / "partnership-key.json"))

    assert keys("unlock", "--minutes", "5", typed=PASSPHRASE + "\n") == 0
    agent = AgentClient(key_folder / "keys.sock")
    assert agent.unwrap(wrapped) == account_key
    capsys.readouterr()
    assert keys("status") == 0
    assert "Can unlock: Ada (passphrase)" in (said := capsys.readouterr().out)
    assert "Unlocked for 5 more minutes" in said and "(recovery)" in said

    assert keys("lock") == 0
    assert not agent.status().is_unlocked
    assert PASSPHRASE not in made.out + made.err


def test_recovery_key__shown_once__unlocks_too(
    keys: Keys, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys("create", "--holder", "Ada", typed=PASSPHRASE)
    [line] = [one for one in capsys.readouterr().out.splitlines() if one.startswith("Recovery key: ")]

    assert keys("unlock", typed=line.removeprefix("Recovery key: ").lower()) == 0

    assert AgentClient(key_folder / "keys.sock").status().is_unlocked


def test_passphrase__from_a_file__is_read_from_its_first_line(keys: Keys, key_folder: Path) -> None:
    secret = key_folder / "secret.txt"
    secret.write_text(f"{PASSPHRASE}\nnot this\n", encoding="utf-8")

    assert keys("create", "--holder", "Ada", "--passphrase-file", str(secret)) == 0

    assert keys("unlock", "--passphrase-file", str(secret)) == 0
    assert keys("unlock", typed=PASSPHRASE) == 1, "it is already unlocked"


@pytest.mark.parametrize(
    ("words", "typed", "code", "said"),
    [
        (("create", "--holder", "Ada"), PASSPHRASE, 1, "S004"),
        (("unlock",), "five other unrelated words entirely", 1, "S002"),
        (("unlock", "--holder", "Bea"), PASSPHRASE, 1, "S008"),
        (("unlock", "--minutes", "0"), PASSPHRASE, 2, "--minutes"),
        (("unlock",), "", 2, "No passphrase came"),
        (("unlock", "--passphrase", PASSPHRASE), "", 2, "No such option"),
    ],
)
def test_key__used_wrongly__is_refused_and_stays_locked(
    keys: Keys,
    key_folder: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    typed: str,
    code: int,
    said: str,
) -> None:
    keys("create", "--holder", "Ada", typed=PASSPHRASE)
    before = (key_folder / "partnership-key.json").read_bytes()

    assert keys(*words, typed=typed) == code

    assert said in capsys.readouterr().err
    assert (key_folder / "partnership-key.json").read_bytes() == before
    assert not AgentClient(key_folder / "keys.sock").status().is_unlocked


@pytest.mark.parametrize("words", [("status",), ("unlock",)])
def test_key__that_is_not_there__is_named_as_missing(
    keys: Keys, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys(*words, typed=PASSPHRASE) == 1
    assert "C301" in capsys.readouterr().err


def test_passphrase__too_short__is_refused_and_no_file_is_made(
    keys: Keys, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys("create", "--holder", "Ada", typed="short") == 1

    assert "S006" in capsys.readouterr().err
    assert not (key_folder / "partnership-key.json").exists()


def test_key__locked_and_unlocked_at_once__is_not_in_the_way_of_itself(keys: Keys) -> None:
    keys("create", "--holder", "Ada", typed=PASSPHRASE)
    for _ in range(3):
        assert keys("unlock", typed=PASSPHRASE) == 0
        assert keys("lock") == 0
