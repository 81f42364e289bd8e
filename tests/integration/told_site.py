"""A whole installation with the demonstration's content, served by its own processes, told to over HTTP."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from unittest import mock

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import use_no_models
from analysis.settings import Settings
from consult.app import create_app
from consult.cli.children import PROGRAM, end
from consult.cli.demo_content import load_content, make_demo_key
from consult.cli.opening import get_now, get_today, open_sessions
from consult.cli.running import run_here
from consult.config import load_settings
from consult.jobs import analysis, drafting
from consult.jobs.doorbell import Doorbell
from consult.models.concern import ConcernKeptAway
from consult.models.draft import Excerpt
from consult.models.job import Job
from consult.models.kept_away import KeptAway
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.viewer import SYSTEM
from consult.sealing.agent_process import start_agent
from consult.sealing.key_files import open_private_key, read_public_key
from consult.sealing.stretching import MINIMAL
from consult.services import sampling, sampling_accounts
from consult.services.concerning import ConcernDetails, ConcernTerms, find_keep_until, raise_concern
from consult.services.key_keeping import make_key_store
from consult.services.sampling_region import SAMPLE, read_toml
from consult.services.table_files import read_table_file
from consult.services.table_rows import Table
from consult.vocabulary import JobKind, ResponseKind
from tests.factories.ports import find_free_port
from tests.integration.conftest import CHEAP_HASHING

HOST = "127.0.0.1"
WAIT_SECONDS = 120
AGENT, REFERRER, FORWARDED = "MarkedBrowser/77.1", "/marked-referrer-5521", "203.0.113.177"
ONE_RETURN_IN = 4
FEW_SUBSAMPLES = Settings(subsamples=2)
FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class ToldSite:
    """Where it is, the folder with everything on its disk, and the processes that serve it."""

    url: str
    slug: str
    folder: Path
    environment: Mapping[str, str]
    server: subprocess.Popen[bytes]

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

    def raise_concerns(self) -> int:
        """Raise a concern about each experience that keeps somebody away, as staff do while locked."""
        settings = load_settings(self.environment)
        half, today = read_public_key(Path(str(settings["KEY_FILE"]))), get_today(settings)
        with open_sessions(settings) as sessions, sessions.begin() as session:
            lead = session.scalars(select(Staff.id)).first() or ""
            told = session.scalars(select(Response).join(KeptAway)).all()
            for one in told:
                terms = ConcernTerms(lead, find_keep_until(session, one, today), today, get_now())
                raise_concern(session, SYSTEM, one, ConcernDetails("Not safe."), terms, public_key=half)
            return len(told)

    def count_handed_on(self) -> int:
        """How many concerns have a copy of who is kept away."""
        with open_sessions(load_settings(self.environment)) as sessions, sessions() as session:
            return len(session.scalars(select(ConcernKeptAway).where(ConcernKeptAway.is_known)).all())

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
    slug = _fill(environment)
    port = find_free_port()
    with (folder / "site.log").open("wb") as log:
        serve = [*command, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            site = ToldSite(f"http://{HOST}:{port}", slug, folder, environment, server)
            _wait_for(site)
            yield site
        finally:
            end(server)


def _fill(environment: dict[str, str]) -> str:
    """The demonstration's content, analysed and drafted while unlocked, with a real key agent.

    All of its experiences, with one return in four and few subsamples, for nobody looks for themes here.
    """
    settings = load_settings(environment)
    passphrase = make_demo_key(Path(str(settings["KEY_FILE"])), today=get_today(settings))
    store = make_key_store(str(settings["KEYSTORE_URL"]))
    with open_sessions(settings) as sessions:
        with sessions.begin() as session:
            app = create_app({**settings, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP_HASHING})
            with _lightly_loaded():
                content = load_content(
                    app, session, store, settings, today=get_today(settings), now=get_now()
                )
        _work(settings, sessions, content.consultation_id, passphrase)
    store.close()
    return content.slug


def _work(
    settings: dict[str, object], sessions: sessionmaker[Session], consultation_id: str, passphrase: str
) -> None:
    socket = Path(str(settings["KEY_SOCKET"]))
    agent = start_agent(open_private_key(Path(str(settings["KEY_FILE"])), passphrase), socket, minutes=60)
    try:
        with (
            mock.patch.object(analysis, "open_models", use_no_models),
            mock.patch.object(analysis, "read_settings", lambda _context: FEW_SUBSAMPLES),
            mock.patch.object(drafting, "open_models", use_no_models),
        ):
            for kind in (JobKind.ANALYSE, JobKind.DRAFT):
                run_here(sessions, settings, kind, consultation_id)
    finally:
        end(agent)
    with sessions() as session:
        quoted = select(Excerpt.id).join(Response).where(Response.kind == ResponseKind.ACCOUNT)
        assert session.scalars(quoted).all(), "the draft quotes no experience, so there is nothing to find"


@contextmanager
def _lightly_loaded() -> Iterator[None]:
    read, stretch = sampling.read_table_file, sampling_accounts.stretch_codename
    with (
        mock.patch.object(sampling, "read_table_file", lambda path: _thin(read(path))),
        mock.patch.object(sampling_accounts, "stretch_codename", partial(stretch, cost=MINIMAL)),
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


class Teller:
    """Somebody with a browser that could be known by its marks, who tells an experience."""

    def __init__(self, site: ToldSite) -> None:
        self._site, self._base = site, f"{site.url}/your-experience/{site.slug}"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._page = ""

    def tell(self, words: str, kept_away: str) -> str:
        """Tell it, name who must never read it, and send it; returns the number as it is shown."""
        self._get("/about")
        self._post("/about", age="over")
        self._post("/q/what_happened", q_what_happened=words)
        self._post("/permission", q_permission=["analyse", "quote"])
        self._get("/keep-away")
        self._post("/keep-away", q_kept_away=kept_away)
        self._get("/check")
        self._post("/check", prompts_rest="keep")
        found = re.search(r'<bdi dir="ltr">.*?((?:\d{3} ){5}\d{3})', self._page)
        assert found, self._page
        return found[1]

    def open(self, number: str) -> str:
        """The page that a number opens."""
        self._base = f"{self._site.url}/your-experience/return"
        self._get("/")
        self._post("/", return_number=number)
        return self._page

    def keep_away(self, kept_away: str) -> None:
        """Change who must never read it, once the number opened the page."""
        self._get("/keep-away")
        self._post("/keep-away", q_kept_away=kept_away)

    def _get(self, path: str) -> None:
        self._send(path, None)

    def _post(self, path: str, **fields: str | list[str]) -> None:
        token = FIELD.search(self._page)
        given = {"csrf_token": token[1] if token else "", **fields}
        self._send(path, urllib.parse.urlencode(given, doseq=True).encode())

    def _send(self, path: str, body: bytes | None) -> None:
        marks = {"User-Agent": AGENT, "Referer": self._site.url + REFERRER, "X-Forwarded-For": FORWARDED}
        request = urllib.request.Request(self._base + path, data=body, headers=marks)
        with self._opener.open(request, timeout=60) as answer:
            self._page = answer.read().decode()


def list_sample_words() -> list[str]:
    """A stretch of each text of the sample's experiences, also as translated: nobody else's words."""
    table = read_table_file(SAMPLE / "accounts.csv")
    texts = [cell for row in table.rows for cell in row.cells if len(cell) > 60]
    translated = read_toml(SAMPLE / "translations.toml")["translations"]
    texts += [
        text for one in translated for own in one["passages"].values() for text in own if len(text) > 60
    ]
    return [text[10:40] for text in texts]
