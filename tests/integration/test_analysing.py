"""The analysis as a job: what it keeps adds up, can be run again, stopped, and spares locked accounts."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.handlers import HANDLERS
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench, run_job
from consult.jobs.worker import sweep
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, Theme, ThemePlacement
from consult.models.coding import MACHINE, Coding, Segment
from consult.models.job import Job
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.analyses import analysing
from consult.services.jobs import claiming, queueing
from consult.services.jobs.claiming import Taking
from consult.services.keeping.withdrawing import withdraw
from consult.services.tags import coding
from consult.vocabulary import Bucket, CodingState, JobKind, JobState
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.collecting import make_response
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.usefixtures("no_models")
NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def consultation_id(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        return make_told_consultation(session).id


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_material__of_the_same_returns_under_other_ids__comes_in_the_same_order(session: Session) -> None:
    """Else two installations would find other themes in the same returns."""
    told = [make_told_consultation(session, slug=slug) for slug in ("first", "second")]
    material = [analysing.gather_material(session, one, keys=None, now=NOW).items for one in told]
    said = [items[["question_id", "text", "language", "group"]] for items in material]
    assert material[0]["id"].tolist() != sorted(material[0]["id"])
    assert said[0].equals(said[1])


def test_analysis__of_returns__keeps_themes_and_one_bucket_for_each_response(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    run = run_analysis(sessions, settings, consultation_id)

    assert run is not None and run.finished_at is not None
    with sessions.begin() as session:
        assert count(session, ResponseBucket) == count(session, Response) == 24
        assert sum(run.manifest["buckets"].values()) == 24
        assert count(session, Theme) >= 2
        assert count(session, AnsweredItem) == 24
        placed = session.scalar(select(func.count(func.distinct(ThemePlacement.segment_id))))
        assert placed is not None and placed + run.manifest["leftover"] == count(session, Segment)


def test_analysis__with_a_return_withdrawn_while_it_runs__leaves_it_out(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find_patterns = analysing.find_patterns

    def find_slowly(*given: Any, **options: Any) -> Any:
        found = find_patterns(*given, **options)
        with sessions.begin() as session:
            first = session.scalars(select(Response).order_by(Response.id)).first()
            assert first is not None
            withdraw(session, first, actor="public", now=NOW)
        return found

    monkeypatch.setattr(analysing, "find_patterns", find_slowly)
    run = run_analysis(sessions, settings, consultation_id)

    assert run is not None
    assert run.manifest["buckets"] == {"analysed": 23, "withdrawn": 1}
    with sessions.begin() as session:
        assert count(session, AnsweredItem) == 23


def test_analysis__run_again__keeps_passages_and_decisions_and_replaces_suggestions(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    run_analysis(sessions, settings, consultation_id)
    with sessions.begin() as session:
        segment = session.scalars(select(Segment).order_by(Segment.id)).first()
        staff_id = make_staff(session).id
        assert segment is not None
        state = CodingState.ACCEPTED
        coding.decide(session, SYSTEM, segment.id, "housing", state, staff_id=staff_id, now=NOW)
        before = count(session, Segment)

    run = run_analysis(sessions, settings, consultation_id)

    assert run is not None and run.number == 2
    with sessions.begin() as session:
        assert count(session, Segment) == before
        accepted = session.scalars(select(Coding).where(Coding.state == CodingState.ACCEPTED)).all()
        assert [one.author for one in accepted] == [staff_id]
        machine = session.execute(
            select(Coding.segment_id, Coding.code_id).where(Coding.author == MACHINE)
        ).all()
        assert len(machine) == len(set(machine)) > 0


def test_analysis__with_a_locked_account__leaves_it_out_and_waits_for_the_keys(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    with sessions.begin() as session:
        response = session.scalars(select(Response)).first()
        assert response is not None
        make_sealed_account(
            session,
            response.questionnaire_version,
            {"experience": "Secret words."},
            UnlockedAgent(),
        )

    run = run_analysis(sessions, settings, consultation_id)

    assert run is not None and run.manifest["buckets"][Bucket.LOCKED.value] == 1
    with sessions.begin() as session:
        waiting = session.scalars(select(Job).where(Job.state == JobState.NEEDS_UNLOCKING)).all()
        assert [(one.subject_id, one.needs_keys) for one in waiting] == [(consultation_id, True)]


def test_analysis__asked_to_stop__ends_cancelled_and_keeps_nothing(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    with sessions.begin() as session:
        job = queueing.request_job(
            session, JobKind.ANALYSE, consultation_id, key="stop", staff_id=None, now=NOW
        )
        session.execute(update(Job).where(Job.id == job.id).values(cancel_requested=True))
        job_id = job.id

    run_job(Bench(sessions, settings, HANDLERS), job_id)

    with sessions.begin() as session:
        ended = queueing.get_job(session, job_id)
        assert (ended.state, ended.error_code) == (JobState.CANCELLED, "C601")
        assert count(session, AnalysisRun) == 0


def test_sweep__worker_was_killed__runs_the_job_again_to_its_end(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    long_ago = datetime.now(UTC) - timedelta(minutes=5)
    with sessions.begin() as session:
        job = queueing.request_job(
            session, JobKind.ANALYSE, consultation_id, key="killed", staff_id=None, now=long_ago
        )
        assert claiming.claim_job(session, job.id, Taking(), now=long_ago)
        job_id = job.id

    assert sweep(Bench(sessions, settings, HANDLERS), WorkerRole.ALL) == 1
    with sessions.begin() as session:
        ended = queueing.get_job(session, job_id)
        assert (ended.state, ended.attempts) == (JobState.DONE, 2)
        assert count(session, AnalysisRun) == 1


def test_analysis__of_nothing__fails_with_a_coded_message(
    sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    with sessions.begin() as session:
        consultation = make_told_consultation(session, returns=0, slug="silent")
        job = queueing.request_job(
            session, JobKind.ANALYSE, consultation.id, key="none", staff_id=None, now=NOW
        )
        job_id = job.id

    run_job(Bench(sessions, settings, HANDLERS), job_id)

    with sessions.begin() as session:
        assert queueing.get_job(session, job_id).error_code == "C401"


def test_analysis__of_one_return_that_says_nothing__still_adds_up(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    with sessions.begin() as session:
        first = session.scalars(select(Response)).first()
        assert first is not None
        make_response(session, first.questionnaire_version, {})
        make_response(session, first.questionnaire_version, {"experience": "No comment."})

    run = run_analysis(sessions, settings, consultation_id)

    assert run is not None
    assert run.manifest["buckets"] == {"analysed": 24, "empty": 1, "no_substance": 1}
