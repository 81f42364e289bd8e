"""Numbers by council and sub-region with and without shared wording: the page, files, and a second file."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, AnsweredItem
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.campaigns import CampaignDecision, CampaignMember
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import SubRegion
from consult.models.release import ReleasedFile
from consult.models.response import Answer, Response
from consult.services.analyses.analysing import start_run
from consult.services.counting.tabulated_rows import NO_SECOND_TOTAL
from consult.vocabulary import Bucket, Purpose, Role, Sector
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_partnership, make_sub_region
from tests.integration.conftest import SignIn
from tests.integration.test_desk_answer_tables import NUMBERS, QUESTIONS

LETTER = "We ask for homes now."
UPPER, LOWER = Sector.LOCAL_AUTHORITY_UPPER, Sector.LOCAL_AUTHORITY_LOWER
COUNCILS = {
    "Vale County": (UPPER, "vale", 30, LETTER),
    "Ostley District": (LOWER, "vale", 8, "The register."),
    "Linchford Borough": (LOWER, "vale", 0, "The register."),
    "Quiet District": (LOWER, "vale", None, None),
    "Coast County": (UPPER, "coast", 50, "A count."),
    "Blank District": (LOWER, "coast", None, LETTER),
}
OTHERS = [(10 + n, LETTER) for n in range(5)] + [(40, "Our list.")] * 6


@pytest.fixture(autouse=True)
def asked(sessions: sessionmaker[Session]) -> None:
    """Named councils of two areas, and eleven groups that are not named; some wrote only a letter."""
    with sessions.begin() as session:
        make_partnership(session)
        areas = {name: make_sub_region(session, key=name, name=name) for name in ("vale", "coast", "moor")}
        consultation = make_consultation(session, slug="asked", title={"en": "Homes"})
        version = make_questionnaire_version(session, consultation, *QUESTIONS)
        run = start_run(session, consultation.id, as_of_on=NOW.date(), now=NOW)
        run.finished_at = NOW
        for name, (sector, area, number, words) in COUNCILS.items():
            body = make_organisation(session, name=name, sector=sector, sub_region=areas[area])
            who = {"organisation": body, "sector": sector, "sub_region": areas[area]}
            if words is not None:
                answer(session, version, run.id, number, words, is_named=True, **who)
        for number, words in OTHERS:
            who = {"sector": Sector.VOLUNTARY_COMMUNITY, "sub_region": areas["moor"]}
            answer(session, version, run.id, number, words, is_named=False, **who)


def answer(
    session: Session,
    version: QuestionnaireVersion,
    run_id: str,
    number: int | None,
    words: str,
    *,
    is_named: bool,
    **who: object,
) -> None:
    """A return whose words were analysed; it is in the campaign if it has those of the letter."""
    given = {"homes_evidence": words} | (
        {} if number is None else {"homes": number, "homes_view": "approved"}
    )
    consents = {Purpose.ANALYSE: True, Purpose.ATTRIBUTE: is_named, Purpose.QUOTE: is_named}
    sent = make_response(session, version, given, consents=consents, **who)
    item = {
        "run_id": run_id,
        "answer_id": next(one.id for one in sent.answers if one.question_id == "homes_evidence"),
    }
    session.add(AnsweredItem(**item, language="en", bucket=Bucket.ANALYSED))
    if words == LETTER:
        session.add(CampaignMember(**item, key="C01", shared=1.0, is_counted=True))


@pytest.fixture
def analyst(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def read(client: FlaskClient, name: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(client.get(f"{NUMBERS}/{name}.csv").text))
    return [row for row in rows if row["question"] in {"How many homes?", NO_SECOND_TOTAL}]


def list_totals(client: FlaskClient, kind: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """By area and by what is counted: what they come to, single ones, and what is not added."""
    sizes = ("total", "numbers_counted", "of_them_nought", "smallest", "largest")
    names = (*sizes, "left_blank", "in_their_county")
    return {
        (row["sub_region"], row["counted"]): tuple(row[name] for name in names)
        for row in read(client, "by-area")
        if row["kind"] == kind
    }


def test_file__of_totals__gives_both_and_counts_a_district_once_in_each(analyst: FlaskClient) -> None:
    every, own = "All returns", "Without shared wording"

    assert list_totals(analyst, "councils") == {
        ("coast", every): ("50", "1", "0", "50", "50", "1", "0"),
        ("vale", every): ("30", "1", "0", "30", "30", "0", "2"),
        ("The whole region", every): ("80", "2", "0", "30", "50", "1", "2"),
        ("coast", own): ("50", "1", "0", "50", "50", "not shown", "0"),
        ("vale", own): ("8", "2", "1", "0", "8", "not shown", "0"),
        ("The whole region", own): ("58", "3", "1", "0", "50", "not shown", "0"),
    }
    assert list_totals(analyst, "other bodies") == {
        ("moor", every): ("300", "11", "", "", "", "0", "0"),
        ("The whole region", every): ("300", "11", "", "", "", "0", "0"),
        ("moor", own): ("240", "6", "", "", "", "0", "0"),
        ("The whole region", own): ("240", "6", "", "", "", "0", "0"),
    }


def test_page__of_numbers_with_letters__gives_both_totals_and_whose_view(analyst: FlaskClient) -> None:
    page = " ".join(analyst.get(NUMBERS).text.split())

    assert "80 in all, from 2 numbers of councils; the smallest 30, the largest 50." in page
    assert (
        "Without returns of nothing but shared wording: 58 in all, from 3 numbers of councils; "
        "the smallest 0, the largest 50. Approved: 3. A district whose county is left out is added." in page
    )
    assert "240 in all, from 6 numbers of other bodies. Approved: 6." in page
    assert page.count("Councils, by sub-region, without shared wording</caption>") == 1, (
        "where nobody gave one"
    )
    assert "Counted; left out without shared wording" in page
    assert "In its county’s number (Vale County); added without shared wording" in page


def test_page__of_a_letter_that_few_sent__gives_one_total_and_says_so(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        wanted = select(CampaignMember).join(Answer, Answer.id == CampaignMember.answer_id).join(Response)
        of_groups = wanted.where(Response.sector == Sector.VOLUNTARY_COMMUNITY)
        session.scalars(of_groups).all()[0].is_counted = False
    page = " ".join(analyst.get(NUMBERS).text.split())

    assert "300 in all, from 11 numbers of other bodies" in page and "from 7 numbers" not in page
    assert (
        "There is no total of other bodies without shared wording: beside the first total it could give one "
        "body’s number away." in page
    )
    rows = list_totals(analyst, "other bodies")
    assert rows["The whole region", "Without shared wording"][:2] == ("not shown", "")


def test_working_table__of_councils__says_how_each_counts_without_shared_wording(
    analyst: FlaskClient,
) -> None:
    rows = read(analyst, "by-council")

    assert {row["body"]: row["without_shared_wording"] for row in rows if row["kind"] == "councils"} == {
        "Vale County": "Left out",
        "Ostley District": "Counted",
        "Linchford Borough": "Counted",
        "Quiet District": "No return",
        "Coast County": "Counted",
        "Blank District": "Left out",
    }


def decide(session: Session, at: datetime) -> None:
    consultation_id = session.scalars(select(ReleasedFile.consultation_id)).first()
    verdict = {"key": "C01", "verdict": CampaignVerdict.CONFIRMED}
    session.add(CampaignDecision(consultation_id=consultation_id, at=at, **verdict))


def test_second_file__once_shared_wording_was_decided_anew__has_the_first_totals_only(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    first = analyst.get(f"{NUMBERS}/by-area.csv").data
    assert analyst.get(f"{NUMBERS}/by-area.csv").data == first, "where nothing moved, the file is the same"
    with sessions.begin() as session:
        made_at = session.scalars(select(ReleasedFile.made_at)).all()[-1]
        decide(session, made_at + timedelta(seconds=1))
    rows = read(analyst, "by-area")
    assert {row["counted"] for row in rows[:-1]} == {"All returns"} and rows[-1][
        "question"
    ] == NO_SECOND_TOTAL
    assert "Without returns of nothing but shared wording" in analyst.get(NUMBERS).text


def test_second_file__with_returns_that_came_since__has_the_first_totals_only(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert len(list_totals(analyst, "other bodies")) == 4
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        moor = session.scalars(select(SubRegion).where(SubRegion.key == "moor")).one()
        who = {"sector": Sector.VOLUNTARY_COMMUNITY, "sub_region": moor}
        for _ in range(6):
            make_response(session, version, {"homes": 9}, consents={Purpose.ANALYSE: True}, **who)
    assert {key[1] for key in list_totals(analyst, "other bodies")} == {"All returns"}


def test_first_file__after_the_analysis__has_both_totals_beside_one_from_before(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert len(list_totals(analyst, "other bodies")) == 4
    with sessions.begin() as session:
        made_at = session.scalars(select(ReleasedFile.made_at)).one()
        session.scalars(select(AnalysisRun)).one().finished_at = made_at + timedelta(seconds=1)
    assert len(list_totals(analyst, "other bodies")) == 4, "of a time when no letter was looked for"
