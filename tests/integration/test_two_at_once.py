"""Two transactions that do the same thing at once, on both databases: the second sees what the first did."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.consultation import Consultation
from consult.models.job import Job
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import Partnership
from consult.models.response import Answer
from consult.models.staff import Staff
from consult.queries.viewer import SYSTEM
from consult.services.consultations import publishing
from consult.services.consultations.consulting import ConsultationPlan, plan_consultation
from consult.services.jobs import queueing
from consult.services.region import directing, staffing
from consult.services.region.setting_up import PartnershipDetails, describe_partnership
from consult.services.tags import coding, coding_so_far
from consult.vocabulary import CodingState, ForumKind, JobKind, Role, Sector, VersionState
from tests.factories.collecting import (
    make_consultation,
    make_definition,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import NOW, add, seeded_id
from tests.factories.region import make_staff

Act = Callable[[Session], Any]
LOOKED_SECONDS = 0.5
DONE: dict[str, Any] = {"actor": "system", "now": NOW}


def run_beside(engine: Engine, first: Act, second: Act) -> Future[Any]:
    """Do the first thing, begin the second before the first is committed; how the second ended."""

    def work() -> Any:
        with Session(engine) as session, session.begin():
            return second(session)

    with ThreadPoolExecutor(1) as pool:
        with Session(engine) as session, session.begin():
            first(session)
            session.flush()
            ended = pool.submit(work)
            wait([ended], LOOKED_SECONDS)  # long enough to look, and to find nothing where nothing is locked
        wait([ended])
        return ended


def count(engine: Engine, model: type) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def fill(engine: Engine, make: Callable[[Session], str]) -> str:
    with Session(engine) as session, session.begin():
        return make(session)


def test_first_codebook__wanted_by_two_analyses_at_once__is_added_once(engine: Engine) -> None:
    ended = run_beside(
        engine, coding_so_far.get_codebook, lambda session: coding_so_far.get_codebook(session).id
    )
    with Session(engine) as session:
        assert session.scalars(select(Codebook.id)).all() == [ended.result()]
        keys = session.scalars(select(Code.key)).all()
    assert len(keys) == len(set(keys)) > 0


def test_partnership__named_by_two_at_once__is_one_row(engine: Engine) -> None:
    def name(session: Session) -> str:
        return describe_partnership(session, PartnershipDetails("North"), **DONE).id

    run_beside(engine, name, name).result()
    assert count(engine, Partnership) == 1


PLAN = ConsultationPlan(slug="homes", title={"en": "Homes"})
BODY = directing.OrganisationDetails(key="lantern", name="Lantern", sector=Sector.HEALTH)
TAKEN: dict[str, tuple[Act, str]] = {
    "consultation": (lambda session: plan_consultation(session, PLAN, **DONE), "C213"),
    "staff": (
        lambda session: staffing.invite_staff(
            session,
            email="ada@example.org",
            name="Ada",
            roles=[Role.MANAGER],
            drawn=staffing.draw_password(str),
            **DONE,
        ),
        "C113",
    ),
    "sub_region": (lambda session: directing.add_sub_region(session, "coast", "The coast", **DONE), "C116"),
    "organisation": (lambda session: directing.add_organisation(session, BODY, **DONE), "C116"),
    "forum": (
        lambda session: directing.add_forum(
            session, key="board", name="Board", kind=ForumKind.BOARD, quorum=2, member_keys=(), **DONE
        ),
        "C116",
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_name__taken_by_two_at_once__is_refused_in_words(engine: Engine, name: str) -> None:
    act, code = TAKEN[name]
    error = run_beside(engine, act, act).exception()
    assert isinstance(error, Conflict)
    assert error.code == code


def test_job__asked_for_twice_at_once__is_one_job(engine: Engine) -> None:
    def ask(session: Session) -> str:
        return queueing.request_job(session, JobKind.DRAFT, "c", key="one", staff_id=None, now=NOW).id

    run_beside(engine, ask, ask).result()
    assert count(engine, Job) == 1


def test_questionnaire__uploaded_by_two_at_once__has_two_versions(engine: Engine) -> None:
    consultation_id = fill(engine, lambda session: make_consultation(session).id)

    def add_form(title: str) -> Act:
        definition = replace(make_definition(), title={"en": title})

        def act(session: Session) -> int:
            consultation = session.get_one(Consultation, consultation_id)
            return publishing.add_version(session, consultation, definition, **DONE).number

        return act

    assert run_beside(engine, add_form("One"), add_form("Two")).result() == 2


def test_versions__published_by_two_at_once__leave_one_open(engine: Engine) -> None:
    def make(session: Session) -> str:
        version = make_questionnaire_version(session, make_consultation(session))
        for number in (2, 3):
            other = QuestionnaireVersion(
                id=seeded_id("draft", number),
                questionnaire_id=version.questionnaire_id,
                number=number,
                definition=version.definition,
                digest=str(number),
            )
            add(session, other)
        return version.questionnaire_id

    fill(engine, make)

    def publish(number: int) -> Act:
        def act(session: Session) -> None:
            version = session.get_one(QuestionnaireVersion, seeded_id("draft", number))
            assert version.questionnaire.versions  # as a page that has shown them all
            publishing.publish(session, version, **DONE)

        return act

    run_beside(engine, publish(2), publish(3)).result()
    with Session(engine) as session:
        is_open = QuestionnaireVersion.state == VersionState.PUBLISHED
        assert session.scalars(select(QuestionnaireVersion.number).where(is_open)).all() == [3]


def test_tag__accepted_twice_at_once__is_one_decision(engine: Engine) -> None:
    def make(session: Session) -> str:
        version = make_questionnaire_version(session, make_consultation(session))
        make_response(session, version, {"experience": "Homes are dear."})
        answer = session.scalars(select(Answer)).one()
        place = {"number": 1, "start": 0, "end": 5, "revision_id": answer.head_revision_id}
        add(session, Segment(id=seeded_id("segment", 1), answer_id=answer.id, **place))
        coding_so_far.get_codebook(session)
        return make_staff(session).id

    staff_id = fill(engine, make)

    def accept(session: Session) -> None:
        segment_id, state = seeded_id("segment", 1), CodingState.ACCEPTED
        coding.decide(session, SYSTEM, segment_id, "housing", state, staff_id=staff_id, now=NOW)

    run_beside(engine, accept, accept).result()
    assert count(engine, Coding) == 1


def test_administrators__removing_each_other_at_once__leave_one(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        ids = [make_staff(session, Role.ADMINISTRATOR, name=name).id for name in ("Ada", "Bo")]

    def remove(staff_id: str) -> Act:
        def act(session: Session) -> None:
            staff = session.get_one(Staff, staff_id)
            staffing.change_roles(session, staff, [Role.MANAGER], is_active=True, **DONE)

        return act

    error = run_beside(engine, remove(ids[0]), remove(ids[1])).exception()
    assert isinstance(error, Conflict)
    assert error.code == "C114"
