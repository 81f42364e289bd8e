"""Claims, on both databases: what a worker that lost its job writes afterwards changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.errors import CodedError
from consult.jobs import analysis as analysis_job
from consult.jobs import drafting as drafting_job
from consult.jobs.handlers import HANDLERS
from consult.jobs.reporting import Reporter
from consult.jobs.running import Bench, Ending, JobContext, run_claimed, run_job
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.draft import Draft
from consult.models.job import Job
from consult.models.response import Response
from consult.services.jobs import claiming, mailing, messaging, queueing
from consult.services.jobs.claiming import STALE_AFTER, Claim, ClaimLost, Taking
from consult.vocabulary import JobKind, JobState, MessageState
from tests.factories.analysed import make_told_consultation, run_analysis

KINDS = {JobKind.ANALYSE: AnalysisRun, JobKind.DRAFT: Draft}
LATE_WRITES: dict[str, Callable[[Session, Claim, datetime], object]] = {
    "progress": lambda session, claim, now: claiming.report_progress(
        session, claim, step="late", done=1, total=2, now=now
    ),
    "heartbeat": lambda session, claim, now: claiming.beat(session, claim, now=now),
    "finish": lambda session, claim, now: claiming.finish_job(session, claim, result={}, now=now),
    "failure": lambda session, claim, now: claiming.fail_job(session, claim, CodedError("C601"), now=now),
    "hold": lambda session, claim, _now: claiming.hold_claim(session, claim),
}


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Any]:
    """Of a worker that works by words alone: quick, and the same on every machine."""
    for module in (analysis_job, drafting_job):
        monkeypatch.setattr(module, "open_models", analysis_models.use_no_models)
    return {}


@pytest.fixture
def consultation_id(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        return make_told_consultation(session, returns=12).id


def ask(sessions: sessionmaker[Session], kind: JobKind, subject_id: str) -> str:
    with sessions.begin() as session:
        now = datetime.now(UTC)
        return queueing.request_job(session, kind, subject_id, key="one", staff_id=None, now=now).id


def claim(sessions: sessionmaker[Session], job_id: str) -> Claim:
    with sessions.begin() as session:
        claimed = claiming.claim_job(session, job_id, Taking(), now=datetime.now(UTC))
    assert claimed is not None
    return claimed


def look_dead(sessions: sessionmaker[Session], job_id: str) -> None:
    """The worker slept for more than a minute."""
    long_ago = datetime.now(UTC) - STALE_AFTER - timedelta(seconds=1)
    with sessions.begin() as session:
        session.execute(update(Job).where(Job.id == job_id).values(heartbeat_at=long_ago))


def read_row(sessions: sessionmaker[Session], job_id: str) -> dict[str, object]:
    with sessions() as session:
        job = queueing.get_job(session, job_id)
        return {column.name: getattr(job, column.name) for column in Job.__table__.columns}


def count(sessions: sessionmaker[Session], model: type) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def taken_over(sessions: sessionmaker[Session]) -> Iterator[tuple[Claim, Claim]]:
    """A job with two claims: the first worker's, and that of the one which took the first for dead."""
    job_id = ask(sessions, JobKind.ANALYSE, "c")
    first = claim(sessions, job_id)
    look_dead(sessions, job_id)
    yield first, claim(sessions, job_id)


@pytest.mark.parametrize("write", LATE_WRITES)
def test_late_write__of_a_first_attempt__is_refused_and_changes_nothing(
    sessions: sessionmaker[Session], taken_over: tuple[Claim, Claim], write: str
) -> None:
    first, second = taken_over
    before = read_row(sessions, first.job_id)
    with pytest.raises(ClaimLost), sessions.begin() as session:
        LATE_WRITES[write](session, first, datetime.now(UTC))
    assert read_row(sessions, first.job_id) == before
    with sessions.begin() as session:
        LATE_WRITES[write](session, second, datetime.now(UTC))  # the same, by whoever has the job


@pytest.mark.parametrize("write", LATE_WRITES)
def test_late_write__after_the_second_attempt_ended__changes_nothing(
    sessions: sessionmaker[Session], taken_over: tuple[Claim, Claim], write: str
) -> None:
    first, second = taken_over
    with sessions.begin() as session:
        claiming.finish_job(session, second, result={"made": 1}, now=datetime.now(UTC))
    before = read_row(sessions, first.job_id)
    with pytest.raises(ClaimLost), sessions.begin() as session:
        LATE_WRITES[write](session, first, datetime.now(UTC))
    assert read_row(sessions, first.job_id) == before


def test_reporter__of_a_lost_claim__ends_the_work_at_its_next_report(
    sessions: sessionmaker[Session], taken_over: tuple[Claim, Claim]
) -> None:
    with pytest.raises(ClaimLost):
        Reporter(sessions, taken_over[0], None).report("reading", 0, 10)


def test_claim__of_a_job_that_is_being_done__is_refused(
    sessions: sessionmaker[Session], taken_over: tuple[Claim, Claim]
) -> None:
    with sessions.begin() as session:
        job_id = taken_over[0].job_id
        assert claiming.claim_job(session, job_id, Taking(), now=datetime.now(UTC)) is None
        assert [one.attempt for one in taken_over] == [1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_attempts__interleaved__keep_what_the_second_made_and_only_that(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str, kind: JobKind
) -> None:
    before = run_analysis(sessions, settings, consultation_id) if kind is JobKind.DRAFT else None
    job_id, bench = ask(sessions, kind, consultation_id), Bench(sessions, settings, HANDLERS)

    def fall_asleep_before_keeping(context: JobContext) -> Ending:
        ending = HANDLERS[kind](context)
        look_dead(sessions, job_id)
        run_job(bench, job_id)  # another worker takes the job over, and ends it
        return ending

    run_claimed(Bench(sessions, settings, {kind: fall_asleep_before_keeping}), claim(sessions, job_id))

    assert count(sessions, KINDS[kind]) == 1
    row = read_row(sessions, job_id)
    assert (row["state"], row["attempts"]) == (JobState.DONE, 2)
    with sessions() as session:
        made = session.scalars(select(KINDS[kind])).one()
    assert made.id in str(row["result"])
    runs = 1 if before is None else count(sessions, AnalysisRun)
    assert count(sessions, ResponseBucket) == runs * count(sessions, Response)


@pytest.mark.parametrize("kind", KINDS)
def test_attempts__the_second_still_at_work__keep_nothing_of_the_first(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str, kind: JobKind
) -> None:
    if kind is JobKind.DRAFT:
        run_analysis(sessions, settings, consultation_id)
    job_id = ask(sessions, kind, consultation_id)

    def fall_asleep_while_keeping(context: JobContext) -> Ending:
        ending = HANDLERS[kind](context)
        look_dead(sessions, job_id)
        claim(sessions, job_id)  # by another worker, which is still at its first step
        return ending

    run_claimed(Bench(sessions, settings, {kind: fall_asleep_while_keeping}), claim(sessions, job_id))

    assert count(sessions, KINDS[kind]) == 0
    row = read_row(sessions, job_id)
    assert (row["state"], row["attempts"], row["result"]) == (JobState.RUNNING, 2, {})


@pytest.mark.portable
@pytest.mark.parametrize("kind", KINDS)
def test_job__whose_end_cannot_be_written__keeps_nothing_and_is_made_once_when_run_again(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    consultation_id: str,
    kind: JobKind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if kind is JobKind.DRAFT:
        run_analysis(sessions, settings, consultation_id)
    job_id, bench = ask(sessions, kind, consultation_id), Bench(sessions, settings, HANDLERS)

    def die(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt  # as a kill does, it runs no handler of ours

    with monkeypatch.context() as patch:
        patch.setattr(claiming, "finish_job", die)
        with pytest.raises(KeyboardInterrupt):
            run_job(bench, job_id)
    assert count(sessions, KINDS[kind]) == 0

    look_dead(sessions, job_id)
    run_job(bench, job_id)
    run_job(bench, job_id)  # once more, for nothing
    assert count(sessions, KINDS[kind]) == 1
    assert read_row(sessions, job_id)["state"] is JobState.DONE


def test_message__sent_by_the_second_attempt__is_not_called_failed_by_the_first(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    with sessions.begin() as session:
        letter = messaging.NewMessage("ada@example.org", "Hello", "Words.")
        message_id = messaging.queue_message(session, letter, domain="example.org", now=now).id
    job_id = ask(sessions, JobKind.SEND_MESSAGE, message_id)

    def fall_asleep_and_fail(_settings: object) -> None:
        look_dead(sessions, job_id)
        claim(sessions, job_id)
        with sessions.begin() as session:
            messaging.note_sent(session, message_id, now=now)
        raise mailing.NotHandedOver("C611", host="mail.example.org", reason="it slept")

    monkeypatch.setattr(mailing, "connect", fall_asleep_and_fail)
    run_claimed(Bench(sessions, {}, HANDLERS), claim(sessions, job_id))
    with sessions() as session:
        assert messaging.get_message(session, message_id).state is MessageState.SENT
    assert read_row(sessions, job_id)["state"] is JobState.RUNNING


def test_job__dead_at_every_attempt__is_given_up(sessions: sessionmaker[Session]) -> None:
    job_id = ask(sessions, JobKind.ANALYSE, "c")
    for _ in range(claiming.MOST_ATTEMPTS):
        claim(sessions, job_id)
        look_dead(sessions, job_id)
    with sessions.begin() as session:
        now = datetime.now(UTC)
        assert claiming.list_missed_jobs(session, Taking(), now=now) == []
        assert claiming.tidy_dead_jobs(session, now=now) == 1
    row = read_row(sessions, job_id)
    assert (row["state"], row["error_code"]) == (JobState.FAILED, "C602")
