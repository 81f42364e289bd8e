"""A whole installation with the demonstration's content, served by its own processes, told to over HTTP."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest import mock

from sqlalchemy import select

from analysis.models import use_no_models
from analysis.settings import Settings
from consult.app import create_app
from consult.cli.children import PROGRAM, end
from consult.cli.demo_content import DemoContent, load_content, make_demo_key
from consult.cli.opening import get_now, get_today, open_sessions
from consult.cli.running import run_here
from consult.config import load_settings
from consult.jobs import analysis, drafting, suggesting
from consult.jobs.doorbell import Doorbell
from consult.models.draft import Excerpt
from consult.models.job import Job
from consult.models.response import Response
from consult.sealing.agent_process import start_agent
from consult.sealing.key_files import open_private_key
from consult.sealing.stretching import MINIMAL
from consult.services.imports.table_files import read_table_file
from consult.services.imports.table_rows import Table
from consult.services.keys.key_keeping import make_key_store
from consult.services.sample import sampling, sampling_accounts, sampling_groups
from consult.services.sample.sampling_region import SAMPLE, read_toml
from consult.vocabulary import JobKind, ResponseKind
from tests.factories.ports import find_free_port
from tests.integration.conftest import CHEAP_HASHING

HOST = "127.0.0.1"
WAIT_SECONDS = 120
ONE_RETURN_IN = 4
FEW_SUBSAMPLES = Settings(subsamples=2)


@dataclass(frozen=True)
class ToldSite:
    """Where it is, the folder with everything on its disk, and the processes that serve it.

    content: what the demonstration put in place; passphrase: of the key that locks its experiences.
    """

    url: str
    content: DemoContent
    passphrase: str
    folder: Path
    environment: Mapping[str, str]
    server: subprocess.Popen[bytes]

    @property
    def slug(self) -> str:
        """The consultation, by its name in addresses."""
        return self.content.slug

    @contextmanager
    def unlocked(self) -> Iterator[None]:
        """Experiences are unlocked, with a real key agent."""
        settings = load_settings(self.environment)
        key = open_private_key(Path(str(settings["KEY_FILE"])), self.passphrase)
        agent = start_agent(key, Path(str(settings["KEY_SOCKET"])), minutes=60)
        try:
            yield
        finally:
            end(agent)

    def work(self) -> None:
        """Analyse, draft and suggest tags anew, as the worker does while experiences are unlocked.

        In this process; what it writes meanwhile lies in the folder too.
        """
        settings = load_settings(self.environment)
        temporary = self.environment["TMPDIR"]
        with (
            mock.patch.object(tempfile, "tempdir", temporary),
            mock.patch.dict(os.environ, TMPDIR=temporary),
            mock.patch.object(analysis, "open_models", use_no_models),
            mock.patch.object(analysis, "read_settings", lambda _context: FEW_SUBSAMPLES),
            mock.patch.object(suggesting, "open_models", use_no_models),
            mock.patch.object(suggesting, "read_settings", lambda _context: FEW_SUBSAMPLES),
            mock.patch.object(drafting, "open_models", use_no_models),
            open_sessions(settings) as sessions,
        ):
            for kind in (JobKind.ANALYSE, JobKind.DRAFT, JobKind.SUGGEST):
                run_here(sessions, settings, kind, self.content.consultation_id)
            with sessions() as session:
                quoted = select(Excerpt.id).join(Response).where(Response.kind == ResponseKind.ACCOUNT)
                assert session.scalars(quoted).all(), "the draft quotes no experience: nothing is to be found"

    def ring(self) -> None:
        """Ring for a job that was done, as the staff area rings for one that waits."""
        settings = load_settings(self.environment)
        with open_sessions(settings) as sessions, sessions() as session:
            job_id = session.scalars(select(Job.id).where(Job.kind == JobKind.DRAFT)).one()
        Doorbell(settings).ring(job_id)

    def back_up(self, name: str) -> None:
        """Write a backup into the folder, by the command, while the site runs."""
        command = [sys.executable, "-c", PROGRAM, "backup", "--out", str(self.folder / name)]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    def read_environments(self) -> bytes:
        """What the serving processes and their children were started with, as the system shows it."""
        found = (
            path.read_bytes() for path in Path("/proc").glob("[0-9]*/environ") if self._is_ours(path.parent)
        )
        return b"\n".join(found)

    def _is_ours(self, process: Path) -> bool:
        parent = re.search(r"^PPid:\s+(\d+)", (process / "status").read_text(), re.MULTILINE)
        return process.name == str(self.server.pid) or (
            parent is not None and int(parent[1]) == self.server.pid
        )


@contextmanager
def serve_told_site(folder: Path) -> Iterator[ToldSite]:
    """Set up, fill, and serve; every file it makes lies in the folder, its log and temporary ones too."""
    (folder / "tmp").mkdir(parents=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    environment |= {
        "CONSULT_INSTANCE": str(folder / "instance"),
        "CONSULT_HTTPS": "false",
        "CONSULT_ACCOUNT_FORM": "true",
        "CONSULT_STRETCHING": "minimal",
        "CONSULT_TRUSTED_PROXIES": "1",
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path),
    }
    command = [sys.executable, "-c", PROGRAM]
    first = ["init", "--email", "ada@example.org", "--name", "Ada"]
    subprocess.run([*command, *first], env=environment, check=True, capture_output=True)
    content, passphrase = _fill(environment)
    port = find_free_port()
    with (folder / "site.log").open("wb") as log:
        serve = [*command, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            site = ToldSite(f"http://{HOST}:{port}", content, passphrase, folder, environment, server)
            _wait_for(site)
            yield site
        finally:
            end(server)


def _fill(environment: dict[str, str]) -> tuple[DemoContent, str]:
    """The demonstration's content, and the passphrase of its key.

    All of its experiences, with one return in four and few subsamples, for nobody looks for themes here.
    """
    settings = load_settings(environment)
    passphrase = make_demo_key(Path(str(settings["KEY_FILE"])), today=get_today())
    store = make_key_store(str(settings["KEYSTORE_URL"]))
    with open_sessions(settings) as sessions, sessions.begin() as session:
        app = create_app({**settings, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP_HASHING})
        with _lightly_loaded():
            content = load_content(app, session, store, settings, today=get_today(), now=get_now())
    store.close()
    return content, passphrase


@contextmanager
def _lightly_loaded() -> Iterator[None]:
    read, stretch = sampling.read_table_file, sampling_accounts.stretch_codename
    with (
        mock.patch.object(sampling, "read_table_file", lambda path: _thin(read(path))),
        mock.patch.object(sampling_accounts, "stretch_codename", partial(stretch, cost=MINIMAL)),
        mock.patch.object(sampling_groups, "stretch_codename", partial(stretch, cost=MINIMAL)),
    ):
        yield


def _thin(table: Table) -> Table:
    return replace(table, rows=table.rows[::ONE_RETURN_IN])


def _wait_for(site: ToldSite) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and site.server.poll() is None:
        try:
            urllib.request.urlopen(site.url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError((site.folder / "site.log").read_text(encoding="utf-8", errors="replace"))


def list_sample_words() -> list[str]:
    """A stretch of each text of the sample's experiences, also as translated: nobody else's words."""
    table = read_table_file(SAMPLE / "accounts.csv")
    texts = [cell for row in table.rows for cell in row.cells if len(cell) > 60]
    translated = read_toml(SAMPLE / "translations.toml")["translations"]
    texts += [
        text for one in translated for own in one["passages"].values() for text in own if len(text) > 60
    ]
    return [text[10:40] for text in texts]
