"""`consult demo`: what it is filled with; and, in the full count, the whole journey from an empty folder."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.cli.children import PROGRAM
from consult.cli.demo_content import DemoContent, SignIn, load_content, make_demo_key
from consult.cli.demo_words import say_addresses
from consult.models.engine import make_engine
from consult.models.response import Answer, Response
from consult.models.translation_kinds import TranslationState
from consult.queries.translations import find_standings
from consult.sealing.salt_files import create_secret_salt
from consult.services.consultations.consulting import get_consultation, is_open
from consult.services.keys.key_keeping import opened_key_store
from consult.services.translations.counting_translations import Stage, find_stages
from consult.vocabulary import ResponseKind, ResponseState, Role
from tests.factories.numbering import NOW, TODAY

ROOT = Path(__file__).resolve().parents[2]
Sample = tuple[Session, tuple[SignIn, ...]]


@pytest.fixture(scope="module")
def sample(
    up_to_date_file: Path, up_to_date_keys_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sample]:
    """The sample's content in a database, and who can sign in to it."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copyfile(up_to_date_file, folder / "consult.sqlite")
    shutil.copyfile(up_to_date_keys_file, folder / "keys.sqlite")
    url = f"sqlite:///{folder / 'consult.sqlite'}"
    settings = {"KEY_FILE": str(folder / "key.json"), "SALT_FILE": str(folder / "salt.hex")}
    make_demo_key(folder / "key.json", today=TODAY)
    create_secret_salt(folder / "salt.hex")
    app = create_app({"SECRET_KEY": "for tests only", "DATABASE_URL": url, "TESTING": True})
    engine = make_engine(url)
    with Session(engine) as session, opened_key_store(f"sqlite:///{folder / 'keys.sqlite'}") as store:
        content = load_content(app, session, store, settings, today=TODAY, now=NOW)
        yield session, content.staff
    engine.dispose()


def count_by(session: Session, kind: ResponseKind) -> int:
    wanted = select(func.count(Response.id)).where(
        Response.kind == kind, Response.state == ResponseState.SUBMITTED
    )
    return session.scalar(wanted) or 0


def test_sample__loaded_on_any_day__is_open_with_every_return_and_experience(
    sample: Sample,
) -> None:
    session, _ = sample
    assert count_by(session, ResponseKind.RETURN) == 48 + 34
    assert count_by(session, ResponseKind.ACCOUNT) == 30
    assert is_open(get_consultation(session, "safe-routes-2026"), today=TODAY)
    assert session.scalar(select(func.max(Response.received_on))) < TODAY
    assert session.scalar(select(func.count()).where(Response.dissents)) == 1


def test_sample__loaded__keeps_experiences_locked_and_without_instants(
    sample: Sample,
) -> None:
    session, _ = sample
    of_accounts = select(Answer.id).join(Response).where(Response.kind == ResponseKind.ACCOUNT)
    assert len(session.scalars(of_accounts).all()) > 60
    in_clear = of_accounts.where(Answer.value.is_not(None) | Answer.sealed.is_(None))
    assert session.scalars(in_clear).all() == []
    assert session.scalars(select(Response.place_band).where(Response.place_band == "vale")).all()


def test_sample__loaded__gives_every_role_a_one_time_password(sample: Sample) -> None:
    _, staff = sample
    assert {role for one in staff for role in one.roles} == set(Role)
    assert all(len(one.password) > 20 for one in staff)


def test_sample__loaded__has_a_translation_that_is_checked_and_one_that_is_begun(sample: Sample) -> None:
    session, _ = sample
    states = [(one.state, one.is_current) for one in find_standings(session, select(Response.id))]
    assert states.count((TranslationState.CHECKED, True)) == 3
    assert states.count((TranslationState.BEGUN, True)) == 3
    stages = find_stages(session, session.scalars(select(Response)).all(), ["en"]).values()
    assert [list(stages).count(one) for one in (Stage.CHECKED, Stage.BEGUN, Stage.FINISHED)] == [1, 1, 0]


def test_addresses__printed_at_the_end__are_pages_of_the_site(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    content = DemoContent("open", "id", "id", "earlier", (), "call", ())
    say_addresses("http://site", content)
    paths = re.findall(r"http://site(/[^\s?]*)", capsys.readouterr().out)
    found = {app.url_map.bind("").match(path)[0] for path in paths}
    assert {"public_outcome.show", "desk_versions.show", "desk_positions.index", "desk_sent.index"} <= found
    assert {"desk_sign_off.index", "desk_draft.outline"} <= found


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
    signed = tmp_path / "demo" / "signed-response.docx"
    said = "\n".join(one.text for one in Document(str(signed)).paragraphs)
    assert str(signed) in done.stdout and "Signed version 1" in said
    assert "dissents: “The district was not asked" in said and "Did not reply: Linchford Befrienders." in said
    assert not (tmp_path / "demo" / "keys.sock").exists()
