"""Ask the key agent: what the desk's web processes and the desk worker use."""

import base64
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from consult.sealing.agent_wire import MESSAGE_SECONDS, find_message, is_same_user, send_message
from consult.sealing.errors import AgentConfused, AgentPlaceUnsafe, Locked, SealingError, make_error
from consult.sealing.keys import AccountKey

LOCKED_CODE = "C302"
GONE_POLL_SECONDS = 0.05


class Unwrapper(Protocol):
    """Whatever unlocks account keys: the agent's client, or a HeldKey in the same process."""

    def unwrap(self, wrapped: bytes) -> AccountKey:
        """Unlock one account key; Locked when it cannot be done now."""


@dataclass(frozen=True)
class AgentStatus:
    """Whether accounts can be read now, for how long, and with which partnership key."""

    seconds_left: int = 0
    fingerprint: str | None = None

    @property
    def is_unlocked(self) -> bool:
        """Whether the agent holds the key at this moment."""
        return self.seconds_left > 0


class KeySource(Unwrapper, Protocol):
    """An unwrapper that says beforehand whether it could."""

    def is_unlocked(self) -> bool:
        """Whether accounts can be read now."""


class AgentClient:
    """The key agent behind one socket. No agent there is the same as a locked one."""

    def __init__(self, socket_path: Path, *, timeout_seconds: float = MESSAGE_SECONDS) -> None:
        self._path = socket_path
        self._timeout_seconds = timeout_seconds

    def unwrap(self, wrapped: bytes) -> AccountKey:
        """Unlock one account key. Raises Locked, WrongKey or SealBroken."""
        answer = self._ask({"do": "unwrap", "wrapped": base64.b64encode(wrapped).decode("ascii")})
        try:
            return AccountKey(base64.b64decode(str(answer.get("key")), validate=True))
        except ValueError:
            raise AgentConfused() from None

    def status(self) -> AgentStatus:
        """Say how long accounts stay readable."""
        try:
            answer = self._ask({"do": "status"})
        except Locked:
            return AgentStatus()
        return AgentStatus(int(answer["seconds_left"]), str(answer["fingerprint"]))

    def is_unlocked(self) -> bool:
        """Whether accounts can be read now; an agent that cannot be asked counts as locked."""
        try:
            return self.status().is_unlocked
        except SealingError:
            return False

    def lock(self) -> None:
        """Make the agent forget the key and wait until it is gone; nothing to do if it already has."""
        try:
            self._ask({"do": "lock"})
            self._wait_until_gone()
        except Locked:
            return

    def _wait_until_gone(self) -> None:
        """So that another can be started at once; one that lingers holds no key any more."""
        until = time.monotonic() + self._timeout_seconds
        while time.monotonic() < until and self._exchange({"do": "status"}) is not None:
            time.sleep(GONE_POLL_SECONDS)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        answer = self._exchange(request)
        if answer is None:
            raise Locked()
        if not answer.get("ok"):
            code = str(answer.get("code"))
            raise Locked() if code == LOCKED_CODE else make_error(code, {})
        return answer

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any] | None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(self._timeout_seconds)
            try:
                connection.connect(str(self._path))
                self._require_same_user(connection)
                send_message(connection, request)
                return find_message(connection, seconds=self._timeout_seconds)
            except (FileNotFoundError, ConnectionError):
                return None
            except OSError as error:
                raise self._explain(error) from None

    def _require_same_user(self, connection: socket.socket) -> None:
        if not is_same_user(connection):
            raise AgentPlaceUnsafe(path=self._path, reason="the agent there runs as another account")

    def _explain(self, error: OSError) -> SealingError:
        if isinstance(error, TimeoutError):
            return AgentConfused()
        return AgentPlaceUnsafe(path=self._path, reason=error.strerror or str(error))
