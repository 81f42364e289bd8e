"""Secrets typed at a terminal: the screen never shows them, and no file of the installation keeps them."""

import os
import sys
from pathlib import Path

import pytest

from consult.cli.children import PROGRAM
from consult.sealing.agent_client import AgentClient
from consult.sealing.codenames import Codename
from consult.vocabulary import ResponseState
from tests.factories.giving import PASSPHRASE, make_keys
from tests.factories.searching import find_traces
from tests.integration.command_line import CommandLine
from tests.integration.terminal import run_at_terminal
from tests.integration.test_cli_accounts import find_account, number

__all__ = ["number"]
ROOT = Path(__file__).resolve().parents[2]
NEW = "eleven slow rivers turning"
ASK_FOR_A_NEW_ONE = "from consult.cli.passphrases import read_passphrase as r; assert r(None, is_new=True)"


def run(program: str, *arguments: str, typed: list[str]) -> tuple[int, str]:
    """Run a program of Python at a terminal, with everything logged."""
    environment = os.environ | {"CONSULT_LOG_LEVEL": "DEBUG", "PYTHONPATH": str(ROOT)}
    return run_at_terminal([sys.executable, "-c", program, *arguments], environment, typed)


def test_number__typed_to_withdraw__is_neither_shown_nor_kept(consult: CommandLine, number: Codename) -> None:
    code, shown = run(PROGRAM, "accounts", "withdraw", typed=[number.shown()])

    assert code == 0 and "Return number: " in shown and "Withdrawn." in shown, shown
    assert find_account(consult).state is ResponseState.WITHDRAWN
    forms = (number.shown(), number.shown().replace(" ", ""))
    assert not [form for form in forms if form in shown] and find_traces(consult.folder, forms) == []
    assert number.groups()[0] not in shown


def test_passphrase__typed_to_unlock__is_neither_shown_nor_kept(
    key_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_INSTANCE", str(key_folder))
    monkeypatch.setenv("CONSULT_SECRET_KEY", "for tests only")
    make_keys({"KEY_FILE": key_folder / "partnership-key.json", "SALT_FILE": key_folder / "salt.hex"})

    code, shown = run(PROGRAM, "keys", "unlock", typed=[PASSPHRASE])

    agent = AgentClient(key_folder / "keys.sock")
    try:
        assert code == 0 and agent.status().is_unlocked, shown
        assert "Passphrase or recovery key: " in shown and PASSPHRASE not in shown
        assert find_traces(key_folder, [PASSPHRASE]) == []
    finally:
        agent.lock()


@pytest.mark.parametrize("typed", [[NEW, NEW], [NEW, f"{NEW} away", NEW, NEW]])
def test_new_passphrase__typed_twice__is_asked_for_until_both_are_the_same_and_not_shown(
    typed: list[str],
) -> None:
    ended, shown = run(ASK_FOR_A_NEW_ONE, typed=typed)

    assert ended == 0 and shown.count("New passphrase") == len(typed) // 2 and NEW not in shown, shown
