"""What analyses derive from returns is kept for the next run, and goes with the return it came from."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.store import hash_text
from consult.jobs.running import Bench
from consult.jobs.worker import Forgetting
from consult.models.response import Answer, Response
from consult.services.analyses import analysing
from consult.services.analyses.derived import drop_gone
from consult.services.keeping.withdrawing import withdraw
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.sealing import UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.usefixtures("no_models")
NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, Any]:
    keys = str(tmp_path / "keys.sock")
    return {
        "INSTANCE": str(tmp_path),
        "DERIVED_MEGABYTES": 10,
        "KEY_SOCKET": keys,
    }


def read_all(settings: Mapping[str, Any]) -> bytes:
    folder = Path(settings["INSTANCE"]) / "derived"
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_derived_results__of_a_return_withdrawn__go_at_the_workers_next_look(
    sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    with sessions.begin() as session:
        consultation_id = make_told_consultation(session, returns=3).id
    run_analysis(sessions, settings, consultation_id)
    forgetting = Forgetting(Bench(sessions, settings, {}))
    forgetting.look()
    with sessions.begin() as session:
        answers = session.scalars(select(Answer).order_by(Answer.id)).all()
        gone, stays = (hash_text(answer.value) for answer in answers[:2])
        assert gone in read_all(settings) and stays in read_all(settings)
        withdraw(session, answers[0].response, actor="public", now=NOW)
    with sessions.begin() as session:
        session.scalar(select(1))  # somebody else writes meanwhile: looking does not wait for it
        forgetting.look()
    assert gone not in read_all(settings)
    assert stays in read_all(settings)


def test_derived_results__of_a_return_withdrawn_during_the_analysis__go_when_it_has_ended(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with sessions.begin() as session:
        consultation_id = make_told_consultation(session, returns=3).id
        answer = session.scalars(select(Answer)).all()[0]
        response_id, gone = answer.response_id, hash_text(answer.value)
    forgetting, find_patterns = Forgetting(Bench(sessions, settings, {})), analysing.find_patterns

    def withdraw_then_find(*given: Any, **also: Any) -> Any:
        with sessions.begin() as session:
            withdraw(session, session.get_one(Response, response_id), actor="public", now=NOW)
        Forgetting(Bench(sessions, settings, {})).look()  # another worker, which then thinks that it is done
        return find_patterns(*given, **also)

    forgetting.look()
    monkeypatch.setattr(analysing, "find_patterns", withdraw_then_find)
    run_analysis(sessions, settings, consultation_id)
    assert gone in read_all(settings)
    forgetting.look()
    assert gone not in read_all(settings) and read_all(settings)


def test_derived_results__with_an_open_experience__are_of_returns_only(
    sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    told = "They kept my papers for a year. Nobody told me why."
    agent = UnlockedAgent()
    with sessions.begin() as session:
        consultation_id = make_told_consultation(session, returns=2).id
        response = session.scalars(select(Response)).first()
        assert response is not None
        account = make_sealed_account(session, response.questionnaire_version, {"experience": told}, agent)
        account_id = account.id
    run = run_analysis(sessions, settings, consultation_id, agent)
    assert run is not None and run.manifest["buckets"] == {"analysed": 3}
    content = read_all(settings)
    for text in (told, "They kept my papers for a year.", "Nobody told me why."):
        assert text.encode() not in content and hash_text(text) not in content
    with sessions.begin() as session:
        answer = session.scalars(select(Answer).where(Answer.response_id == account_id)).one()
        assert answer.id.encode() not in content


def test_derived_results__where_the_setting_says_none__are_deleted(
    sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    with sessions.begin() as session:
        consultation_id = make_told_consultation(session, returns=2).id
    run_analysis(sessions, settings, consultation_id)
    assert read_all(settings)
    with sessions.begin() as session:
        drop_gone(session, {**settings, "DERIVED_MEGABYTES": 0})
    assert not read_all(settings)
    run_analysis(sessions, {**settings, "DERIVED_MEGABYTES": 0}, consultation_id)
    assert not read_all(settings)
