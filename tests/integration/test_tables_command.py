"""`consult tables`: writes the protected table, or says why not and leaves no file."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from consult.models.release import ReleasedTable
from tests.factories.collecting import make_consultation
from tests.integration.drafting_record import make_received


@pytest.fixture
def folder(
    sessions: sessionmaker[Session],
    sqlite_url: str,
    sqlite_keys_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Where the command runs, beside an installation that received one consultation and not the other."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with sessions.begin() as session:
        make_received(session)
        make_consultation(session)
    return tmp_path


def test_tables__asked_for_twice__write_the_same_with_small_numbers_hidden(folder: Path) -> None:
    for name in ("a.csv", "b.csv"):
        assert run(create_app, ["tables", "consultation-1", "--out", name, "--columns", "answer:agree"]) == 0
    first, second = ((folder / name).read_text(encoding="utf-8") for name in ("a.csv", "b.csv"))
    assert first == second
    assert first.startswith("Row,Counted,") and "nan" not in first


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("consultation-1", "--columns", "shoe size"), "C404"),
        (("consultation-1", "--columns", "sector", "--question", "77"), "C404"),
        (("consultation-1", "--who", "experiences"), "C406"),
        (("consultation-2",), "C405"),
        (("nothing",), "C209"),
    ],
)
def test_tables__that_cannot_be_made__say_why_and_leave_no_file(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    assert run(create_app, ["tables", *arguments, "--out", "t.csv"]) == 1
    assert code in capsys.readouterr().err
    assert not (folder / "t.csv").exists()


def test_tables__written__are_on_record_by_then(
    folder: Path, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*_: object) -> None:
        with sessions() as session:
            kept.extend(session.scalars(select(ReleasedTable.title)))

    kept: list[str] = []
    monkeypatch.setattr("consult.cli.tables.write_table", look)
    assert run(create_app, ["tables", "consultation-1", "--out", "t.csv", "--columns", "answer:agree"]) == 0
    assert len(kept) == 1


def test_tables__to_a_kind_of_file_that_is_not_written__keep_nothing(
    folder: Path, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(create_app, ["tables", "consultation-1", "--out", "t.txt", "--columns", "answer:agree"]) == 1
    assert "C805" in capsys.readouterr().err
    with sessions() as session:
        assert session.scalars(select(ReleasedTable)).all() == []
