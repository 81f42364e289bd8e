"""An answer in several languages: each passage is shown, quoted and counted in its own."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, AnsweredItem
from consult.models.coding import Segment
from consult.models.consultation import Consultation
from consult.models.language_kinds import LanguageBasis
from consult.models.readings import ExcerptReading
from consult.models.response import Response
from consult.queries.blind import list_drawable
from consult.queries.next_passages import list_places, list_tags_looked_over
from consult.queries.viewer import SYSTEM
from consult.sealing.payloads import open_json
from consult.sealing.places import place_of_segment_language
from consult.services.analyses.browsing import About, Passage, read_passages
from consult.services.analyses.languages_of_passages import Part, SaidIn, choose_said_in, find_own_parts
from consult.services.permissions.reading import read_excerpts
from consult.vocabulary import Purpose, UseKind
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.test_reading_excerpts import Reference

pytestmark = [pytest.mark.portable, pytest.mark.usefixtures("no_models")]

ENGLISH = "My son waited for nine weeks before the school had a place for him."
WELSH = "Arhosodd fy mab am naw wythnos cyn i'r ysgol gael lle iddo yn y dosbarth."
MIXED = f"{ENGLISH} {WELSH}"
PERMITTED = {Purpose.ANALYSE: True, Purpose.QUOTE: True}


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """On both databases, as `session` is."""
    return sessionmaker(engine)


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def consultation(session: Session) -> Consultation:
    return make_told_consultation(session, returns=6)


def send(session: Session, consultation: Consultation) -> Response:
    """A return in English that goes on in Welsh."""
    version = session.scalars(select(Response)).first().questionnaire_version  # type: ignore[union-attr]
    return make_response(session, version, {"experience": MIXED}, consents=PERMITTED)


def tell(session: Session, agent: UnlockedAgent) -> Response:
    """An experience likewise."""
    version = session.scalars(select(Response)).first().questionnaire_version  # type: ignore[union-attr]
    given = {"consents": PERMITTED, "language": "en"}
    return make_sealed_account(session, version, {"experience": MIXED}, agent, **given)


def analyse(
    sessions: sessionmaker[Session],
    session: Session,
    settings: Mapping[str, Any],
    consultation: Consultation,
    agent: UnlockedAgent | None = None,
) -> AnalysisRun:
    consultation_id = consultation.id
    session.commit()
    run = run_analysis(sessions, settings, consultation_id, agent)
    assert run is not None
    session.expire_all()
    return run


def list_segments(session: Session, response: Response) -> list[Segment]:
    of_response = Segment.answer_id.in_([one.id for one in response.answers])
    return list(session.scalars(select(Segment).where(of_response).order_by(Segment.start)))


def browse(
    session: Session, run: AnalysisRun, response: Response, agent: UnlockedAgent | None = None
) -> tuple[Passage, ...]:
    ids = [one.id for one in list_segments(session, response)]
    places = list_places(session, SYSTEM, run, ids)
    placed, about = [places[one] for one in ids], About(run.id, run.consultation_id)
    return read_passages(session, SYSTEM, placed, about, keys=agent, now=NOW)


def quote(session: Session, response: Response, agent: UnlockedAgent | None = None) -> ExcerptReading:
    halves = [(0, len(ENGLISH)), (len(ENGLISH) + 1, len(MIXED))]
    asked = [
        Reference(response.id, *half, id=f"e{n}", question_id="experience") for n, half in enumerate(halves)
    ]
    about: dict[str, Any] = {"use_kind": UseKind.DRAFT, "subject_id": "draft", "now": NOW, "keys": agent}
    return read_excerpts(session, SYSTEM, asked, **about)


def test_return__in_two_languages__has_passages_shown_quoted_and_counted_in_each(
    sessions: sessionmaker[Session], session: Session, settings: Mapping[str, Any], consultation: Consultation
) -> None:
    response = send(session, consultation)
    run = analyse(sessions, session, settings, consultation)
    english, welsh = list_segments(session, response)

    assert (english.language, english.language_basis) == ("en", LanguageBasis.DECLARED)
    assert (welsh.language, welsh.language_basis) == ("cy", LanguageBasis.DETECTED)
    assert welsh.language_confident and welsh.language_sealed is None
    shown = browse(session, run, response)
    assert [(one.language, one.said_in.is_detected) for one in shown] == [("en", False), ("cy", True)]
    filled = quote(session, response).filled
    assert {id: one.language for id, one in filled.items()} == {"e0": "en", "e1": "cy"}
    drawable = dict(list_drawable(session, SYSTEM, SYSTEM, consultation.id, run.id))
    assert (drawable[english.id], drawable[welsh.id]) == ("en", "cy")


def test_accuracy__of_a_passage_in_another_language__counts_there(
    sessions: sessionmaker[Session], session: Session, settings: Mapping[str, Any], consultation: Consultation
) -> None:
    response = send(session, consultation)
    run = analyse(sessions, session, settings, consultation)
    for one in list_segments(session, response):
        one.looked_at = NOW
    session.flush()
    tags = list_tags_looked_over(session, SYSTEM, run)
    assert {(one.number, one.language) for one in tags} == {(1, "en"), (2, "cy")}


def test_passages__of_an_analysis_before_languages_were_kept__have_that_of_their_answer_until_the_next(
    sessions: sessionmaker[Session], session: Session, settings: Mapping[str, Any], consultation: Consultation
) -> None:
    response = send(session, consultation)
    run = analyse(sessions, session, settings, consultation)
    nothing = {"language": None, "language_confident": None, "language_basis": None}
    session.execute(update(Segment).values(nothing))
    session.expire_all()
    before = [one.id for one in list_segments(session, response)]
    drawable = dict(list_drawable(session, SYSTEM, SYSTEM, consultation.id, run.id))
    assert [one.language for one in browse(session, run, response)] == ["en", "en"]
    assert [drawable[id] for id in before] == ["en", "en"]

    run = analyse(sessions, session, settings, consultation)

    assert [one.id for one in list_segments(session, response)] == before
    assert [one.language for one in browse(session, run, response)] == ["en", "cy"]


def test_segments__of_an_earlier_cutting_of_the_same_text__say_no_language_any_more(
    sessions: sessionmaker[Session], session: Session, settings: Mapping[str, Any], consultation: Consultation
) -> None:
    response = send(session, consultation)
    run = analyse(sessions, session, settings, consultation)
    first = list_segments(session, response)[0]
    place = {"answer_id": first.answer_id, "revision_id": first.revision_id}
    spoken = {"language": "fr", "language_confident": True, "language_basis": LanguageBasis.DETECTED}
    session.add(Segment(**place, number=9, start=1, end=len(MIXED), **spoken))
    session.add(Segment(**{**place, "revision_id": None}, number=9, start=0, end=len(MIXED), **spoken))
    shown = browse(session, run, response)
    assert "fr" in {one.language for one in shown}

    run = analyse(sessions, session, settings, consultation)

    left = [one for one in list_segments(session, response) if one.number == 9]
    assert [one.language for one in left] == [None, None], "kept, for decisions about them"
    assert {one.language for one in browse(session, run, response)} == {"en", "cy"}


def test_segment__of_no_revision__is_of_no_answer_that_has_one(
    sessions: sessionmaker[Session], session: Session, settings: Mapping[str, Any], consultation: Consultation
) -> None:
    response = send(session, consultation)
    run = analyse(sessions, session, settings, consultation)
    answer_id = list_segments(session, response)[0].answer_id
    spoken = {"language": "fr", "language_confident": True, "language_basis": LanguageBasis.DETECTED}
    before = [one.language for one in browse(session, run, response)]
    session.add(Segment(answer_id=answer_id, number=9, start=0, end=len(MIXED), **spoken))
    session.flush()
    filled = quote(session, response).filled
    assert (before, [filled[one].language for one in ("e0", "e1")]) == (["en", "cy"], ["en", "cy"])


def test_experience__in_two_languages__keeps_in_clear_only_the_declared_one(
    sessions: sessionmaker[Session],
    session: Session,
    settings: Mapping[str, Any],
    consultation: Consultation,
    agent: UnlockedAgent,
) -> None:
    account = tell(session, agent)
    run = analyse(sessions, session, settings, consultation, agent)
    english, welsh = list_segments(session, account)

    for one in (english, welsh):
        assert (one.language, one.language_confident, one.language_basis) == (None, None, None)
        assert one.language_sealed is not None
    assert len(english.language_sealed or b"") == len(welsh.language_sealed or b""), "its size says nothing"
    item = session.scalars(select(AnsweredItem).where(AnsweredItem.answer_id == welsh.answer_id)).one()
    assert (item.language, item.language_confident) == ("en", False)
    assert [one.language for one in browse(session, run, account, agent)] == ["en", "cy"]
    drawable = dict(list_drawable(session, SYSTEM, SYSTEM, consultation.id, run.id))
    assert drawable[welsh.id] == "en", "counted where nobody unlocked it"
    filled = quote(session, account, agent).filled
    assert {id: one.language for id, one in filled.items()} == {"e0": "en", "e1": "cy"}


def test_experience__in_two_languages__opens_with_its_own_key_and_no_other(
    sessions: sessionmaker[Session],
    session: Session,
    settings: Mapping[str, Any],
    consultation: Consultation,
    agent: UnlockedAgent,
) -> None:
    accounts = [tell(session, agent), tell(session, agent)]
    analyse(sessions, session, settings, consultation, agent)
    keys = [agent.open_key(one.id) for one in accounts]
    assert keys[0] and keys[1]
    [segment, *_] = list_segments(session, accounts[0])

    place = place_of_segment_language(segment.id)
    assert open_json(keys[0], segment.language_sealed or b"", place) == ["en", False, "declared"]
    parts = find_own_parts(session, accounts[0].id, keys[0])
    assert [one.said_in.language for one in parts[accounts[0].id, "experience"]] == ["en", "cy"]
    assert find_own_parts(session, accounts[0].id, keys[1]) == {}


@pytest.mark.parametrize(
    ("start", "end", "language"), [(0, 12, "en"), (8, 20, "cy"), (5, 15, "en"), (30, 40, None)]
)
def test_language__of_a_quotation_over_several_passages__is_that_of_most_of_it(
    start: int, end: int, language: str | None
) -> None:
    parts = [Part(10, 20, SaidIn("cy", is_detected=True)), Part(0, 10, SaidIn("en"))]
    found = choose_said_in(parts, start, end)
    assert (found.language if found else None) == language
