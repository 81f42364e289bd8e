"""The site on gunicorn: loaded once and shared by its workers, with no log of who asked for what."""

import errno
import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from consult.errors import ConfigurationError

FIRST_PORT = 8000
PORTS_TRIED = 20
THREADS = 80  # most of them wait, and only in a flood (consult/web/number_limits.py)
TIMEOUT_SECONDS = 120


class Site(BaseApplication):
    """The application under gunicorn, with our settings and no file or command line of its own."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's own defaults."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Give gunicorn the application, made before its workers are."""
        return self._app


def serve_site(app: Flask, host: str, port: int, *, workers: int, when_ready: Callable[[], None]) -> None:
    """Serve until stopped by a signal; ends by SystemExit, as gunicorn does."""
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "preload_app": True,
        "accesslog": None,
        "loglevel": "error",  # a warning would name the address of whoever sends a malformed request
        "timeout": TIMEOUT_SECONDS,
        "graceful_timeout": 10,
        "control_socket_disable": True,
        "post_fork": lambda _server, _worker: _forget_connections(app),
        "when_ready": lambda _server: when_ready(),
    }
    Site(app, options).run()


def find_port(host: str, port: int | None) -> int:
    """The port asked for, or the first free one from 8000. Raises: ConfigurationError (C014)."""
    if port is not None:
        return _try(host, port)
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED - 1):
        try:
            return _try(host, candidate)
        except ConfigurationError as error:
            if error.values.get("is_taken") is not True:
                raise
    return _try(host, FIRST_PORT + PORTS_TRIED - 1)


def _try(host: str, port: int) -> int:
    """Listen for a moment, to fail with words rather than in a loop of gunicorn's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            is_taken = getattr(error, "errno", None) == errno.EADDRINUSE
            reason = "another program uses it" if is_taken else str(getattr(error, "strerror", None) or error)
            address = f"{host}:{port}"
            raise ConfigurationError("C014", address=address, reason=reason, is_taken=is_taken) from error
        return int(probe.getsockname()[1])


def _forget_connections(app: Flask) -> None:
    """A connection to the database must not be shared by two processes."""
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose(close=False)
    app.extensions["key_store"].forget_connections()
