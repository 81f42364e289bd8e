"""Words that wait for a translation: all received has one state, and words are counted while unlocked."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.desk_kinds import SetAsideReason
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.models.translation import TranslationNeed
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.services.experiences.setting_aside import set_aside
from consult.services.translations.counting_translations import (
    Stage,
    Survey,
    Waiting,
    find_stages,
    survey_translations,
)
from consult.services.translations.planning_translations import list_reading_languages, set_reading_languages
from consult.told import Told
from consult.vocabulary import Channel, Purpose, ResponseState, Role, Standing
from consult.web.desk_awaiting_translation import list_waiting, sum_up
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.factories.translating import (
    give,
    make_reader,
    make_translator,
    translate,
    translate_and_check,
    view_as_translator,
)
from tests.integration.conftest import SignIn

pytestmark = pytest.mark.portable

PAGE = "/desk/experiences/awaiting-translation/"
SIX = "Skolan sade att det inte gick."


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


def tell(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent, language: str, **given: object
) -> Response:
    return make_sealed_account(session, version, {"change": SIX}, agent, language=language, **given)


@pytest.fixture
def consultation(session: Session, version: QuestionnaireVersion, agent: UnlockedAgent) -> Consultation:
    """One experience in each stage, and returns in two languages."""
    tell(session, version, agent, "en")
    tell(session, version, agent, "ar", channel=Channel.VOUCHED)
    tell(session, version, agent, "ar", consents={Purpose.ANALYSE: False})
    tell(session, version, agent, "so", state=ResponseState.WITHDRAWN)
    aside = tell(session, version, agent, "so")
    set_aside(session, make_reader(session), aside, SetAsideReason.TRIAL, today=TODAY, now=NOW)
    translator = make_translator(session)
    for language in ("so", "ti"):
        account = tell(session, version, agent, language)
        viewer = view_as_translator(session, give(session, account, translator, agent))
        if language == "ti":
            translate_and_check(session, viewer, account, {("change", 0): "They said no."}, agent)
        else:
            translate(session, viewer, account, {}, agent)
    make_sealed_account(session, version, {}, agent, language="ps")
    make_response(session, version, {"change": "Nid oedd lle yn yr ysgol."}, language="cy")
    make_response(session, version, {"change": "There was no place."})
    make_response(session, version, {"change": "x"}, language="cy", state=ResponseState.IN_PROGRESS)
    return session.scalars(select(Consultation)).one()


def survey(session: Session, consultation: Consultation, agent: UnlockedAgent) -> Survey:
    return survey_translations(session, make_reader(session), consultation, keys=agent, now=NOW)


def test_survey__of_one_in_each_state__adds_up_with_what_was_received(
    session: Session, consultation: Consultation, agent: UnlockedAgent
) -> None:
    found = survey(session, consultation, agent)
    assert found.told == {
        Stage.READ: Told(1),
        Stage.NOT_BEGUN: Told(1, vouched=1),
        Stage.NOT_PERMITTED: Told(1),
        Stage.WITHDRAWN: Told(1),
        Stage.SET_ASIDE: Told(1),
        Stage.BEGUN: Told(1),
        Stage.CHECKED: Told(1),
        Stage.NO_WORDS: Told(1),
    }
    assert {stage: number for stage, number in found.returned.items() if number} == {
        Stage.READ: 1,
        Stage.NOT_BEGUN: 1,
    }
    assert sum_up(found) == ["Received", 8, 7, 1, 2]
    waiting = [(one.language, one.experiences, one.returns, one.words) for one in found.waiting]
    assert waiting == [("ar", Told(1, 1), 0, 6), ("cy", Told(), 1, 6), ("so", Told(1), 0, 6)]


def test_survey__while_locked__counts_all_but_the_words_of_experiences(
    session: Session, consultation: Consultation, agent: UnlockedAgent
) -> None:
    unlocked = survey(session, consultation, agent)
    agent.lock()
    found = survey(session, consultation, agent)
    assert (found.told, found.returned) == (unlocked.told, unlocked.returned)
    waiting = [(one.language, one.experiences, one.returns, one.words) for one in found.waiting]
    assert waiting == [("ar", Told(1, 1), 0, None), ("cy", Told(), 1, 6), ("so", Told(1), 0, None)]


def test_survey__where_welsh_is_read__counts_it_as_read(
    session: Session, consultation: Consultation, agent: UnlockedAgent
) -> None:
    assert list_reading_languages(session) == ["en"]
    set_reading_languages(session, ["cy", "en", "xx"], actor="system", now=NOW)
    assert list_reading_languages(session) == ["cy", "en"]
    found = survey(session, consultation, agent)
    assert found.returned[Stage.READ] == sum(found.returned.values()) == 2
    set_reading_languages(session, [], actor="system", now=NOW)
    assert list_reading_languages(session) == ["en"]


def test_stage__translated_into_a_language_that_nobody_asked_for__is_not_begun(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent
) -> None:
    account = tell(session, version, agent, "so")
    viewer = view_as_translator(
        session, give(session, account, make_translator(session), agent, language="cy")
    )
    translate_and_check(session, viewer, account, {("change", 0): "Na."}, agent, language="cy")
    assert find_stages(session, [account], ["en"]) == {account.id: Stage.NOT_BEGUN}
    assert find_stages(session, [account], ["en", "cy"]) == {account.id: Stage.CHECKED}


@pytest.fixture
def page_maker(app: Flask, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> UnlockedAgent:
    """The site with one return in Welsh and one in English; nothing is unlocked."""
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(0, "0" * 16))
    agent = UnlockedAgent()
    with sessions.begin() as session:
        version = make_questionnaire_version(
            session, make_consultation(session, government_deadline_on=date(2031, 5, 1))
        )
        make_response(session, version, {"change": "Nid oedd lle yn yr ysgol."}, language="cy")
        tell(session, version, agent, "ar")
    return agent


def test_waiting__of_four_languages__is_in_the_order_of_their_names(consultation: Consultation) -> None:
    by_tag = [
        Waiting("cy", Told(3, 1), 0, None),
        Waiting("prs", Told(), 2, 9),
        Waiting("ti", Told(1), 1, 4),
        Waiting("ar", Told(), 1, 3),
    ]
    rows = list_waiting(Survey(consultation, None, {}, {}, by_tag))
    assert [row[0] for row in rows] == ["Arabic", "Dari", "Tigrinya", "Welsh"]
    assert rows[-1] == ["Welsh", 3, 2, 1, 0, "locked"]


@pytest.mark.usefixtures("page_maker")
def test_page__while_locked__counts_and_says_that_words_are_locked(sign_in: SignIn) -> None:
    page = sign_in(Role.ANALYST).get(PAGE).text
    assert "Welsh" in page and "Arabic" in page and "locked" in page
    assert "Nobody has said by when" in page and "1 May 2031" in page
    assert page.index("Everything received") and "You read English." in page


@pytest.mark.usefixtures("page_maker")
def test_day_and_languages__set_on_their_pages__are_kept_and_shown(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client: FlaskClient = sign_in(Role.MANAGER)
    address = f"{PAGE}consultation-1/needed"
    wrong = {"needed-day": "31", "needed-month": "2", "needed-year": "2031"}
    assert client.post(address, data=wrong).status_code == 422
    assert client.post(address, data={**wrong, "needed-day": "20"}).location == PAGE
    assert 'needed by <time datetime="2031-02-20"' in client.get(PAGE).text
    assert 'value="20"' in client.get(address).text
    assert client.post(f"{PAGE}languages", data={"languages": ["en", "cy"]}).location == PAGE
    assert "You read Welsh, English." in client.get(PAGE).text
    client.post(address, data={"needed-day": "", "needed-month": "", "needed-year": ""})
    with sessions() as session:
        assert session.scalars(select(TranslationNeed)).all() == []


@pytest.mark.usefixtures("page_maker")
def test_pages__for_an_observer__are_refused(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        body = make_organisation(session, standing=Standing.OBSERVER)
        organisation_id = body.id
    client = sign_in(Role.MANAGER, organisation_id=organisation_id)
    for path in (PAGE, f"{PAGE}languages", f"{PAGE}consultation-1/needed"):
        assert client.get(path).status_code == 403
        if path != PAGE:
            assert client.post(path, data={"languages": ["ar"]}).status_code == 403
