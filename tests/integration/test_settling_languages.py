"""An answer that contradicts the language declared: told to people, settled by one, followed from then on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.errors import NotFound
from consult.jobs import analysis as analysis_job
from consult.models.analysis import AnalysisRun, AnsweredItem
from consult.models.audit import AuditEntry
from consult.models.coding import Segment
from consult.models.language_kinds import LanguageBasis
from consult.models.response import Answer, Response
from consult.models.settled_languages import SettledLanguage
from consult.queries.viewer import SYSTEM
from consult.services.analyses.settling_languages import settle_language
from consult.services.experiences.listening import listen
from consult.vocabulary import Purpose, Role
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.collecting import make_account, make_response
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.conftest import SignIn

POLISH = "Mój syn czekał dziewięć tygodni, zanim w szkole znalazło się dla niego miejsce."
THEMES = "/desk/consultations/told/themes"
LISTED = "/desk/consultations/told/answer-languages"


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, Any]:
    return {"KEY_SOCKET": str(tmp_path / "keys.sock")}


@pytest.fixture
def told(sessions: sessionmaker[Session], settings: Mapping[str, Any]) -> tuple[str, str]:
    """An analysed consultation with one Polish return that was declared English: the ids of both."""
    with sessions.begin() as session:
        consultation = make_told_consultation(session, returns=6)
        version = session.scalars(select(Response)).first().questionnaire_version  # type: ignore[union-attr]
        given = {"organisation_name": "Polski Dom", "language": "en"}
        ids = consultation.id, make_response(session, version, {"experience": POLISH}, **given).id
    run_analysis(sessions, settings, ids[0])
    return ids


def look(sessions: sessionmaker[Session], response_id: str) -> tuple[AnsweredItem, Segment]:
    """What the last run found of the return's one answer."""
    with sessions() as session:
        of_return = Answer.response_id == response_id
        items = select(AnsweredItem).join(Answer, Answer.id == AnsweredItem.answer_id).where(of_return)
        segment = session.scalars(select(Segment).join(Segment.answer).where(of_return)).one()
        runs = list(session.scalars(items))
        found = [one for one in runs if one.run_id == _find_last(session, runs)]
        session.expunge_all()
        return found[0], segment


def _find_last(session: Session, items: list[AnsweredItem]) -> str:
    from_runs = {one.run_id for one in items}
    return max(from_runs, key=lambda id: session.get_one(AnalysisRun, id).number)


def test_return__that_reads_as_another_language__is_shown_counted_and_listed(
    sessions: sessionmaker[Session], told: tuple[str, str], sign_in: SignIn
) -> None:
    analyst = sign_in(Role.ANALYST)
    page = analyst.get(f"/desk/consultations/told/returns/{told[1]}").text
    assert "Declared English; reads as Polish" in page
    assert "It is Polish" in page and "It is English, as declared" in page
    assert "1 answer of a return reads" in analyst.get(THEMES).text
    listed = analyst.get(LISTED).text
    assert "Polski Dom" in listed and f"{told[1]}#q-experience" in listed


def test_return__in_letters_of_no_known_language__is_listed_and_can_be_said_to_be_as_declared(
    sessions: sessionmaker[Session], told: tuple[str, str], sign_in: SignIn
) -> None:
    with sessions.begin() as session:
        session.scalars(select(AnsweredItem).where(AnsweredItem.reads_as.is_not(None))).one().reads_as = "und"
    analyst = sign_in(Role.ANALYST)
    page = analyst.get(f"/desk/consultations/told/returns/{told[1]}").text
    assert "Declared English; reads as Unknown language" in page and "It is English, as declared" in page
    assert "It is Unknown language" not in page
    assert "Unknown language" in analyst.get(LISTED).text


def test_return__that_reads_as_declared__has_nothing_to_settle(
    sessions: sessionmaker[Session], told: tuple[str, str], sign_in: SignIn
) -> None:
    with sessions() as session:
        other = session.scalars(select(Response.id).where(Response.id != told[1])).first()
    page = sign_in(Role.ANALYST).get(f"/desk/consultations/told/returns/{other}").text
    assert "reads as" not in page and "It is in another language" not in page


def settle(client: FlaskClient, response_id: str, language: str) -> None:
    address = f"/desk/consultations/told/returns/{response_id}/language?question=experience"
    assert client.post(address, data={"language": language}).status_code == 302


@pytest.mark.parametrize(("language", "named"), [("pl", "Polish"), ("en", "English")])
def test_language__settled_by_a_person__is_on_record_and_holds_for_the_next_run(
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    told: tuple[str, str],
    sign_in: SignIn,
    language: str,
    named: str,
) -> None:
    before, _ = look(sessions, told[1])
    assert (before.language, before.reads_as) == ("en", "pl")
    analyst = sign_in(Role.ANALYST)

    settle(analyst, told[1], language)

    with sessions() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "language settled")).one()
        assert entry.subject_id == told[1] and entry.details["reason"].startswith(f"experience: {language}")
    assert "reads as another language" not in analyst.get(THEMES).text
    page = analyst.get(f"/desk/consultations/told/returns/{told[1]}").text
    assert f"said that it is in {named}" in page and "Declared English; reads as" not in page

    run_analysis(sessions, settings, told[0])

    item, segment = look(sessions, told[1])
    assert (item.language, item.reads_as) == (language, None)
    assert (segment.language, segment.language_basis) == (language, LanguageBasis.DECLARED)


def test_language__settled_of_a_text_that_changed_since__is_asked_again(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], told: tuple[str, str], sign_in: SignIn
) -> None:
    analyst = sign_in(Role.ANALYST)
    settle(analyst, told[1], "en")
    with sessions.begin() as session:
        session.scalars(select(SettledLanguage)).one().revision_id = None

    run_analysis(sessions, settings, told[0])

    assert look(sessions, told[1])[0].reads_as == "pl"
    assert "1 answer of a return reads" in analyst.get(THEMES).text


def test_experience__that_reads_as_another_language__says_so_nowhere_in_clear(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], told: tuple[str, str]
) -> None:
    agent = UnlockedAgent()
    with sessions.begin() as session:
        version = session.get_one(Response, told[1]).questionnaire_version
        given: dict[str, Any] = {"consents": {Purpose.ANALYSE: True}, "language": "en"}
        account = make_sealed_account(session, version, {"experience": POLISH}, agent, **given).id

    run_analysis(sessions, settings, told[0], agent)

    item, segment = look(sessions, account)
    assert (item.language, item.reads_as, segment.language) == ("en", None, None)
    assert segment.language_sealed is not None
    with sessions.begin() as session:
        response = session.get_one(Response, account)
        [heard] = listen(session, SYSTEM, response, keys=agent, now=NOW).answers
        assert (heard.language, heard.reads_as) == ("en", "pl")
        agent.lock()
        assert not listen(session, SYSTEM, response, keys=agent, now=NOW).answers


def test_language__of_an_experience__is_never_settled(
    sessions: sessionmaker[Session], told: tuple[str, str]
) -> None:
    with sessions.begin() as session:
        version = session.get_one(Response, told[1]).questionnaire_version
        account = make_account(session, version, {"experience": b"sealed"})
        with pytest.raises(NotFound):
            settle_language(session, account, "experience", "pl", staff_id="somebody", now=NOW)


def test_language__settled_by_an_auditor__is_refused(told: tuple[str, str], sign_in: SignIn) -> None:
    address = f"/desk/consultations/told/returns/{told[1]}/language?question=experience"
    assert sign_in(Role.AUDITOR).post(address, data={"language": "pl"}).status_code == 403
