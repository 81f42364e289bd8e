"""`consult outcome publish`: opens the page, or says in one line why it cannot."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.app import create_app
from consult.cli.main import run
from consult.models.audit import AuditEntry
from consult.services.consultations.concluding import Conclusion, conclude, find_outcome
from consult.services.consultations.consulting import get_consultation
from tests.factories.collecting import make_consultation
from tests.factories.following import SAID
from tests.factories.numbering import NOW
from tests.factories.sending import send_earlier

COMMAND = ["outcome", "publish", "consultation-1"]


def test_outcome__published_by_command__is_open_once_it_was_sent_and_written(
    sessions: sessionmaker[Session],
    sqlite_url: str,
    sqlite_keys_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONSULT_KEYSTORE_URL", sqlite_keys_url)
    monkeypatch.setenv("CONSULT_INSTANCE", str(tmp_path))
    with sessions.begin() as session:
        make_consultation(session)
    assert run(create_app, COMMAND) != 0 and "C577" in capsys.readouterr().err
    with sessions.begin() as session:
        send_earlier(session, get_consultation(session, "consultation-1"))
    assert run(create_app, COMMAND) != 0 and "C578" in capsys.readouterr().err
    with sessions.begin() as session:
        given = Conclusion(said=SAID)
        conclude(session, get_consultation(session, "consultation-1"), given, actor="ada", now=NOW)
    assert (
        run(create_app, COMMAND) == 0 and "/consultations/consultation-1/outcome" in capsys.readouterr().out
    )
    with sessions() as session:
        outcome = find_outcome(session, get_consultation(session, "consultation-1").id)
        assert outcome is not None and outcome.published_at is not None
        assert session.query(AuditEntry).filter_by(action="outcome published").count() == 1
    assert run(create_app, ["outcome", "publish", "nothing"]) != 0 and "C209" in capsys.readouterr().err
