"""The key agent: holds the partnership's private key in memory for some minutes, to unlock account keys.

It never gives out the private key, writes nothing, and answers only processes of its own user.
"""

import base64
import binascii
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from consult.errors import CodedError
from consult.sealing.agent_socket import listening
from consult.sealing.agent_wire import find_message, is_same_user, send_message
from consult.sealing.errors import AgentConfused
from consult.sealing.held_key import HeldKey, seconds_since_boot
from consult.sealing.key_ring import KeyRing
from consult.sealing.keys import PartnershipKey

MOST_CLIENTS_AT_ONCE = 16
POLL_SECONDS = 0.2


def serve_agent(
    private_key: PartnershipKey,
    socket_path: Path,
    *,
    minutes: int,
    clock: Callable[[], float] = seconds_since_boot,
    retiring: tuple[PartnershipKey, ...] = (),
    when_ready: Callable[[], None] = lambda: None,
) -> None:
    """Answer clients until the time is over or one of them locks; then forget the key and remove the socket.

    retiring: keys before this one, served as long. when_ready: called once clients can connect.
    Raises: AgentRunning, AgentPlaceUnsafe, UnlockTimeRefused; the key is forgotten then too.
    """
    try:
        held = HeldKey(private_key, minutes=minutes, clock=clock, retiring=retiring)
        with listening(socket_path) as listener:
            when_ready()
            _accept_until_over(listener, held)
    finally:
        KeyRing(private_key, retiring).forget()


def _accept_until_over(listener: socket.socket, held: HeldKey) -> None:
    free = threading.BoundedSemaphore(MOST_CLIENTS_AT_ONCE)
    listener.settimeout(POLL_SECONDS)
    while held.seconds_left():
        if not free.acquire(timeout=POLL_SECONDS):
            continue  # the others wait in the socket's queue
        try:
            connection, _ = listener.accept()
        except OSError:
            # Nobody came, or no descriptor was free: neither is a reason to give up the key.
            free.release()
            continue
        threading.Thread(target=_serve_client, args=(connection, held, free), daemon=True).start()


def _serve_client(connection: socket.socket, held: HeldKey, free: threading.BoundedSemaphore) -> None:
    """Answer one client until it ends; one that is slow, wrong or another user's harms only itself."""
    try:
        with connection:
            request = find_message(connection) if is_same_user(connection) else None
            while request is not None:
                send_message(connection, _answer(request, held))
                request = find_message(connection)
    except (AgentConfused, OSError):
        return
    finally:
        free.release()


def _answer(request: dict[str, Any], held: HeldKey) -> dict[str, Any]:
    action = ACTIONS.get(str(request.get("do")))
    try:
        if action is None:
            raise AgentConfused()
        return {"ok": True, **action(request, held)}
    except CodedError as error:
        return {"ok": False, "code": error.code}


def _unwrap(request: dict[str, Any], held: HeldKey) -> dict[str, Any]:
    try:
        wrapped = base64.b64decode(str(request.get("wrapped")), validate=True)
    except (binascii.Error, ValueError):
        raise AgentConfused() from None
    return {"key": base64.b64encode(held.unwrap(wrapped).reveal()).decode("ascii")}


def _say_status(_request: dict[str, Any], held: HeldKey) -> dict[str, Any]:
    return {"seconds_left": held.seconds_left(), "fingerprint": held.fingerprint}


def _lock(_request: dict[str, Any], held: HeldKey) -> dict[str, Any]:
    held.forget()
    return {}


ACTIONS: dict[str, Callable[[dict[str, Any], HeldKey], dict[str, Any]]] = {
    "unwrap": _unwrap,
    "status": _say_status,
    "lock": _lock,
}
