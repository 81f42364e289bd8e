"""Pages of answers saved from several windows, in clear and sealed, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.engine import make_engine, make_session_factory
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.sealing.keys import new_account_key
from consult.sealing.payloads import SealingKey
from consult.services.consultations.reading_versions import read_definition
from consult.services.returns.answering import list_own_answers, start_response
from consult.services.returns.saving import Written, list_branched, list_versions, save_page
from consult.services.returns.submitting import Sender, describe_sender, find_by_lookup, submit
from consult.vocabulary import Channel, ResponseKind, Sector
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY

pytestmark = pytest.mark.portable


@pytest.fixture(params=[ResponseKind.RETURN, ResponseKind.ACCOUNT])
def kind(request: pytest.FixtureRequest) -> ResponseKind:
    kind: ResponseKind = request.param
    return kind


@pytest.fixture
def key(kind: ResponseKind) -> SealingKey | None:
    return new_account_key() if kind is ResponseKind.ACCOUNT else None


@pytest.fixture
def response(session: Session, kind: ResponseKind) -> Response:
    consultation = make_consultation(session)
    version = make_questionnaire_version(session, consultation)
    return start_response(
        session,
        consultation,
        version,
        kind=kind,
        channel=Channel.WEB,
        language="en",
        submission_id="one press",
        now=NOW,
    )


def save(
    session: Session, response: Response, key: SealingKey | None, value: Any, *parents: str
) -> list[str]:
    written = {"experience": Written(value, parents)}
    return save_page(session, response, written, language="so", now=NOW, key=key).branched


def find_head(session: Session, response: Response) -> str:
    head = session.scalars(select(Answer.head_revision_id).where(Answer.response_id == response.id)).one()
    assert head is not None
    return head


def read(session: Session, response: Response, key: SealingKey | None) -> dict[str, Any]:
    return {one.question_id: one.value for one in list_own_answers(session, response, key)}


def test_page__saved_and_saved_again_unchanged__has_one_version(
    session: Session, response: Response, key: SealingKey | None
) -> None:
    assert save(session, response, key, "A home") == []
    head = find_head(session, response)
    assert save(session, response, key, "A home", head) == []
    assert find_head(session, response) == head
    assert read(session, response, key) == {"experience": "A home"}


def test_page__emptied_where_nothing_was_said__keeps_no_answer(
    session: Session, response: Response, key: SealingKey | None
) -> None:
    assert save(session, response, key, None) == []
    assert read(session, response, key) == {}


@pytest.mark.portable(False)
def test_three_windows__writing_at_once__are_joined_by_one_text(
    session: Session, response: Response, key: SealingKey | None
) -> None:
    answers = [save(session, response, key, text) for text in ("one", "two", "three")]
    assert answers == [[], ["experience"], ["experience"]]
    versions = list_versions(session, response, "experience", key)
    assert {version.value for version in versions} == {"one", "two", "three"}
    assert save(session, response, key, "all", *(version.revision_id for version in versions)) == []
    assert read(session, response, key) == {"experience": "all"}
    assert list_branched(session, response) == []


def test_join__of_versions_joined_elsewhere__is_kept_beside_that(
    session: Session, response: Response, key: SealingKey | None
) -> None:
    for text in ("one", "two"):
        save(session, response, key, text)
    parents = [version.revision_id for version in list_versions(session, response, "experience", key)]
    assert save(session, response, key, "joined here", *parents) == []
    assert save(session, response, key, "joined there", *parents) == ["experience"]
    kept = {version.value for version in list_versions(session, response, "experience", key)}
    assert kept == {"joined here", "joined there"}


def test_page__written_from_a_revision_of_another_answer__is_refused(
    session: Session, response: Response, key: SealingKey | None
) -> None:
    save(session, response, key, "A home")
    head = find_head(session, response)
    with pytest.raises(Conflict, match="C231"):
        save_page(session, response, {"change": Written("x", (head,))}, language="en", now=NOW, key=key)
    with pytest.raises(Conflict, match="C231"):
        save(session, response, key, "y", "unknown")


def test_submit__of_a_described_return__keeps_the_sender_and_is_found_by_its_number(
    session: Session, response: Response, key: SealingKey | None, kind: ResponseKind
) -> None:
    save(session, response, key, "A home")
    describe_sender(response, Sender(organisation_name="Vale", sector=Sector.HEALTH))
    definition = read_definition(response.questionnaire_version)
    sent = [
        submit(
            session,
            response,
            definition,
            {},
            lookup="looked up by this",
            key=key,
            today=TODAY,
            now=NOW,
        )
        for _ in range(2)
    ]
    assert sent == [True, False]
    found = find_by_lookup(session, "looked up by this", kind)
    assert found is response
    assert find_by_lookup(session, "looked up by another", kind) is None
    named = ("Vale", Sector.HEALTH) if kind is ResponseKind.RETURN else ("", None)
    assert (found.organisation_name, found.sector) == named


@pytest.mark.portable(False)
def test_begin__pressed_twice_at_the_same_moment__gives_both_the_same_return(database_url: str) -> None:
    engine = make_engine(database_url)
    sessions = make_session_factory(engine)
    with sessions.begin() as session:
        make_questionnaire_version(session, make_consultation(session))
    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda _: begin_return(sessions), range(4)))
    engine.dispose()
    assert len(set(begun)) == 1


@pytest.mark.portable(False)
def test_page__sent_twice_at_the_same_moment__is_saved_once(database_url: str) -> None:
    engine = make_engine(database_url)
    sessions = make_session_factory(engine)
    with sessions.begin() as session:
        make_questionnaire_version(session, make_consultation(session))
    response_id = begin_return(sessions)
    with ThreadPoolExecutor(4) as pool:
        branched = list(pool.map(lambda _: save_text(sessions, response_id), range(4)))
    with sessions() as session:
        kept = session.scalars(select(Revision.body)).all()
    engine.dispose()
    assert (branched, kept) == ([[]] * 4, ["A home"])


def begin_return(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        consultation = session.scalars(select(Consultation)).one()
        begun = {"kind": ResponseKind.RETURN, "channel": Channel.WEB, "language": "en"}
        return start_response(session, consultation, version, submission_id="one", now=NOW, **begun).id


def save_text(sessions: sessionmaker[Session], response_id: str) -> list[str]:
    with sessions.begin() as session:
        return save(session, session.get_one(Response, response_id), None, "A home")
