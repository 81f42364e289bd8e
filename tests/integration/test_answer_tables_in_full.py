"""The page and files of numbers: what may be counted twice, whole evidence, whose view, people by area."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import SubRegion
from consult.vocabulary import Purpose, Role, Sector
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.region import make_organisation, make_partnership, make_sub_region
from tests.integration.conftest import SignIn
from tests.integration.test_desk_answer_tables import NUMBERS, QUESTIONS

LONG = "The housing register of spring, counted by ward and read twice. " * 8 + "<b>The end</b> of it."
NAMED = {Purpose.ANALYSE: True, Purpose.ATTRIBUTE: True, Purpose.QUOTE: True}


@pytest.fixture(autouse=True)
def asked(sessions: sessionmaker[Session]) -> None:
    """Two counties and a district of one area, all named."""
    with sessions.begin() as session:
        make_partnership(session)
        vale = make_sub_region(session, key="vale", name="vale")
        make_sub_region(session, key="coast", name="coast")
        consultation = make_consultation(session, slug="asked", title={"en": "Homes"})
        version = make_questionnaire_version(session, consultation, *QUESTIONS)
        upper, lower = Sector.LOCAL_AUTHORITY_UPPER, Sector.LOCAL_AUTHORITY_LOWER
        given = {
            "Vale County": (upper, {"homes": 30, "homes_view": "approved"}),
            "Hill County": (upper, {"homes": 10, "homes_view": "officer_view"}),
            "Ostley District": (lower, {"homes": 8, "homes_view": "approved", "homes_evidence": LONG}),
        }
        for name, (sector, answers) in given.items():
            body = make_organisation(session, name=name, sector=sector, sub_region=vale)
            who = {"organisation": body, "sector": sector, "sub_region": vale}
            make_response(session, version, answers, consents=NAMED, **who)


@pytest.fixture
def analyst(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def speak(sessions: sessionmaker[Session], area: str, *people: int) -> None:
    """Groups of an area that agree, each speaking for so many people."""
    with sessions.begin() as session:
        place = session.scalars(select(SubRegion).where(SubRegion.key == area)).one()
        version = session.scalars(select(QuestionnaireVersion)).one()
        for number in people:
            who: dict[str, Any] = {"sector": Sector.VOLUNTARY_COMMUNITY, "sub_region": place}
            given = {"agree": "yes", "speaks_for": number}
            make_response(session, version, given, consents={Purpose.ANALYSE: True}, **who)


def read(client: FlaskClient, name: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(client.get(f"{NUMBERS}/{name}.csv").text))
    return [row for row in rows if row["question"] == "How many homes?"]


def look(client: FlaskClient) -> str:
    return " ".join(client.get(NUMBERS).get_data(as_text=True).split())


def test_numbers__of_a_district_where_there_are_two_counties__are_marked_in_the_row_and_under_the_total(
    analyst: FlaskClient,
) -> None:
    page = look(analyst)
    assert "1 number of a district may be counted twice" in page and "Counted, perhaps twice" in page
    rows = read(analyst, "by-area")
    assert [row["perhaps_counted_twice"] for row in rows] == ["1", "1"]
    rows = read(analyst, "by-council")
    assert {row["body"]: row["state"] for row in rows}["Ostley District"] == "Counted, perhaps twice"


def test_evidence__that_is_long__is_there_whole_and_harmless(analyst: FlaskClient) -> None:
    page = look(analyst)
    assert "&lt;b&gt;The end&lt;/b&gt; of it." in page and "<b>The end" not in page


def test_total__of_numbers_with_whose_view_they_are__says_how_many_of_each(analyst: FlaskClient) -> None:
    assert "Approved: 2; Officer view: 1." in look(analyst)
    rows = read(analyst, "by-area")
    assert [row["whose_view"] for row in rows] == ["", "Approved: 2; Officer view: 1"]


def test_people__of_areas_where_enough_speak_for_them__are_told_by_area(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    speak(sessions, "coast", 10, 20, 30, 40, 50)
    speak(sessions, "vale", 1, 2, 3, 4, 5)
    page = look(analyst)
    assert "people spoken for, by sub-region" in page and ">150<" in page.replace(" ", "")


@pytest.mark.parametrize("people", [(10, 20, 30), (10, 20, 30, 40, 5000)])
def test_people__of_an_area_of_which_one_return_could_be_told__are_told_of_none(
    analyst: FlaskClient,
    sessions: sessionmaker[Session],
    people: tuple[int, ...],
) -> None:
    speak(sessions, "coast", *people)
    speak(sessions, "vale", 400, 2000, 3000, 4000, 5000)
    page = look(analyst)
    assert "people spoken for, by sub-region" not in page
