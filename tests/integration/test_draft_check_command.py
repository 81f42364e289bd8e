"""`consult draft --check`: counts again, and says in one line each thing that no longer holds."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from consult.models.response import Response
from consult.queries.drafts import get_latest_draft, get_section
from consult.services.keeping.withdrawing import withdraw
from tests.factories.evidence import type_in
from tests.factories.numbering import NOW
from tests.integration.drafted_copies import Kept, draft, keep
from tests.integration.drafting_record import Received, make_received


def receive_and_draft(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
    draft(sessions, found)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    return keep(tmp_path_factory.mktemp("drafted") / "consult.sqlite", up_to_date_file, receive_and_draft)


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def received(
    built: Kept, sqlite_url: str, sqlite_keys_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Received:
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path))
    return built.lend()


def call(*arguments: str) -> int:
    return run(create_app, ["draft", "consultation-1", *arguments])


def test_check__of_a_draft_that_holds__says_so(
    received: Received, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("--check") == 0
    assert capsys.readouterr().out == "Everything in draft 1 holds, or was let stand by a named person.\n"


def test_check__after_a_withdrawal_and_typing__gives_a_line_for_each(
    received: Received, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    with sessions.begin() as session:
        withdraw(session, session.get_one(Response, received.returns[3].id), actor="public", now=NOW)
        latest = get_latest_draft(session, received.consultation.id)
        type_in(session, get_section(latest, "asks"), "37 returns were\nreceived from the coast.")
    assert call("--check") == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("Question 1") and "changed by fewer than 5 since" in line for line in lines)
    assert any("37 returns were" in line and "Correct the number" in line for line in lines)
    assert all(" – " in line for line in lines), "each says what to do"
    assert not any("nothing says which hold" in line for line in lines), "it was counted again"


def test_draft__written_while_something_typed_does_not_hold__says_what_and_leaves_no_file(
    received: Received, sessions: sessionmaker[Session], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sessions.begin() as session:
        latest = get_latest_draft(session, received.consultation.id)
        type_in(session, get_section(latest, "asks"), "37 returns were received from the coast.")
    assert call("--out", str(tmp_path / "a.docx")) == 1
    said = capsys.readouterr().err
    assert "C816" in said and "Note: What we ask of government: “37 returns" in said
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("more", [("--out", "a.docx"), ("--as-of", "2031-04-01"), ("--version", "1")])
def test_check__with_what_writes_a_file__is_refused(received: Received, more: tuple[str, ...]) -> None:
    assert call("--check", *more) == 2
