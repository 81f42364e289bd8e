"""The key agent as a process of its own, which lives on when the command that unlocked it ends."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from consult.sealing.agent import serve_agent
from consult.sealing.errors import AgentConfused, SealingError, make_error
from consult.sealing.key_ring import KeyRing
from consult.sealing.keys import PartnershipKey

PR_SET_DUMPABLE = 4


def start_agent(
    private_key: PartnershipKey,
    socket_path: Path,
    *,
    minutes: int,
    retiring: tuple[PartnershipKey, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start the agent in the background and wait until it answers; the keys go through a pipe only.

    Raises: AgentRunning, AgentPlaceUnsafe, UnlockTimeRefused, AgentConfused. Our copies are forgotten.
    """
    command = [
        sys.executable,
        "-m",
        "consult.sealing.agent_process",
        str(socket_path.resolve()),
        str(minutes),
    ]
    agent = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)},
        start_new_session=True,
    )
    refusal = _hand_over(agent, KeyRing(private_key, retiring))
    if refusal:
        agent.wait()
        raise refusal
    return agent


def _hand_over(agent: subprocess.Popen[bytes], ring: KeyRing) -> SealingError | None:
    """Give the new process the keys; None once it answers clients, else why it does not."""
    if agent.stdin is None or agent.stdout is None:
        return AgentConfused()
    try:
        with agent.stdout:
            with agent.stdin:
                agent.stdin.write(b"".join(key.reveal() for key in ring.keys))
            said: dict[str, Any] = json.loads(agent.stdout.readline())
    except (BrokenPipeError, ValueError):
        return AgentConfused()
    finally:
        ring.forget()
    return make_error(said["code"], said["values"]) if said["code"] else None


def main() -> None:
    """Serve as the agent: socket path and minutes as arguments, the keys on standard input, current first."""
    _keep_memory_to_ourselves()
    signal.signal(signal.SIGTERM, _end)
    current, *retiring = _read_keys(sys.stdin.buffer.read())
    place, minutes = Path(sys.argv[1]), int(sys.argv[2])
    try:
        serve_agent(current, place, minutes=minutes, retiring=tuple(retiring), when_ready=_say)
    except SealingError as error:
        _say(error.code, {name: str(value) for name, value in error.values.items()})


def _read_keys(sent: bytes) -> list[PartnershipKey]:
    size = PartnershipKey.size_bytes
    return [PartnershipKey(sent[at : at + size]) for at in range(0, max(len(sent), 1), size)]


def _say(code: str = "", values: dict[str, str] | None = None) -> None:
    sys.stdout.write(json.dumps({"code": code, "values": values or {}}) + "\n")
    sys.stdout.flush()


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """Leave by an exception, so that the key is overwritten and the socket removed on the way out."""
    raise SystemExit(0)


def _keep_memory_to_ourselves() -> None:
    """No core dump, and on Linux no reading of our memory by another process of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


if __name__ == "__main__":
    main()
