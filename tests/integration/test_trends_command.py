"""`consult trends`: writes what every half-year shows, or says why not and leaves no file."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from consult.models.release import ReleasedTable
from tests.factories.trending import AUTUMN, SPRING, start_following


@pytest.fixture
def folder(sqlite_url: str, sqlite_keys_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_trends__asked_for_twice__write_the_same_and_keep_it_once(
    folder: Path, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    with sessions.begin() as session:
        followed = start_following(session)
        followed.consult("spring").receive(12, SPRING, "housing")
        followed.consult("autumn").receive(9, AUTUMN)
        followed.consult("autumn-too").receive(3, AUTUMN, "housing")
    for name in ("a.csv", "b.csv"):
        assert run(create_app, ["trends", "--out", name]) == 0
    first, second = ((folder / name).read_text(encoding="utf-8") for name in ("a.csv", "b.csv"))
    assert first == second
    assert "Housing,The whole region,January to June 2030,Everybody,12,12,100.0,yes" in first
    assert "Housing,The whole region,July to December 2030,Everybody,not shown,12,,yes" in first
    assert "A consultation is not a sample" in first and "nan" not in first
    assert "2 half-years written" in capsys.readouterr().out
    with sessions() as session:
        assert len(session.scalars(select(ReleasedTable)).all()) == 2


def test_trends__before_any_analysis__say_so_and_leave_no_file(
    folder: Path, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sessions
    assert run(create_app, ["trends", "--out", "t.csv"]) == 1
    assert "C405" in capsys.readouterr().err
    assert not (folder / "t.csv").exists()
