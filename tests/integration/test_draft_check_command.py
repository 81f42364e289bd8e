"""`consult draft --check`: counts again, and says in one line each thing that no longer holds."""

from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from consult.models.process import ProcessRecord
from consult.models.reading_record import ReturnReading
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.drafts import get_latest_draft, get_section
from consult.services.keeping.withdrawing import withdraw
from consult.services.process.reading_rule import list_asked
from consult.services.process.unread_returns import find_rule
from consult.vocabulary import Role
from tests.factories.accounting import read_in_full
from tests.factories.evidence import type_in
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.drafted_copies import Kept, draft, keep
from tests.integration.drafting_record import Received, make_received


def receive_and_draft(sessions: sessionmaker[Session]) -> Received:
    """All but the first return have been read."""
    with sessions.begin() as session:
        found = make_received(session)
        reader = make_staff(session, Role.MANAGER, name="Ada Morgan")
        for one in found.returns[1:]:
            read_in_full(session, one, reader)
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


def read_first(sessions: sessionmaker[Session], received: Received) -> None:
    with sessions.begin() as session:
        read_in_full(
            session, session.get_one(Response, received.returns[0].id), session.scalars(select(Staff)).first()
        )


def test_check__while_a_return_is_unread__fails_until_it_is_read(
    received: Received, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("--check") == 1
    assert (
        capsys.readouterr().out == "1 return has not been read in full – read it: the page Returns to read\n"
    )
    read_first(sessions, received)
    assert call("--check") == 0


def test_check__under_a_rule_that_draws_some__prints_it_and_asks_only_for_those(
    received: Received, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    read_first(sessions, received)
    with sessions.begin() as session:
        id = received.consultation.id
        session.add(ProcessRecord(consultation_id=id, sampled_above=2, sampled_pct=10))
        session.flush()
        drawn = list_asked([one.id for one in received.returns], find_rule(session, id))
        session.execute(delete(ReturnReading).where(ReturnReading.response_id.not_in(drawn)))
    assert call("--check") == 0
    assert "Note: Where more than 2 returns may be read, 10% of them" in (said := capsys.readouterr().err)
    assert "2 of 14, of which 2 were." in said
    with sessions.begin() as session:
        session.execute(delete(ReturnReading).where(ReturnReading.response_id == min(drawn)))
    assert call("--check") == 1
    assert capsys.readouterr().out.startswith("1 return has not been read in full")


def test_check__of_a_draft_that_holds__says_so(
    received: Received, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    read_first(sessions, received)
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
