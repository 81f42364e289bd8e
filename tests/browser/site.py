"""A whole site on loopback for the browser: a database of its own, real form tokens, the real clock."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import WSGIRequestHandler, make_server

from consult.app import create_app
from consult.models.engine import make_engine
from consult.sealing.salt_files import create_secret_salt
from tests.up_to_date import put_up_to_date

QUICK = {
    "STRETCHING": "minimal", "RATELIMIT_ENABLED": False, "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    "LEAST_SECONDS": 0,
}  # fmt: skip
"""Nothing is waited for, and no browser asks again on each page whether the scripts are still the same."""


@dataclass(frozen=True)
class LiveServer:
    """Where the site is, and its database: `with server.sessions.begin() as session: make_…(session)`."""

    url: str
    app: Flask
    sessions: sessionmaker[Session]


class _Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve_site(folder: Path, *, laid: Path | None = None, **settings: object) -> Iterator[LiveServer]:
    """Serve a new installation in the folder until the end of the block. laid: a database to begin with."""
    url, keys_url = put_up_to_date(folder)
    if laid is not None:
        shutil.copyfile(laid, folder / "consult.sqlite")
    given = {"INSTANCE": str(folder), "DATABASE_URL": url, "SECRET_KEY": "for tests only", "HTTPS": False}
    places = {"SALT_FILE": str(folder / "salt.hex"), "KEY_FILE": str(folder / "partnership-key.json")}
    places |= {"KEY_SOCKET": str(folder / "keys.sock"), "KEYSTORE_URL": keys_url}
    app = create_app({**given, **places, **QUICK, **settings})
    create_secret_salt(Path(app.config["SALT_FILE"]))
    with serve_app(app) as server:
        yield server


@contextmanager
def serve_app(app: Flask) -> Iterator[LiveServer]:
    """Serve a site until the end of the block."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    engine = make_engine(app.config["DATABASE_URL"])
    try:
        yield LiveServer(f"http://127.0.0.1:{server.server_port}", app, sessionmaker(engine))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.dispose()
