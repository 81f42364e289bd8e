"""A consultation analysed by words alone: settings of its jobs, no models, and what was told to it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.jobs import analysis as analysis_job
from tests.factories.analysed import make_told_consultation, run_analysis


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, Any]:
    """Where the key agent listens; nobody does, so that experiences are locked."""
    return {"KEY_SOCKET": str(tmp_path / "keys.sock")}


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """By words alone: quick, and the path that a machine without models takes."""
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)


@pytest.fixture
def analysed_id(sessions: sessionmaker[Session], settings: Mapping[str, Any], no_models: None) -> str:
    """The id of a consultation that was told to and analysed once."""
    with sessions.begin() as session:
        found = make_told_consultation(session).id
    run_analysis(sessions, settings, found)
    return found
