"""The pages of background work: what waits for experiences to be unlocked, why, and who is told."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import CodedError
from consult.jobs.course import Course
from consult.jobs.courses import STEPS
from consult.jobs.reporting import Reporter
from consult.models.job import Job
from consult.services.jobs import claiming, queueing
from consult.services.jobs.claiming import Taking
from consult.vocabulary import JobKind, JobState, Role, Standing
from tests.factories.analysed import make_told_consultation
from tests.factories.region import make_organisation

SignIn = Callable[..., FlaskClient]
NAMES = "Lists look for names."
WAITING = "as soon as they are unlocked"
PAGES = {
    JobKind.ANALYSE: "/desk/consultations/told/themes",
    JobKind.DRAFT: "/desk/consultations/told/draft",
}


@pytest.fixture(params=PAGES)
def left_out(request: pytest.FixtureRequest, sessions: sessionmaker[Session]) -> Job:
    """A job that ended with three experiences left out, and the one that waits for them."""
    now = datetime.now(UTC)
    with sessions(expire_on_commit=False) as session, session.begin():
        subject_id = make_told_consultation(session).id
        job = queueing.request_job(session, request.param, subject_id, key="one", staff_id=None, now=now)
        claim = claiming.claim_job(session, job.id, Taking(), now=now)
        assert claim is not None
        claiming.finish_job(
            session, claim, result={"locked": 3, "locked_vouched": 1, "names": NAMES}, now=now
        )
        queueing.request_when_unlocked(session, job, now=now)
        return job


def find_waiting(sessions: sessionmaker[Session]) -> Job:
    with sessions() as session:
        return session.scalars(select(Job).where(Job.needs_keys)).one()


def test_job__that_left_experiences_out__says_how_many_and_what_waits(
    sign_in: SignIn, left_out: Job, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    page = client.get(f"/desk/jobs/{left_out.id}").text
    assert (
        "left out: 3 experiences (1 through community groups, 2 by the open form)." in page
        and WAITING in page
    )
    assert f"for people to check. {NAMES}" in page
    address = f"/desk/jobs/{find_waiting(sessions).id}"
    assert f'href="{address}"' in page
    assert f'href="{address}"' in client.get(PAGES[left_out.kind]).text


def test_waiting_job__opened__says_why_and_can_be_stopped(
    sign_in: SignIn, left_out: Job, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    address = f"/desk/jobs/{find_waiting(sessions).id}"
    page = client.get(address).text
    assert "Waiting for experiences to be unlocked" in page and "when a key holder has unlocked" in page
    assert "It was stopped" in client.post(f"{address}/cancel", follow_redirects=True).text
    assert find_waiting(sessions).state is JobState.CANCELLED
    assert WAITING not in client.get(PAGES[left_out.kind]).text


def test_observer__looking_at_a_job__is_not_told_of_experiences(
    sign_in: SignIn, left_out: Job, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    client = sign_in(Role.MANAGER, organisation_id=police)
    for address in (f"/desk/jobs/{left_out.id}", PAGES[left_out.kind]):
        page = client.get(address)
        assert page.status_code == 200
        assert "left out" not in page.text and WAITING not in page.text
        assert NAMES not in page.text


def test_job__that_runs__says_its_step_and_how_long_the_whole_takes_until_it_ended(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    now = datetime.now(UTC)
    with sessions.begin() as session:
        subject_id = make_told_consultation(session).id
        job = queueing.request_job(session, JobKind.ANALYSE, subject_id, key="one", staff_id=None, now=now)
        claim, job_id = claiming.claim_job(session, job.id, Taking(), now=now), job.id
    assert claim is not None
    clock = iter((0.0, 40.0, 60.0, 100.0)).__next__
    reporter = Reporter(sessions, claim, None, Course(STEPS[JobKind.ANALYSE], clock))
    for step in ("finding shared wording", "reading meanings", "finding reasons"):
        reporter.report(step, 0, 1)
    client = sign_in(Role.MANAGER)
    page = client.get(f"/desk/jobs/{job_id}").text
    assert "Step 11 of 16, finding reasons" in page and "left in all" in page
    with sessions.begin() as session:
        claiming.fail_job(session, claim, CodedError("C601"), now=now)
    assert "left in all" not in client.get(f"/desk/jobs/{job_id}").text
    with sessions() as session:
        assert queueing.get_job(session, job_id).result == {}
