"""Messages between the key agent and its clients: a length, then JSON. Each has one time limit as a whole."""

import json
import os
import socket
import struct
import sys
import time
from typing import Any

from consult.sealing.errors import AgentConfused

LENGTH = struct.Struct("!I")
LARGEST_MESSAGE_BYTES = 64 * 1024
MESSAGE_SECONDS = 5.0
PEER_CREDENTIALS = struct.Struct("3i")


def send_message(connection: socket.socket, message: dict[str, Any]) -> None:
    """Send one message."""
    body = json.dumps(message).encode()
    connection.settimeout(MESSAGE_SECONDS)
    connection.sendall(LENGTH.pack(len(body)) + body)


def find_message(connection: socket.socket, *, seconds: float = MESSAGE_SECONDS) -> dict[str, Any] | None:
    """Receive one message; None if the other side ended instead. AgentConfused for anything else."""
    deadline = time.monotonic() + seconds
    header = _receive(connection, LENGTH.size, deadline)
    if not header:
        return None
    (size,) = LENGTH.unpack(header)
    if size > LARGEST_MESSAGE_BYTES:
        raise AgentConfused()
    return _parse(_receive(connection, size, deadline))


def is_same_user(connection: socket.socket) -> bool:
    """Ask the kernel who is at the other end. Elsewhere than on Linux the socket's mode alone decides."""
    if sys.platform != "linux":
        return True
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER_CREDENTIALS.size)
    _, user, _ = PEER_CREDENTIALS.unpack(raw)
    return bool(user == os.geteuid())


def _receive(connection: socket.socket, size: int, deadline: float) -> bytes:
    """Receive exactly so many bytes; nothing at all if the other side ended before the first."""
    received = b""
    while len(received) < size:
        connection.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            part = connection.recv(size - len(received))
        except TimeoutError:
            raise AgentConfused() from None
        if not part:
            break
        received += part
    if received and len(received) < size:
        raise AgentConfused()
    return received


def _parse(body: bytes) -> dict[str, Any]:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise AgentConfused() from None
    if not isinstance(message, dict):
        raise AgentConfused()
    return message
