"""The key agent over a real Unix socket: who may ask, until when, and that no client can harm it."""

import json
import os
import socket
import stat
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.sealing import agent as agent_module
from consult.sealing import agent_client, agent_wire
from consult.sealing.agent import serve_agent
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.errors import (
    AgentConfused,
    AgentPlaceUnsafe,
    AgentRunning,
    Locked,
    SealBroken,
    UnlockTimeRefused,
    WrongKey,
)
from consult.sealing.held_key import seconds_since_boot
from consult.sealing.keys import new_account_key, new_partnership_key, wrap_account_key


class FakeClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class RunningAgent:
    """An agent in a thread, with its key, clock and client at hand."""

    def __init__(self, path: Path, minutes: int = 10) -> None:
        self.path, self.clock = path, FakeClock()
        self.private_key = new_partnership_key()
        self.public_key = self.private_key.public_key
        self.client = AgentClient(path)
        ready = threading.Event()
        self.thread = threading.Thread(
            target=serve_agent,
            args=(self.private_key, path),
            kwargs={"minutes": minutes, "clock": self.clock, "when_ready": ready.set},
            daemon=True,  # an agent that does not end must fail its test, not hang the run
        )
        self.thread.start()
        assert ready.wait(5)

    def join(self) -> None:
        self.thread.join(5)
        assert not self.thread.is_alive()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "agent" / "keys.sock"


@pytest.fixture
def agent(path: Path) -> Iterator[RunningAgent]:
    running = RunningAgent(path)
    yield running
    running.clock.now = 1e9
    running.join()


def send_raw(path: Path, raw: bytes) -> bytes:
    """Send bytes and give the answer; nothing if the agent hung up, however it did."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(path))
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(65536)
        except ConnectionError:
            return b""


def test_unwrap__while_unlocked__gives_the_account_key(agent: RunningAgent) -> None:
    account_key = new_account_key()
    assert agent.client.unwrap(wrap_account_key(account_key, agent.public_key)) == account_key


def test_unwrap__damaged_or_for_another_key__is_told_apart(agent: RunningAgent) -> None:
    wrapped = wrap_account_key(new_account_key(), agent.public_key)
    with pytest.raises(SealBroken):
        agent.client.unwrap(wrapped[:-1] + bytes([wrapped[-1] ^ 1]))
    with pytest.raises(WrongKey):
        agent.client.unwrap(wrap_account_key(new_account_key(), new_partnership_key().public_key))
    assert agent.client.status().is_unlocked


def test_status__time_passing__counts_down(agent: RunningAgent) -> None:
    assert agent.client.status() == AgentStatus(600, agent.public_key.fingerprint.hex())
    agent.clock.now += 90
    assert agent.client.status().seconds_left == 510


def test_agent__time_over__forgets_the_key_and_removes_its_socket(agent: RunningAgent) -> None:
    held = agent.private_key._held
    wrapped = wrap_account_key(new_account_key(), agent.public_key)
    agent.clock.now += 599
    assert agent.client.unwrap(wrapped)
    agent.clock.now += 1
    with pytest.raises(Locked):
        agent.client.unwrap(wrapped)
    agent.join()
    assert not held and not agent.path.exists()
    assert agent.client.status() == AgentStatus()


def test_lock__asked_by_a_client__forgets_at_once(agent: RunningAgent) -> None:
    agent.client.lock()
    assert not agent.private_key._held
    with pytest.raises(Locked):
        agent.client.unwrap(wrap_account_key(new_account_key(), agent.public_key))
    agent.join()
    agent.client.lock()


def test_client__no_agent_at_all__is_locked(path: Path) -> None:
    assert not AgentClient(path).status().is_unlocked
    with pytest.raises(Locked) as caught:
        AgentClient(path).unwrap(b"anything")
    assert caught.value.code == "C302"


def test_agent__its_socket_and_folder__are_private(agent: RunningAgent) -> None:
    assert stat.S_IMODE(agent.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(agent.path.parent.stat().st_mode) == 0o700
    assert list(agent.path.parent.iterdir()) == [agent.path]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0",
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack("!I", 2**32 - 1),
        struct.pack("!I", 100) + b"short",
        struct.pack("!I", 2) + b"[]",
        struct.pack("!I", 4) + b"\xff\xfe\xfd\xfc",
        struct.pack("!I", 60_000) + b"[" * 60_000,
        struct.pack("!I", 0),
        struct.pack("!I", 70_000) + b'{"do": "status"}'.ljust(70_000),
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_agent__garbage__goes_unanswered_and_the_next_client_is_served(
    agent: RunningAgent, raw: bytes
) -> None:
    assert send_raw(agent.path, raw) == b""
    assert agent.client.status().is_unlocked


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"do": "explode"},
        {"do": ["unwrap"]},
        {"do": "unwrap"},
        {"do": "unwrap", "wrapped": "é"},
        {"do": None},
    ],
    ids=str,
)
def test_agent__wrong_request__is_refused_by_code(agent: RunningAgent, request_: dict[str, object]) -> None:
    body = json.dumps(request_).encode()
    answer = json.loads(send_raw(agent.path, struct.pack("!I", len(body)) + body)[4:])
    assert answer["ok"] is False and answer["code"] in {"S016", "S001"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(raw=st.binary(max_size=300))
def test_agent__any_bytes__never_yield_a_key(agent: RunningAgent, raw: bytes) -> None:
    assert b'"key"' not in send_raw(agent.path, raw)
    assert agent.thread.is_alive()


def test_agent__client_that_sends_nothing__is_dropped(
    agent: RunningAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        agent_module, "find_message", lambda connection: agent_wire.find_message(connection, seconds=0.1)
    )
    with socket.socket(socket.AF_UNIX) as silent:
        silent.settimeout(5)
        silent.connect(str(agent.path))
        assert silent.recv(1) == b""
    assert agent.client.status().is_unlocked


def test_find_message__dribbled_byte_by_byte__ends_at_its_one_time_limit() -> None:
    ours, theirs = socket.socketpair()
    stop = threading.Event()
    announced = 1000
    sent: list[bytes] = []

    def dribble() -> None:
        while not stop.wait(0.03) and len(sent) < announced:
            theirs.sendall(b"\0")
            sent.append(b"\0")

    with ours, theirs:
        ours.settimeout(5)
        theirs.sendall(struct.pack("!I", announced))
        thread = threading.Thread(target=dribble)
        thread.start()
        with pytest.raises(AgentConfused):
            agent_wire.find_message(ours, seconds=0.3)
        stop.set()
        thread.join()
        assert len(sent) < announced  # it did not wait for the rest, though some always came


def test_agent__more_silent_clients_than_places__serves_others_after_them(
    agent: RunningAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        agent_module, "find_message", lambda connection: agent_wire.find_message(connection, seconds=0.3)
    )
    silent = [socket.socket(socket.AF_UNIX) for _ in range(agent_module.MOST_CLIENTS_AT_ONCE + 4)]
    for connection in silent:
        connection.connect(str(agent.path))
    assert agent.client.status().is_unlocked
    for connection in silent:
        connection.close()


def test_agent__many_clients_at_once__each_gets_its_own_key(agent: RunningAgent) -> None:
    wrong: list[int] = []

    def ask(number: int) -> None:
        for _ in range(5):
            account_key = new_account_key()
            if agent.client.unwrap(wrap_account_key(account_key, agent.public_key)) != account_key:
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not wrong and not any(thread.is_alive() for thread in threads)


def test_agent__client_of_another_user__gets_nothing(
    agent: RunningAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_module, "is_same_user", lambda _: False)
    body = b'{"do": "status"}'
    assert send_raw(agent.path, struct.pack("!I", len(body)) + body) == b""
    with pytest.raises(Locked):
        agent.client.unwrap(b"anything")


def test_client__agent_of_another_user__is_not_asked(
    agent: RunningAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_client, "is_same_user", lambda _: False)
    with pytest.raises(AgentPlaceUnsafe):
        agent.client.unwrap(b"anything")


def test_is_same_user__other_user_at_the_end__is_seen_by_the_kernels_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert agent_wire.is_same_user(ours)
        monkeypatch.setattr(agent_wire.os, "geteuid", lambda: os.getuid() + 1)
        assert not agent_wire.is_same_user(ours)


def test_serve_agent__another_running__is_refused_and_the_first_goes_on(agent: RunningAgent) -> None:
    second = new_partnership_key()
    with pytest.raises(AgentRunning):
        serve_agent(second, agent.path, minutes=1)
    assert not second._held
    assert agent.client.status().is_unlocked


def test_serve_agent__socket_left_by_a_killed_one__is_replaced(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    assert path.exists()
    agent = RunningAgent(path)
    assert agent.client.status().is_unlocked
    agent.client.lock()
    agent.join()


def test_serve_agent__a_file_in_its_place__is_kept(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_text("mine")
    with pytest.raises(AgentPlaceUnsafe, match="not a socket"):
        serve_agent(new_partnership_key(), path, minutes=1)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_serve_agent__folder_others_can_enter__is_refused(path: Path, mode: int) -> None:
    path.parent.mkdir()
    path.parent.chmod(mode)
    with pytest.raises(AgentPlaceUnsafe, match="chmod 700"):
        serve_agent(new_partnership_key(), path, minutes=1)


def test_serve_agent__path_too_long_for_a_socket__is_refused(tmp_path: Path) -> None:
    with pytest.raises(AgentPlaceUnsafe):
        serve_agent(new_partnership_key(), tmp_path / ("x" * 120) / "keys.sock", minutes=1)


@pytest.mark.parametrize("minutes", [0, -1, 721])
def test_serve_agent__absurd_time__is_refused_and_the_key_forgotten(path: Path, minutes: int) -> None:
    private_key = new_partnership_key()
    with pytest.raises(UnlockTimeRefused):
        serve_agent(private_key, path, minutes=minutes)
    assert not private_key._held


def test_seconds_since_boot__read_twice__does_not_go_back() -> None:
    assert seconds_since_boot() <= seconds_since_boot()
