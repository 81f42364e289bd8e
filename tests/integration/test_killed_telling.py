"""The site killed while people tell, amend and withdraw: what was acknowledged holds, nothing is half."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import NotFound
from consult.jobs.tidying import reconcile
from consult.models.response import Answer, Response
from consult.queries.responses import select_response
from consult.queries.viewer import SYSTEM
from consult.sealing.codenames import parse_codename, reopen
from consult.sealing.key_files import open_private_key
from consult.sealing.salt_files import read_secret_salt
from consult.sealing.stretching import MINIMAL
from consult.services.experiences.giving import find_account_salt, reopen_account
from consult.services.keys.key_keeping import KeyStore, StoredKeys
from consult.services.permissions.reading import read_answers
from consult.services.returns.answering import list_own_answers
from consult.vocabulary import Purpose, ResponseKind, ResponseState, UseKind, WrapKind
from tests.factories.giving import PASSPHRASE
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent
from tests.integration.conftest import MakeApp
from tests.integration.teller import open_form

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, MOST = 20, 500
SEEDS = range(2031, 2031 + MOST // ROUNDS)  # one for every twenty rounds
USUAL = (SEEDS[0], 8)  # a seed, and rounds enough that somebody comes to each end
UNCHANGED = re.compile(r"what was told in round (\d+)")
TAKEN_OVER = (
    "SECRET_KEY", "DATABASE_URL", "KEYSTORE_URL", "INSTANCE", "KEY_FILE", "KEY_SOCKET", "SALT_FILE",
    "STRETCHING", "HTTPS", "TESTING", "WTF_CSRF_ENABLED", "ACCOUNT_FORM",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """The installation, as the person and the desk find it after the kills."""

    app: Flask
    session: Session
    store: KeyStore

    def read_own(self, number: str) -> str:
        """What the number opens. Raises: NotFound."""
        return self.open_own(number)[1]

    def open_own(self, number: str) -> tuple[str, str]:
        """The id of the account that the number opens, and its words. Raises: NotFound."""
        salt = read_secret_salt(Path(self.app.config["SALT_FILE"]))

        def find_salt(lookup: str) -> bytes | None:
            return find_account_salt(self.session, self.store, lookup)

        reopening = reopen(parse_codename(number), salt, find_salt, cost=MINIMAL)
        opened = reopen_account(self.session, self.store, reopening)
        own = list_own_answers(self.session, opened.response, opened.key)
        words = next(str(one.value) for one in own if one.question_id == "what_happened")
        return opened.response.id, words

    def read_at_desk(self, response_id: str) -> str:
        """What the staff area shows of it while unlocked; nothing where it cannot."""
        key = open_private_key(Path(self.app.config["KEY_FILE"]), PASSPHRASE)
        reading = read_answers(
            self.session,
            SYSTEM,
            select_response(SYSTEM, response_id),
            purpose=Purpose.ANALYSE,
            use_kind=UseKind.PAGE,
            subject_id=response_id,
            keys=StoredKeys(self.store, UnlockedAgent(key)),
            now=NOW,
        )
        return next((row.text for row in reading.rows if row.question_id == "what_happened"), "")

    def list_kinds(self, response_id: str) -> set[WrapKind]:
        return {one.kind for one in self.store.list_kept() if one.response_id == response_id}

    def list_accounts(self, state: ResponseState) -> list[Response]:
        wanted = select(Response).where(Response.kind == ResponseKind.ACCOUNT, Response.state == state)
        return list(self.session.scalars(wanted))


@pytest.fixture
def run_rounds(
    make_app: MakeApp, sessions: sessionmaker[Session], tmp_path: Path
) -> Callable[[int, int], tuple[Flask, list[list[str]]]]:
    """Lets people tell on a site that is killed, as a seed has it; gives what they were told."""

    def run(seed: int, rounds: int) -> tuple[Flask, list[list[str]]]:
        app, log = open_form(make_app, sessions), tmp_path / "seen.jsonl"
        settings = {name: app.config[name] for name in TAKEN_OVER} | {"RATELIMIT_ENABLED": False}
        command = [sys.executable, "-m", "tests.integration.killed_telling"]
        command += [json.dumps(settings), str(rounds), str(seed), str(log)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT)
        return app, [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    return run


@pytest.mark.parametrize(
    ("seed", "rounds"), [USUAL, *(pytest.param(one, ROUNDS, marks=pytest.mark.soak) for one in SEEDS)]
)
def test_telling__killed_at_random_points__keeps_what_was_acknowledged_and_nothing_half(
    run_rounds: Callable[[int, int], tuple[Flask, list[list[str]]]],
    sessions: sessionmaker[Session],
    sqlite_store: KeyStore,
    seed: int,
    rounds: int,
) -> None:
    app, seen = run_rounds(seed, rounds)
    assert {"changed", "withdrawn"} <= {line[0] for line in seen}, "nobody came to the end"
    assert sum(line[0] == "killed" for line in seen) == rounds
    with sessions() as session:
        site = Site(app, session, sqlite_store)
        assert_acknowledged_holds(site, seen)
        assert_withdrawn_are_gone(site)
    reconcile(sessions, sqlite_store, app.config)
    with sessions() as session:
        site = Site(app, session, sqlite_store)
        assert_acknowledged_holds(site, seen)
        assert_nothing_half(site, seen)


def assert_acknowledged_holds(site: Site, seen: list[list[str]]) -> None:
    """Each number opens its last words until its withdrawal was asked for, and never after that was done.

    Where a change was asked for and never acknowledged, it opens the old words or the new ones.
    """
    asked = {line[1] for line in seen if line[0] == "asks to withdraw"}
    withdrawn = {line[1] for line in seen if line[0] == "withdrawn"}
    for number, wordings in list_wordings(seen).items():
        if number in withdrawn:
            with pytest.raises(NotFound):
                site.read_own(number)
        elif number not in asked:
            assert site.read_own(number) in wordings


def list_wordings(seen: list[list[str]]) -> dict[str, set[str]]:
    """What each number may open: the words sent, those of a change that was asked for, or those alone."""
    may_open: dict[str, set[str]] = {}
    for did, number, *words in seen:
        if did == "asks to change":
            may_open[number] |= set(words)
        elif did in ("sent", "changed"):
            may_open[number] = set(words)
    return may_open


def assert_nothing_half(site: Site, seen: list[list[str]]) -> None:
    destroyed, open_to = set(site.store.list_destroyed()), open_all(site, seen)
    told = {line[2] for line in seen if line[0] == "sent"}
    for account in site.list_accounts(ResponseState.SUBMITTED):
        assert site.list_kinds(account.id) == {WrapKind.PERSON, WrapKind.PARTNERSHIP}
        assert account.id not in destroyed
        shown = site.read_at_desk(account.id)
        if account.id in open_to:
            assert shown == open_to[account.id], "the same at the desk, in words that are theirs and no older"
        else:
            assert UNCHANGED.fullmatch(shown) and shown not in told, "of somebody who never saw their number"
            told.add(shown)
    for account in site.list_accounts(ResponseState.IN_PROGRESS):
        assert site.list_kinds(account.id) == {WrapKind.DRAFT}, "its writer alone opens it"
    assert_withdrawn_are_gone(site)


def open_all(site: Site, seen: list[list[str]]) -> dict[str, str]:
    """By account, the words that its number opens: those of this person, and of their last change."""
    found = {}
    for number, wordings in list_wordings(seen).items():
        with suppress(NotFound):  # withdrawn, which is asked elsewhere
            response_id, words = site.open_own(number)
            assert words in wordings and response_id not in found
            found[response_id] = words
    return found


def assert_withdrawn_are_gone(site: Site) -> None:
    destroyed = set(site.store.list_destroyed())
    for account in site.list_accounts(ResponseState.WITHDRAWN):
        assert site.list_kinds(account.id) == set() and account.id in destroyed
        assert site.session.scalars(select(Answer).where(Answer.response_id == account.id)).all() == []
