"""A consultation analysed by words alone: settings of its jobs, no models, and what was told to it.

An analysis takes seconds, and many tests begin after it. It is made once in each process of the tests, and
its database laid where a test wants it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.jobs import analysis as analysis_job
from consult.jobs import drafting as drafting_job
from consult.models.consultation import Consultation
from consult.models.engine import make_engine
from tests.factories.analysed import make_told_consultation, run_analysis

SOME, MANY = 24, 60
"""How many returns there are."""


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, Any]:
    """Where the key agent listens; nobody does, so that experiences are locked."""
    return {"KEY_SOCKET": str(tmp_path / "keys.sock")}


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """By words alone: quick, and the path that a machine without models takes."""
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)


@contextmanager
def by_words_alone() -> Iterator[None]:
    """Analyse and write drafts without models, for sites whose pages are only opened."""
    with pytest.MonkeyPatch.context() as patch:
        for job in (analysis_job, drafting_job):
            patch.setattr(job, "open_models", analysis_models.use_no_models)
        yield


@pytest.fixture(scope="session")
def find_analysed(up_to_date_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Gives a SQLite file with a consultation of that many returns, analysed once; to be copied."""

    @cache
    def make(returns: int) -> Path:
        path = tmp_path_factory.mktemp("analysed") / "consult.sqlite"
        _copy(up_to_date_file, path)
        engine = make_engine(f"sqlite:///{path}")
        sessions = sessionmaker(engine)
        with sessions.begin() as session:
            told = make_told_consultation(session, returns=returns).id
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
            run_analysis(sessions, {"KEY_SOCKET": str(path.with_name("keys.sock"))}, told)
        engine.dispose()
        return path

    return make


@pytest.fixture
def analysed_id(
    find_analysed: Callable[[int], Path], sqlite_url: str, sessions: sessionmaker[Session], no_models: None
) -> str:
    """The id of a consultation that was told to and analysed once."""
    return _lay(find_analysed(SOME), sqlite_url, sessions)


@pytest.fixture
def much_analysed_id(
    find_analysed: Callable[[int], Path], sqlite_url: str, sessions: sessionmaker[Session], no_models: None
) -> str:
    """The same with returns enough for samples and for questions of what to look at next."""
    return _lay(find_analysed(MANY), sqlite_url, sessions)


def _lay(kept: Path, url: str, sessions: sessionmaker[Session]) -> str:
    _copy(kept, Path(str(make_url(url).database)))
    with sessions() as session:
        return session.scalars(select(Consultation.id)).one()


def _copy(kept: Path, path: Path) -> None:
    """Copy a database also where another connection has it open."""
    with closing(sqlite3.connect(kept)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
