"""`consult keys` as a test runs it: cheap computing, the real agent, and secrets on standard input."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from consult.app import create_app
from consult.cli import keys as keys_command
from consult.cli.main import run
from consult.sealing import holder_changes, key_files
from consult.sealing.agent_client import AgentClient
from consult.sealing.agent_process import start_agent
from consult.sealing.stretching import MINIMAL

PASSPHRASE = "four quiet unrelated words"
SLOW = (
    key_files.create_key_file,
    holder_changes.add_recovery_key,
    holder_changes.renew_recovery_key,
    holder_changes.add_holder,
    holder_changes.change_passphrase,
)
Keys = Callable[..., int]


@pytest.fixture
def key_folder() -> Iterator[Path]:
    """A folder with a short name, since the path of a socket may not be long."""
    made = Path(tempfile.mkdtemp(prefix="keys-"))
    made.chmod(0o700)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def agents(key_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Waits for the agents that a test started; the command itself leaves them running."""
    started = []

    def start(*given: Any, **named: Any) -> None:
        started.append(start_agent(*given, **named))

    monkeypatch.setattr(keys_command, "start_agent", start)
    yield
    AgentClient(key_folder / "keys.sock").lock()
    for agent in started:
        agent.wait(timeout=10)


@pytest.fixture
def keys(key_folder: Path, agents: None, sqlite_keys_url: str, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """Runs `consult keys …` with this on standard input; returns the exit code."""
    monkeypatch.setenv("CONSULT_INSTANCE", str(key_folder))
    monkeypatch.setenv("CONSULT_SECRET_KEY", "for tests only")
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    for slow in SLOW:
        monkeypatch.setitem(slow.__kwdefaults__, "cost", MINIMAL)

    def call(*words: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        return run(create_app, ["keys", *words])

    return call
