"""A consultation received and perhaps drafted: written once for a file of tests, copied for each test."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from analysis.models import use_no_models
from consult.jobs.drafting import build_draft
from consult.models.engine import make_engine
from tests.factories.sealing import UnlockedAgent
from tests.integration.drafting_record import Received, make_received

Fill = Callable[[sessionmaker[Session]], Received]
TOLD = "The school said that there was no place for my daughter until after the summer."
"""How each experience begins; the draft quotes one of them in REGIONAL."""
ACCOUNTS, REGIONAL = 6, "regional-evidence"


@dataclass(frozen=True)
class Kept:
    """A SQLite database to be copied, and what was received in it."""

    path: Path
    received: Received

    def copy_to(self, folder: Path) -> str:
        """Copy it to where an installation in the folder has it; returns its address."""
        shutil.copyfile(self.path, folder / "consult.sqlite")
        return f"sqlite:///{folder / 'consult.sqlite'}"

    def lend(self) -> Received:
        """What was received, for one test, outside any session."""
        return replace(self.received, returns=[*self.received.returns], agent=self._copy_agent())

    def _copy_agent(self) -> UnlockedAgent:
        agent = UnlockedAgent(self.received.agent.key)
        agent.wraps.update(self.received.agent.wraps)
        return agent


def reopen(received: Received, session: Session) -> Received:
    """The same as rows of a session on a copy."""
    names = ("consultation", "version", "account_version", "run")
    rows = {name: _find(session, getattr(received, name)) for name in names}
    themes = {key: _find(session, theme) for key, theme in received.themes.items()}
    returns = [_find(session, one) for one in received.returns]
    return replace(received, session=session, themes=themes, returns=returns, **rows)


def _find(session: Session, row: Any) -> Any:
    return session.get_one(type(row), row.id)


def keep(path: Path, empty: Path, fill: Fill) -> Kept:
    """Fill a copy of an empty database."""
    shutil.copyfile(empty, path)
    engine = make_engine(f"sqlite:///{path}")
    received = fill(sessionmaker(engine, expire_on_commit=False))
    engine.dispose()
    return Kept(path, received)


def draft(sessions: sessionmaker[Session], received: Received, keys: UnlockedAgent | None = None) -> None:
    """Draft the response, as the worker does."""
    build_draft(
        sessions,
        received.consultation.id,
        keys=keys,
        actor="system",
        report=lambda _step, _done, _total: None,
        models=use_no_models(),
    )


@pytest.fixture(scope="session")
def kept_draft(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    """What `make_received` makes, with a draft of it: for all files of tests that need no other."""
    return keep(tmp_path_factory.mktemp("drafted") / "consult.sqlite", up_to_date_file, _fill)


@pytest.fixture(scope="session")
def kept_told(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    """The same with experiences, which the draft counts and quotes."""
    return keep(tmp_path_factory.mktemp("told") / "consult.sqlite", up_to_date_file, _fill_told)


def _fill_told(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
        for n in range(ACCOUNTS):
            found.add_account(f"{TOLD} {n}")
    draft(sessions, found, found.agent)
    return found


def _fill(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
    draft(sessions, found)
    return found
