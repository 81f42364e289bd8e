"""`consult demo`: what it is filled with; and, in the full count, the whole journey from an empty folder."""

import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.children import PROGRAM
from consult.cli.demo_content import SignIn, load_content, make_demo_key
from consult.models.response import Answer, Response
from consult.sealing.salt_files import create_secret_salt
from consult.services.consulting import get_consultation, is_open
from consult.vocabulary import ResponseKind, ResponseState, Role
from tests.factories.numbering import NOW, TODAY

ROOT = Path(__file__).resolve().parents[2]
Made = tuple[SignIn, ...]


@pytest.fixture
def staff(sqlite_url: str, sessions: sessionmaker[Session], tmp_path: Path) -> Made:
    """The sample's content in the database, and who can sign in to it."""
    settings = {"KEY_FILE": str(tmp_path / "key.json"), "SALT_FILE": str(tmp_path / "salt.hex")}
    make_demo_key(tmp_path / "key.json", today=TODAY)
    create_secret_salt(tmp_path / "salt.hex")
    app = create_app({"SECRET_KEY": "for tests only", "DATABASE_URL": sqlite_url, "TESTING": True})
    with sessions.begin() as session:
        return load_content(app, session, settings, today=TODAY, now=NOW).staff


def count_by(session: Session, kind: ResponseKind) -> int:
    wanted = select(func.count(Response.id)).where(
        Response.kind == kind, Response.state == ResponseState.SUBMITTED
    )
    return session.scalar(wanted) or 0


def test_sample__loaded_on_any_day__is_open_with_every_return_and_experience(
    staff: Made, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        assert count_by(session, ResponseKind.RETURN) == 48
        assert count_by(session, ResponseKind.ACCOUNT) == 30
        assert is_open(get_consultation(session, "safe-routes-2026"), today=TODAY)
        assert session.scalar(select(func.max(Response.received_on))) < TODAY
        assert session.scalar(select(func.count()).where(Response.dissents)) == 1


def test_sample__loaded__keeps_experiences_locked_and_without_instants(
    staff: Made, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        of_accounts = select(Answer.id).join(Response).where(Response.kind == ResponseKind.ACCOUNT)
        assert len(session.scalars(of_accounts).all()) > 60
        in_clear = of_accounts.where(Answer.value.is_not(None) | Answer.sealed.is_(None))
        assert session.scalars(in_clear).all() == []
        assert session.scalars(select(Response.place_band).where(Response.place_band == "vale")).all()


def test_sample__loaded__gives_every_role_a_one_time_password(staff: Made) -> None:
    assert {role for one in staff for role in one.roles} == set(Role)
    assert all(len(one.password) > 20 for one in staff)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_demo__from_an_empty_folder__ends_with_a_word_file(tmp_path: Path) -> None:
    program = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {PROGRAM}"]
    done = subprocess.run(
        [*program, "demo", "--no-serve"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = tmp_path / "demo" / "collated-response.docx"
    assert str(written) in done.stdout and "Passphrase" in done.stdout
    headings = [one.text for one in Document(str(written)).paragraphs if one.style.name.startswith("Heading")]
    assert len(headings) > 8
    assert not (tmp_path / "demo" / "keys.sock").exists()
