"""The themes pages: the analysis asked for, themes and passages shown, tags decided."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from analysis.held_out import is_held_out
from consult.jobs import suggesting
from consult.jobs.doorbell import Doorbell
from consult.jobs.handlers import HANDLERS
from consult.jobs.running import Bench, run_job
from consult.models.audit import AuditEntry
from consult.models.coding import Coding, Segment
from consult.models.consent import Use
from consult.models.job import Job
from consult.services.tags.coding_so_far import get_codebook
from consult.vocabulary import CodingState, JobState, Role, UseKind
from tests.factories.analysed import make_told_consultation
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import start_record


@pytest.fixture
def analyst(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def name_segment(segment: Segment) -> str:
    """As the analysis room names it."""
    return f"{segment.answer_id}:{segment.number}"


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_themes__before_any_run__offer_to_run_the_analysis(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    with sessions.begin() as session:
        make_told_consultation(session)

    page = read(analyst, "/desk/themes/")

    assert "Run the analysis" in page and "24 responses" in page


def test_run__pressed_twice__asks_for_one_job_and_shows_its_progress(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    with sessions.begin() as session:
        make_told_consultation(session)

    first = analyst.post("/desk/consultations/told/themes")
    second = analyst.post("/desk/consultations/told/themes")

    assert first.status_code == 302 and first.location == second.location
    assert "Waiting for the worker to begin" in read(analyst, first.location)
    assert "data-poll=" in read(analyst, f"{first.location}/fragment")


def test_cancel__of_a_waiting_job__ends_it_at_once(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    with sessions.begin() as session:
        make_told_consultation(session)
    address = analyst.post("/desk/consultations/told/themes").location

    answer = analyst.post(f"{address}/cancel", follow_redirects=True)

    assert "It was stopped" in answer.text
    with sessions.begin() as session:
        assert [job.state for job in session.scalars(select(Job))] == [JobState.CANCELLED]


@pytest.mark.usefixtures("analysed_id")
def test_themes__after_a_run__show_sizes_and_where_every_response_stands(analyst: FlaskClient) -> None:
    page = read(analyst, "/desk/consultations/told/themes")

    assert "Most raised" in page and "All received" in page
    chart = analyst.get("/desk/consultations/told/themes/sizes.svg")
    assert chart.mimetype == "image/svg+xml" and chart.data.startswith(b"<svg")


@pytest.mark.usefixtures("analysed_id")
def test_theme__opened__shows_passages_and_keeps_the_use_on_record(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    page = read(analyst, "/desk/consultations/told/themes/T01")

    assert "Passages, the best examples first" in page and "as-given" in page and "Body" in page
    assert "One of the most typical passages" in page
    with sessions.begin() as session:
        assert UseKind.PAGE in set(session.scalars(select(Use.kind)))


@pytest.mark.usefixtures("analysed_id")
@pytest.mark.parametrize(
    ("press", "state"), [("accept", CodingState.ACCEPTED), ("reject", CodingState.REJECTED)]
)
def test_tag__decided_by_a_person__is_a_record_of_its_own(
    sessions: sessionmaker[Session], analyst: FlaskClient, press: str, state: CodingState
) -> None:
    with sessions.begin() as session:
        suggested = session.scalars(select(Coding).order_by(Coding.score.desc(), Coding.id)).first()
        assert suggested is not None
        segment_id, code, suggestion_id = suggested.segment_id, suggested.code.key, suggested.id

    address = f"/desk/consultations/told/themes/T01/passages/{segment_id}"
    answer = analyst.post(address, data={"code": code, "decision": press})

    assert answer.status_code == 302
    with sessions.begin() as session:
        both = session.scalars(select(Coding).where(Coding.segment_id == segment_id)).all()
        decided = [one for one in both if one.staff_id]
        assert [one.state for one in decided] == [state]
        assert suggestion_id in {one.id for one in both}
        assert "tag decided" in set(session.scalars(select(AuditEntry.action)))


@pytest.mark.usefixtures("analysed_id")
def test_tag__decision_taken_back__leaves_the_suggestion(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    with sessions.begin() as session:
        segment_id = session.scalars(select(Segment.id).order_by(Segment.id)).first()
    address = f"/desk/consultations/told/themes/T01/passages/{segment_id}"
    analyst.post(address, data={"code": "housing", "decision": "accept"})

    analyst.post(address, data={"code": "housing", "decision": "undo"})

    with sessions.begin() as session:
        assert session.scalars(select(Coding).where(Coding.staff_id.is_not(None))).all() == []


@pytest.mark.parametrize(("role", "status"), [(Role.ANALYST, 302), (Role.ADMINISTRATOR, 404)])
def test_tag__on_an_experience__is_decided_only_by_those_who_may_read_it(
    sessions: sessionmaker[Session], sign_in: SignIn, role: Role, status: int
) -> None:
    with sessions.begin() as session:
        get_codebook(session)
        received = start_record(session)
        received.add_account("The school said that there was no place for my daughter.")
        slug, segment_id = received.consultation.slug, session.scalars(select(Segment.id)).one()

    address = f"/desk/consultations/{slug}/themes/T02/passages/{segment_id}"
    answer = sign_in(role).post(address, data={"code": "housing", "decision": "accept"})

    assert answer.status_code == status
    with sessions.begin() as session:
        assert (session.scalar(select(Coding)) is not None) is (status == 302)


def _find_name_field(page: str) -> str:
    field = re.search(r'<input[^>]* id="label"[^>]*>', page)
    assert field
    value = re.search(r'value="([^"]*)"', field[0])
    return value[1] if value else ""


@pytest.mark.usefixtures("analysed_id")
def test_theme__renamed__keeps_the_new_name_and_says_who(
    sessions: sessionmaker[Session], analyst: FlaskClient
) -> None:
    address = "/desk/consultations/told/themes/T01"
    assert _find_name_field(analyst.get(address).text) == "", "the program's name would be sent back"

    page = analyst.post(f"{address}/name", data={"label": "  Waiting   for homes "}, follow_redirects=True)

    assert _find_name_field(page.text) == "Waiting for homes"
    assert analyst.post(f"{address}/name", data={"label": " "}).status_code == 422


@pytest.mark.usefixtures("analysed_id")
def test_theme__unknown__is_not_found(analyst: FlaskClient) -> None:
    assert analyst.get("/desk/consultations/told/themes/T99").status_code == 404


@pytest.mark.usefixtures("analysed_id")
def test_suggestions__asked_for_anew__learn_from_decisions_and_keep_them(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    analyst: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suggesting, "open_models", analysis_models.use_no_models)
    with sessions.begin() as session:
        before = {(one.segment_id, one.code.key): one.score for one in session.scalars(select(Coding))}
        learnt = {one.id for one in session.scalars(select(Segment)) if not is_held_out(name_segment(one))}
        alike = sorted({one for one, key in before if key == "housing"} & learnt)[:4]
    for segment_id in alike[:3]:
        address = f"/desk/consultations/told/themes/T01/passages/{segment_id}"
        analyst.post(address, data={"code": "housing", "decision": "reject"})

    answer = analyst.post("/desk/consultations/told/themes/suggestions")

    run_job(Bench(sessions, settings, HANDLERS, None), answer.location.rpartition("/")[2])
    assert "It is done" in read(analyst, answer.location)
    with sessions.begin() as session:
        codings = session.scalars(select(Coding)).all()
        after = {(one.segment_id, one.code.key): one.score for one in codings if not one.staff_id}
        assert len([one for one in codings if one.state is CodingState.REJECTED]) == 3
        assert (after.get((alike[3], "housing")) or 0) < (before[alike[3], "housing"] or 0)


def test_run__with_the_doorbell_out_of_order__is_asked_for_all_the_same(
    sessions: sessionmaker[Session], analyst: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_doorbell: Doorbell, _job_id: str) -> None:
        raise OSError("no room for the queue")

    with sessions.begin() as session:
        make_told_consultation(session)
    monkeypatch.setattr(Doorbell, "ring", fail)

    assert analyst.post("/desk/consultations/told/themes").status_code == 302
    with sessions.begin() as session:
        assert session.scalars(select(Job)).one().state is JobState.QUEUED
