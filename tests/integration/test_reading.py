"""The one way to people's words: what may be read is, the rest is counted, and every use is on record."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consult.frames import items_frame
from consult.models.consent import Use
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.readings import Reading
from consult.models.response import Response
from consult.queries.responses import Wanted, select_responses
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Bucket, Purpose, ResponseKind, ResponseState, Role, Sector, Standing, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_staff, make_sub_region
from tests.factories.sealing import UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.portable

OBSERVER = Viewer(None, frozenset({Role.MANAGER}), Standing.OBSERVER)
EVERY = Wanted(states=tuple(ResponseState))


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


def read(session: Session, version: QuestionnaireVersion, **values: Any) -> Reading:
    viewer = values.pop("viewer", SYSTEM)
    wanted = values.pop("wanted", EVERY)
    given = {"purpose": Purpose.ANALYSE, "use_kind": UseKind.ANALYSIS, "subject_id": "run-1", "now": NOW}
    responses = select_responses(viewer, version.questionnaire.consultation_id, wanted)
    return read_answers(session, viewer, responses, **{**given, **values})


def list_uses(session: Session) -> list[Use]:
    return list(session.scalars(select(Use).order_by(Use.response_id, Use.at)))


def test_reading__of_returns__gives_words_and_whose_they_are(
    session: Session, version: QuestionnaireVersion
) -> None:
    area = make_sub_region(session, name="North")
    council = make_organisation(session, name="Northtown Council", sector=Sector.LOCAL_AUTHORITY_UPPER)
    make_response(
        session,
        version,
        {"change": ["a", "b"], "experience": "Rents went up.\n"},
        consents={Purpose.QUOTE: True},
        organisation=council,
        sub_region=area,
        sector=council.sector,
        language="cy",
    )
    reading = read(session, version)
    assert [(row.question_id, row.value, row.text) for row in reading.rows] == [
        ("change", ["a", "b"], "a b"),
        ("experience", "Rents went up.\n", "Rents went up.\n"),
    ]
    whose = reading.rows[0].respondent
    assert (whose.organisation, whose.sub_region, whose.language) == ("Northtown Council", "North", "cy")
    assert (whose.may_quote, whose.may_attribute, whose.is_account) == (True, False, False)
    assert reading.rows[0].revision_id is not None


@pytest.mark.portable(False)
def test_reading__of_every_kind__adds_up(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    read_one = make_response(session, version, {"change": "x"})
    silent = make_response(session, version)
    gone = make_response(session, version, {"change": "x"}, state=ResponseState.WITHDRAWN)
    begun = make_response(session, version, {"change": "x"}, state=ResponseState.IN_PROGRESS)
    refused = make_sealed_account(session, version, {"change": "x"}, agent, consents={})
    foreign = make_sealed_account(session, version, {"change": "x"}, UnlockedAgent())
    opened = make_sealed_account(session, version, {"change": "ህይወት"}, agent)
    reading = read(session, version, keys=agent)
    assert {one.response_id for one in reading.respondents} == {read_one.id, silent.id, opened.id}
    assert reading.left_out == {
        gone.id: Bucket.WITHDRAWN,
        begun.id: Bucket.NOT_PERMITTED,
        refused.id: Bucket.NOT_PERMITTED,
        foreign.id: Bucket.LOCKED,
    }
    assert {row.text for row in reading.rows} == {"x", "ህይወት"}


def test_reading__of_accounts_without_keys__counts_them_as_locked(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    account = make_sealed_account(session, version, {"change": "x"}, agent)
    reading = read(session, version)
    assert (reading.rows, reading.left_out) == ((), {account.id: Bucket.LOCKED})
    assert list_uses(session) == []


def test_reading__while_locked__asks_the_agent_once(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    for _ in range(3):
        make_sealed_account(session, version, {"change": "x"}, agent)
    agent.lock()
    reading = read(session, version, keys=agent)
    assert list(reading.left_out.values()) == [Bucket.LOCKED] * 3
    assert agent.asked == 1


def test_reading__of_a_tampered_account__shows_nothing_of_it(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    account = make_sealed_account(session, version, {"change": "x", "experience": "y"}, agent)
    moved = account.answers[0].sealed
    account.answers[1].sealed = moved
    session.flush()
    reading = read(session, version, keys=agent)
    assert (reading.rows, reading.left_out) == ((), {account.id: Bucket.UNREADABLE})


def test_reading__by_an_observer__does_not_even_count_accounts(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    make_response(session, version, {"change": "x"})
    make_sealed_account(session, version, {"change": "y"}, agent)
    everything = select(Response)  # even where the selection forgot who is looking
    reading = read_answers(
        session,
        OBSERVER,
        everything,
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id="page",
        keys=agent,
        now=NOW,
    )
    assert [row.text for row in reading.rows] == ["x"]
    assert reading.left_out == {}
    assert agent.asked == 0


def test_reading__consent_taken_back_since__leaves_the_words_out(
    session: Session, version: QuestionnaireVersion
) -> None:
    response = make_response(session, version, {"change": "x"}, consents={Purpose.CONTACT: True})
    assert len(read(session, version, purpose=Purpose.CONTACT).rows) == 1
    give_consent(session, response.id, {Purpose.CONTACT: False}, given_on=TODAY)
    reading = read(session, version, purpose=Purpose.CONTACT)
    assert (reading.rows, reading.left_out) == ((), {response.id: Bucket.NOT_PERMITTED})


def test_reading__withdrawn_behind_the_sessions_back__leaves_the_words_out(
    session: Session, version: QuestionnaireVersion
) -> None:
    response = make_response(session, version, {"change": "x"})
    session.execute(text("UPDATE response SET state = 'withdrawn'"))
    assert response.state is ResponseState.SUBMITTED  # what the session remembers
    assert read(session, version).left_out == {response.id: Bucket.WITHDRAWN}


def test_reading__narrowed_to_questions__gives_only_those(
    session: Session, version: QuestionnaireVersion
) -> None:
    make_response(session, version, {"change": "x", "experience": "y"})
    assert [row.text for row in read(session, version, question_ids=["experience"]).rows] == ["y"]
    assert read(session, version, question_ids=[]).rows == ()


def test_reading__in_an_order_and_a_limit__keeps_both(
    session: Session, version: QuestionnaireVersion
) -> None:
    made = [make_response(session, version, {"change": str(n)}) for n in range(5)]
    backwards = select(Response).order_by(Response.id.desc()).limit(2)
    reading = read_answers(
        session, SYSTEM, backwards, purpose=Purpose.ANALYSE, use_kind=UseKind.PAGE, subject_id="p", now=NOW
    )
    expected = sorted((one.id for one in made), reverse=True)[:2]
    assert [row.response_id for row in reading.rows] == expected


def test_use__of_words__is_on_record_with_its_consent(
    session: Session, version: QuestionnaireVersion
) -> None:
    staff = make_staff(session, Role.MANAGER)
    viewer = Viewer(staff.id, frozenset({Role.MANAGER}))
    response = make_response(session, version, {"change": "x", "experience": "y"})
    make_response(session, version)  # said nothing, so nothing was used
    give_consent(session, response.id, {Purpose.CONTACT: False}, given_on=TODAY)
    give_consent(session, response.id, {Purpose.CONTACT: True}, given_on=TODAY)
    read(session, version, purpose=Purpose.CONTACT, viewer=viewer, use_kind=UseKind.EXPORT, subject_id="e1")
    (use,) = list_uses(session)
    assert (use.response_id, use.kind, use.purpose) == (response.id, UseKind.EXPORT, Purpose.CONTACT)
    assert (use.subject_id, use.consent_version, use.staff_id, use.at) == ("e1", 2, staff.id, NOW)


def test_use__again_the_same_day__is_recorded_once(session: Session, version: QuestionnaireVersion) -> None:
    make_response(session, version, {"change": "x"})
    for seconds in range(3):
        read(session, version, now=NOW + timedelta(seconds=seconds))
    assert len(list_uses(session)) == 1
    read(session, version, subject_id="another run")
    read(session, version, now=NOW + timedelta(days=1))
    assert len(list_uses(session)) == 3


def test_use__under_a_new_consent__is_recorded_again(session: Session, version: QuestionnaireVersion) -> None:
    response = make_response(session, version, {"change": "x"}, consents={Purpose.CONTACT: True})
    read(session, version, purpose=Purpose.CONTACT)
    give_consent(session, response.id, {Purpose.CONTACT: False}, given_on=TODAY)
    give_consent(session, response.id, {Purpose.CONTACT: True}, given_on=TODAY)
    read(session, version, purpose=Purpose.CONTACT)
    assert [use.consent_version for use in list_uses(session)] == [1, 3]


def test_words__in_a_result__are_not_in_its_printed_form(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    make_sealed_account(session, version, {"change": "unspeakable"}, agent)
    reading = read(session, version, keys=agent)
    assert reading.rows[0].text == "unspeakable"
    assert "unspeakable" not in repr(reading)


def test_items__of_a_reading__have_the_shape_of_the_analysis_room(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    response = make_response(session, version, {"change": "x"}, sector=Sector.HEALTH)
    account = make_sealed_account(session, version, {"change": "y"}, agent, language="ti")
    frame = items_frame(read(session, version, keys=agent).rows).sort_values("text")
    assert frame["respondent_id"].tolist() == [response.id, account.id]
    assert frame["group"].tolist() == ["health", ""]
    assert frame["language"].tolist() == ["en", "ti"]
    assert frame["sealed"].tolist() == [False, True]


def test_items__of_nothing__are_an_empty_frame_of_the_right_types() -> None:
    frame = items_frame([])
    assert len(frame) == 0
    assert str(frame["sealed"].dtype) == "bool"


def test_respondent__of_a_return__is_no_account(session: Session, version: QuestionnaireVersion) -> None:
    make_response(session, version, {"change": "x"})
    respondent = read(session, version).rows[0].respondent
    assert (respondent.kind, respondent.is_account) == (ResponseKind.RETURN, False)
