"""`consult serve --role collect` as a process: it asks no key agent, and its disk opens nothing it keeps."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.cli.children import PROGRAM
from consult.models.engine import make_engine
from consult.models.response import Answer
from consult.sealing.codenames import derive_key, new_codename, stretch_codename
from consult.sealing.key_files import open_private_key, read_public_key
from consult.sealing.places import place_of_account_key, place_of_answer
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import BegunAccount, forget_draft, open_unsent, send_account
from consult.services.keys.key_keeping import KeyStore, opened_key_store
from consult.services.permissions.permitting import Permission, permit
from consult.vocabulary import Purpose, WrapKind
from tests.factories.giving import PASSPHRASE, SLUG, begin_telling, make_keys
from tests.factories.numbering import NOW, TODAY
from tests.factories.ports import find_free_port
from tests.integration.burglar import find_opening, find_private_keys, list_blobs, list_keys

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
WORDS, UNSENT_WORDS = "We waited nine weeks for a school.", "We do not know yet whom to ask."
NUMBER = new_codename()
WAIT_SECONDS = 60
LOG = "said.log"
SETTINGS = """\
secret_key = "0123456789abcdef0123456789abcdef"
https = false
account_form = true
stretching = "minimal"
"""


class CountingAgent:
    """Listens where the key agent would, and counts who asks."""

    def __init__(self, path: Path) -> None:
        self.asked = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with suppress(OSError):
            while True:
                self._listener.accept()[0].close()
                self.asked += 1

    def close(self) -> None:
        self._listener.close()


@pytest.fixture(scope="module")
def folder(up_to_date_file: Path, up_to_date_keys_file: Path) -> Iterator[Path]:
    """An installation with one experience, sent under NUMBER; its name is short, for the agent's socket."""
    made = Path(tempfile.mkdtemp(prefix="collect-"))
    shutil.copyfile(up_to_date_file, made / "consult.sqlite")
    shutil.copyfile(up_to_date_keys_file, made / "keys.sqlite")
    settings = {"KEY_FILE": str(made / "partnership-key.json"), "SALT_FILE": str(made / "salt.hex")}
    make_keys(settings)
    (made / "settings.toml").write_text(SETTINGS)
    engine = make_engine(f"sqlite:///{made / 'consult.sqlite'}")
    with open_store(made) as store, Session(engine) as session, session.begin():
        send_one(session, store, made)
    engine.dispose()
    yield made
    shutil.rmtree(made)


def open_store(made: Path) -> AbstractContextManager[KeyStore]:
    return opened_key_store(f"sqlite:///{made / 'keys.sqlite'}")


def send_one(session: Session, store: KeyStore, made: Path) -> None:
    begun = begin_telling(session, store, {"what_happened": WORDS})
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    permission = Permission(frozenset({Purpose.ANALYSE}))
    permit(session, store, begun.response.id, opened.key, permission, today=TODAY)
    send_account(
        session,
        store,
        opened,
        read_definition(begun.response.questionnaire_version),
        {},
        number=stretch_codename(NUMBER, read_secret_salt(made / "salt.hex"), cost=MINIMAL),
        public_key=read_public_key(made / "partnership-key.json"),
        today=TODAY,
        now=NOW,
    )
    forget_draft(store, begun.response.id)


@pytest.fixture(scope="module")
def unsent(folder: Path) -> BegunAccount:
    """Another that is begun and has words, and the key that its browser alone holds."""
    engine = make_engine(f"sqlite:///{folder / 'consult.sqlite'}")
    with open_store(folder) as store, Session(engine, expire_on_commit=False) as session, session.begin():
        begun = begin_telling(session, store, {"what_happened": UNSENT_WORDS})
    engine.dispose()
    return begun


@pytest.fixture(scope="module")
def agent(folder: Path) -> Iterator[CountingAgent]:
    made = CountingAgent(folder / "keys.sock")
    yield made
    made.close()


@pytest.fixture(scope="module")
def process(folder: Path, agent: CountingAgent) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The site as a process of its own: its address, and the process."""
    port = find_free_port()
    command = [
        sys.executable,
        "-c",
        PROGRAM,
        "serve",
        "--role",
        "collect",
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    own = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    environment = own | {"CONSULT_INSTANCE": str(folder), "PYTHONPATH": str(ROOT)}
    with (folder / LOG).open("wb") as said:
        site = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        wait_for(f"http://{HOST}:{port}/", site)
        yield f"http://{HOST}:{port}", site
    finally:
        end_at_once(site)


def end_at_once(site: subprocess.Popen[bytes]) -> None:
    """With its workers, which otherwise wait some seconds for whoever might still ask."""
    os.killpg(site.pid, signal.SIGKILL)
    site.wait()


def wait_for(address: str, site: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while site.poll() is None and time.monotonic() < until:
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


def ask(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_collect__as_a_process__serves_the_public_pages_and_never_asks_the_agent(
    process: tuple[str, subprocess.Popen[bytes]], agent: CountingAgent
) -> None:
    site, _ = process
    for path in (
        "/",
        "/your-experience/",
        f"/your-experience/{SLUG}/about",
        "/your-experience/return/",
        "/return/",
    ):
        assert ask(site + path) == 200, path
    for path in ("/desk/", "/desk/experiences/", "/desk/sign-in/login"):
        assert ask(site + path) == 404, path
    assert agent.asked == 0


def test_disk_of_collect__searched_for_keys__opens_nothing_without_a_number_or_a_browser(
    folder: Path, process: tuple[str, subprocess.Popen[bytes]], unsent: BegunAccount
) -> None:
    environment = Path(f"/proc/{process[1].pid}/environ")
    keys = list_keys(folder, environment.read_bytes() if environment.exists() else b"")
    engine = make_engine(f"sqlite:///{folder / 'consult.sqlite'}")
    with Session(engine) as session:
        answers = session.scalars(select(Answer)).all()
    engine.dispose()
    sent_id = next(one.response_id for one in answers if one.response_id != unsent.response.id)
    with open_store(folder) as store:
        person, sealed = store.find(sent_id, WrapKind.PERSON), store.find(sent_id, WrapKind.PARTNERSHIP)
        draft = store.find(unsent.response.id, WrapKind.DRAFT)
    assert person and sealed and draft
    locked = [(one.wrapped, place_of_account_key(one.response_id)) for one in (person, draft)]
    locked += [(one.sealed or b"", place_of_answer(one.id, one.head_revision_id or "")) for one in answers]
    wraps = {blob for blob in list_blobs(folder) if blob == sealed.wrapped}
    assert len(keys) > 100 and wraps and len(answers) == 2
    assert find_private_keys(keys, wraps) == [] == find_opening(keys, locked)
    # The same search with a key in it finds it: so nothing was overlooked for want of looking well.
    private = open_private_key(folder / "partnership-key.json", PASSPHRASE).reveal()
    assert find_private_keys([*keys, private], wraps) == [private]
    by_number = derive_key(NUMBER, person.salt or b"", cost=MINIMAL).reveal()
    in_the_cookie = unsent.draft_key.reveal()
    found = find_opening([*keys, by_number, in_the_cookie], locked)
    assert sorted(found) == sorted((by_number, in_the_cookie))


@pytest.mark.usefixtures("unsent")
def test_words__on_the_disk_of_collect__are_nowhere_in_clear(folder: Path) -> None:
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    words = (WORDS.encode(), UNSENT_WORDS.encode())
    assert files and not [one for content in files for one in words if one in content]


def test_log_of_collect__after_good_bad_and_malformed_requests__names_no_address_and_no_page(
    folder: Path, process: tuple[str, subprocess.Popen[bytes]]
) -> None:
    site, _ = process
    port = int(site.rpartition(":")[2])
    for request in (
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00\xff nonsense\r\n\r\n",
        b"GET /marked\x7f HTTP/1.1\r\nA b: c\r\n\r\n",
    ):
        with socket.create_connection((HOST, port), timeout=20) as connection:
            connection.sendall(request)
            connection.recv(4096)
    assert ask(f"{site}/your-experience/marked-page/about") == 404
    said = (folder / LOG).read_text()
    assert "Serving" in said
    assert [line for line in said.splitlines() if "Serving" not in line] == []
