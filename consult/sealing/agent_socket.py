"""The agent's Unix socket: in a folder nobody else can enter, and gone when the agent is."""

import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult.sealing.errors import AgentPlaceUnsafe, AgentRunning
from consult.sealing.private_files import find_exposure

SOCKET_MODE = 0o600
WAITING_CLIENTS = 64


@contextmanager
def listening(path: Path) -> Iterator[socket.socket]:
    """Listen on the path for as long as the block runs; a socket left by a dead agent is replaced."""
    _require_private_folder(path)
    _clear_away(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        _bind(listener, path)
        made = path.stat().st_ino
        try:
            yield listener
        finally:
            _remove(path, made)


def _require_private_folder(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AgentPlaceUnsafe(path=path, reason=error.strerror) from None
    exposure = find_exposure(path.parent)
    if exposure:
        raise AgentPlaceUnsafe(path=path, reason=exposure)


def _clear_away(path: Path) -> None:
    """Remove what a killed agent left, but neither a living agent's socket nor a file."""
    if not path.exists() and not path.is_symlink():
        return
    if not stat.S_ISSOCK(path.lstat().st_mode):
        raise AgentPlaceUnsafe(path=path, reason="something that is not a socket is there")
    if _somebody_answers(path):
        raise AgentRunning()
    path.unlink(missing_ok=True)


def _somebody_answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            return False
        return True


def _bind(listener: socket.socket, path: Path) -> None:
    try:
        listener.bind(str(path))
        path.chmod(SOCKET_MODE)
        listener.listen(WAITING_CLIENTS)
    except OSError as error:
        # "AF_UNIX path too long" has no strerror: about 100 bytes is the most a system takes.
        raise AgentPlaceUnsafe(path=path, reason=error.strerror or str(error)) from None


def _remove(path: Path, made: int) -> None:
    """Take away our own socket, not that of an agent started since."""
    try:
        if path.stat().st_ino == made:
            path.unlink()
    except FileNotFoundError:
        return
