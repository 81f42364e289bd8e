"""`consult serve --role desk` as a process: reads experiences by the key agent alone, and takes in none."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.children import PROGRAM, end
from consult.config import SiteRole, load_settings
from consult.models.analysis import AnalysisRun
from consult.models.consent import Use
from consult.models.engine import make_engine
from consult.models.job import Job
from consult.models.response import Response
from consult.sealing.agent_process import start_agent
from consult.sealing.key_files import open_private_key
from consult.services.jobs.queueing import UNDER_WAY, WAITING, request_job
from consult.vocabulary import JobKind, JobState, Role, UseKind
from tests.factories.giving import PASSPHRASE, SLUG
from tests.factories.numbering import NOW
from tests.factories.ports import find_free_port
from tests.factories.quoting import make_quoting_draft
from tests.factories.region import make_staff
from tests.integration.conftest import sign_in_client
from tests.integration.test_collect_alone import (
    HOST,
    ROOT,
    WAIT_SECONDS,
    WORDS,
    ask,
    end_at_once,
    folder,
    wait_for,
)

__all__ = ["folder"]


def start(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    """A command as a process of its own over the installation."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    environment = own | {"CONSULT_INSTANCE": str(folder), "PYTHONPATH": str(ROOT)}
    with (folder / f"{command[0]}.log").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *command],
            env=environment,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of the part for staff, over the installation of one experience."""
    port = find_free_port()
    process = start(folder, "serve", "--role", "desk", "--port", str(port), "--workers", "1")
    try:
        wait_for(f"http://{HOST}:{port}/desk/sign-in/login", process)
        yield f"http://{HOST}:{port}"
    finally:
        end_at_once(process)


@pytest.fixture(scope="module")
def reader(folder: Path) -> tuple[str, str]:
    """An analyst's cookie, and the id of the experience."""
    settings = load_settings({"CONSULT_INSTANCE": str(folder)})
    engine = make_engine(str(settings["DATABASE_URL"]))
    with sessionmaker(engine).begin() as session:
        staff, response_id = make_staff(session, Role.ANALYST), session.scalars(select(Response.id)).one()
        client = sign_in_client(create_app(settings, role=SiteRole.DESK), staff)
    engine.dispose()
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value, response_id


def read(site: str, reader: tuple[str, str]) -> str:
    """What the page of the experience says to the analyst."""
    cookie, response_id = reader
    page = f"{site}/desk/experiences/{response_id}"
    with urllib.request.urlopen(urllib.request.Request(page, headers={"Cookie": f"session={cookie}"})) as got:
        return str(got.read().decode())


@contextmanager
def unlocked(folder: Path) -> Iterator[None]:
    key = open_private_key(folder / "partnership-key.json", PASSPHRASE)
    agent = start_agent(key, folder / "keys.sock", minutes=5)
    try:
        yield
    finally:
        end(agent)


def test_desk__as_a_process__serves_the_staff_area_alone(site: str) -> None:
    assert ask(f"{site}/desk/sign-in/login") == 200
    for path in (
        "/your-experience/",
        f"/your-experience/{SLUG}/about",
        "/your-experience/return/",
        "/return/",
    ):
        assert ask(site + path) == 404, path


def test_desk__as_a_process__reads_an_experience_only_while_the_key_agent_runs(
    folder: Path, site: str, reader: tuple[str, str]
) -> None:
    assert WORDS not in read(site, reader)
    with unlocked(folder):
        assert WORDS in read(site, reader)
    assert WORDS not in read(site, reader)


@pytest.fixture(scope="module")
def sessions(folder: Path) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(f"sqlite:///{folder / 'consult.sqlite'}")
    yield sessionmaker(engine)
    engine.dispose()


def test_desk_worker__as_a_process_beside_the_key_agent__does_what_needs_keys(
    folder: Path, sessions: sessionmaker[Session]
) -> None:
    """A draft that quotes the experience is compared with the record, for which it has to be read."""
    with sessions.begin() as session:
        told = session.scalars(select(Response)).one()
        draft = make_quoting_draft(session, [(told, "what_happened", 0, len(WORDS))])
        draft_id, run = draft.id, session.get_one(AnalysisRun, draft.run_id)
        run.finished_at, run.manifest = NOW, {"counts": {"segments": {"all": 0}}, "leftover": 0}
        asked = {"key": "waits", "staff_id": None, "now": NOW, "needs_keys": True}
        job_id = request_job(session, JobKind.RECHECK, told.consultation_id, **asked).id
    with unlocked(folder):
        worker = start(folder, "worker", "--role", "desk")
        try:
            job = wait_for_end(sessions, job_id, worker)
        finally:
            end_at_once(worker)
    assert job.state is JobState.DONE, job.error_text
    assert job.result["locked"] == 0
    with sessions() as session:
        read_for = select(Use.id).where(Use.kind == UseKind.DRAFT, Use.subject_id == draft_id)
        assert session.scalars(read_for).all()


def wait_for_end(sessions: sessionmaker[Session], job_id: str, worker: subprocess.Popen[bytes]) -> Job:
    until = time.monotonic() + WAIT_SECONDS
    while worker.poll() is None and time.monotonic() < until:
        with sessions() as session:
            job = session.get_one(Job, job_id)
        if job.state not in {*UNDER_WAY, *WAITING}:
            return job
        time.sleep(0.1)
    raise AssertionError("the job was not done")
