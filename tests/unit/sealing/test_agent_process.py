"""The key agent as a process of its own: started, asked, locked, ended and killed."""

import subprocess
from pathlib import Path

import pytest

from consult.sealing.agent_client import AgentClient
from consult.sealing.agent_process import start_agent
from consult.sealing.errors import AgentPlaceUnsafe, AgentRunning, UnlockTimeRefused
from consult.sealing.keys import new_account_key, new_partnership_key, wrap_account_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "agent" / "keys.sock"


def end(agent: subprocess.Popen[bytes]) -> None:
    agent.terminate()
    agent.wait(10)


def test_start_agent__then_lock__serves_and_ends(path: Path) -> None:
    private_key, account_key = new_partnership_key(), new_account_key()
    wrapped = wrap_account_key(account_key, private_key.public_key)
    agent = start_agent(private_key, path, minutes=5)
    try:
        assert not private_key._held, "the starting process keeps no copy"
        assert AgentClient(path).unwrap(wrapped) == account_key
        with pytest.raises(AgentRunning):
            start_agent(new_partnership_key(), path, minutes=5)
        AgentClient(path).lock()
        assert agent.wait(10) == 0
    finally:
        end(agent)
    assert not path.exists()


def test_start_agent__its_arguments_and_environment__hold_no_key(path: Path) -> None:
    private_key = new_partnership_key()
    raw = private_key.reveal()
    agent = start_agent(private_key, path, minutes=5)
    try:
        process = Path(f"/proc/{agent.pid}")
        if process.exists():
            assert raw.hex().encode() not in (process / "cmdline").read_bytes()
            assert b"sealing.agent_process" in (process / "cmdline").read_bytes()
    finally:
        end(agent)
    assert not path.exists(), "a terminated agent cleans up"


def test_start_agent__after_a_kill__takes_over_the_socket_left_behind(path: Path) -> None:
    first = start_agent(new_partnership_key(), path, minutes=5)
    first.kill()
    first.wait(10)
    assert path.exists() and not AgentClient(path).status().is_unlocked
    second = start_agent(new_partnership_key(), path, minutes=5)
    try:
        assert AgentClient(path).status().is_unlocked
    finally:
        end(second)


def test_start_agent__refused_by_the_new_process__raises_here_with_the_reason(path: Path) -> None:
    with pytest.raises(UnlockTimeRefused, match="720"):
        start_agent(new_partnership_key(), path, minutes=0)
    path.parent.mkdir()
    path.parent.chmod(0o755)
    with pytest.raises(AgentPlaceUnsafe, match="chmod 700"):
        start_agent(new_partnership_key(), path, minutes=5)
