"""Ports on loopback that nobody else listens on."""

import socket

HOST = "127.0.0.1"


def find_free_port() -> int:
    """A port that the system chose at random, so that tests side by side do not choose the same one."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return int(listening.getsockname()[1])
