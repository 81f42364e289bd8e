"""Numbers by council and sub-region, and closed answers with their bases: on the page and as files."""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnsweredItem
from consult.models.campaigns import CampaignMember
from consult.models.consent import Use
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import SubRegion
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.services.analyses.analysing import start_run
from consult.vocabulary import Bucket, Purpose, ResponseState, Role, Sector, UseKind
from forms.definitions import Choice, Question
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_partnership, make_sub_region
from tests.integration.conftest import SignIn

NUMBERS = "/desk/consultations/asked/numbers"
QUESTIONS = (
    Question(id="homes", kind="integer", label={"en": "How many homes?"}),
    Question(id="homes_evidence", kind="text", label={"en": "What is it based on?"}),
    Question(
        id="homes_view", kind="select_one", label={"en": "Whose view?"},
        choices=(Choice("officer_view", {"en": "Officers"}), Choice("approved", {"en": "Cabinet"})),
    ),
    Question(id="speaks_for", kind="integer", label={"en": "For how many people do you speak?"}),
    Question(
        id="agree", kind="select_one", label={"en": "Do you agree?"},
        choices=(Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}), Choice("never", {"en": "Never"})),
    ),
)  # fmt: skip
COUNCILS = {
    "Vale County": (Sector.LOCAL_AUTHORITY_UPPER, {"homes": 30, "homes_evidence": "=Cabinet paper 7"}),
    "Ostley District": (Sector.LOCAL_AUTHORITY_LOWER, {"homes": 8, "homes_view": "officer_view"}),
    "Linchford Borough": (Sector.LOCAL_AUTHORITY_LOWER, {"homes": 0, "homes_view": "approved"}),
    "Quiet District": (Sector.LOCAL_AUTHORITY_LOWER, None),
}


@pytest.fixture(autouse=True)
def asked(sessions: sessionmaker[Session]) -> None:
    """Four councils of one area, of which three answered and agreed to be named; and five groups."""
    with sessions.begin() as session:
        make_partnership(session)
        vale, coast = (make_sub_region(session, key=name, name=name) for name in ("vale", "coast"))
        consultation = make_consultation(session, slug="asked", title={"en": "Homes"})
        version = make_questionnaire_version(session, consultation, *QUESTIONS)
        named = {Purpose.ANALYSE: True, Purpose.ATTRIBUTE: True, Purpose.QUOTE: True}
        for name, (sector, answers) in COUNCILS.items():
            body = make_organisation(session, name=name, sector=sector, sub_region=vale)
            who = {"organisation": body, "sector": sector, "sub_region": vale}
            if answers is not None:
                make_response(session, version, answers | {"agree": "yes"}, consents=named, **who)
        for n in range(5):
            who = {"sector": Sector.VOLUNTARY_COMMUNITY, "sub_region": coast}
            given = {"agree": "yes" if n else "no", "speaks_for": 100 * n}
            make_response(session, version, given, consents={Purpose.ANALYSE: True}, **who)


@pytest.fixture
def analyst(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def read(client: FlaskClient, name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(client.get(f"{NUMBERS}/{name}.csv").get_data(as_text=True)))


def test_totals__of_a_county_and_its_districts__count_each_home_once(analyst: FlaskClient) -> None:
    vale, whole = [row for row in read(analyst, "by-area") if row["question"] == "How many homes?"]

    assert (vale["sub_region"], vale["total"], vale["numbers_counted"]) == ("vale", "30", "1")
    assert (vale["in_their_county"], vale["no_return"], vale["left_blank"]) == ("2", "1", "0")
    assert whole["total"] == "30"


def test_working_table__of_councils__gives_state_view_and_evidence(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    found = {row["body"]: row for row in read(analyst, "by-council") if row["question"] == "How many homes?"}

    assert {name: (row["state"], row["number"]) for name, row in found.items()} == {
        "Vale County": ("Counted", "30"),
        "Ostley District": ("In its county’s number", "8"),
        "Linchford Borough": ("In its county’s number", "0"),
        "Quiet District": ("No return", ""),
    }
    assert found["Ostley District"]["view"] == "Officer view"
    assert found["Linchford Borough"]["county"] == "Vale County"
    assert found["Vale County"]["evidence"] == "'=Cabinet paper 7"
    with sessions() as session:
        file = session.scalars(select(ReleasedFile)).one()
        uses = session.scalars(select(Use.kind).where(Use.subject_id == file.subject_id)).all()
    assert file.digest and set(uses) == {UseKind.EXPORT}


def test_choices__with_small_numbers__are_protected_with_their_bases(analyst: FlaskClient) -> None:
    rows = [row for row in read(analyst, "choices") if row["question"] == "Do you agree?"]
    found = {(row["answer"], row["sub_region"]): (row["returns"], row["of"]) for row in rows}

    assert found["No", "coast"] == ("", "") and found["No", "The whole region"] == ("", "8")
    assert found["Yes", "vale"] == ("", "")  # three councils: fewer than may be shown
    assert found["Never", "The whole region"] == ("0", "8")
    assert {row["people_spoken_for"] for row in rows} == {""}


def test_choices__of_returns_with_a_letter__are_counted_without_those_who_added_nothing(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        run = start_run(session, version.questionnaire.consultation_id, as_of_on=NOW.date(), now=NOW)
        run.finished_at = NOW
        areas = {one.key: one for one in session.scalars(select(SubRegion))}
        for n in range(14):
            given = {"agree": "yes" if n < 10 else "no", "homes_evidence": "We ask for homes now."}
            area = areas["vale" if n in (8, 9) else "coast"]
            sent = make_response(session, version, given, consents={Purpose.ANALYSE: True}, sub_region=area)
            answer_id = next(one.id for one in sent.answers if one.question_id == "homes_evidence")
            item = {"run_id": run.id, "answer_id": answer_id}
            session.add(AnsweredItem(**item, language="en", bucket=Bucket.ANALYSED))
            session.add(CampaignMember(**item, key="C01", shared=1.0, is_counted=n < 6))
    page = " ".join(analyst.get(NUMBERS).get_data(as_text=True).split())
    assert "Do you agree? – without shared wording" in page
    notes = [row["question"] for row in read(analyst, "choices") if row["answer"] == ""]
    assert len(notes) == 1 and "two files taken off each other could tell" in notes[0]
    assert "17 of 22" in page and "11 of 16" in page and "5 of 16" in page


@pytest.mark.parametrize("name", ["by-area", "choices"])
def test_table__to_publish__is_on_record_with_its_bytes_and_what_was_read_for_it(
    analyst: FlaskClient, sessions: sessionmaker[Session], name: str
) -> None:
    sent = analyst.get(f"{NUMBERS}/{name}.csv").data

    with sessions() as session:
        file = session.scalars(select(ReleasedFile)).one()
        uses = session.scalars(select(Use.kind).where(Use.subject_id == file.subject_id)).all()
    assert file.digest == hashlib.sha256(sent).hexdigest() and file.description.endswith("to publish")
    assert set(uses) == {UseKind.TABLE}  # numbers stand, unlike words, when a permission is taken back


def test_page__of_a_table_to_publish__says_that_a_second_can_be_refused(analyst: FlaskClient) -> None:
    page = analyst.get(NUMBERS).get_data(as_text=True)

    assert "Publish from the files, not from this page" in page and "A second file is refused" in page


def test_page__of_numbers__says_total_range_and_what_is_not_added_again(analyst: FlaskClient) -> None:
    page = " ".join(analyst.get(NUMBERS).get_data(as_text=True).split())

    assert "30 in all, from 1 number of councils; the smallest 30, the largest 30." in page
    assert "2 numbers are in a county’s and not added again." in page
    assert "8 of 8 returns answered." in page and "not shown" in page


def test_file__with_an_unknown_name_or_ending__is_not_found(analyst: FlaskClient) -> None:
    for name in ("by-area.exe", "others.csv", "by-council.doc"):
        assert analyst.get(f"{NUMBERS}/{name}").status_code == 404


def add_returns(sessions: sessionmaker[Session], count: int, **given: Any) -> None:
    """More groups of the coast that answer, and did not agree to be named."""
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        coast = session.scalars(select(SubRegion).where(SubRegion.key == "coast")).one()
        who = {"sector": Sector.VOLUNTARY_COMMUNITY, "sub_region": coast}
        for _ in range(count):
            make_response(session, version, given, consents={Purpose.ANALYSE: True}, **who)


@pytest.mark.parametrize(
    ("name", "few", "more", "then"),
    [("choices", {"agree": "yes"}, {"agree": "yes"}, 200), ("by-area", {"homes": 7}, {"homes": 7}, 200),
     ("by-area", {"homes": 100}, {"homes": 1}, 409)],
)  # fmt: skip
def test_second_table__beside_which_a_few_could_be_told__is_refused_until_enough_came(
    analyst: FlaskClient,
    sessions: sessionmaker[Session],
    name: str,
    few: dict[str, Any],
    more: dict[str, Any],
    then: int,
) -> None:
    add_returns(sessions, 6, homes=10, agree="yes")
    assert [analyst.get(f"{NUMBERS}/{name}.csv").status_code for _ in range(2)] == [200, 200]
    add_returns(sessions, 1, **few)
    refused = analyst.get(f"{NUMBERS}/{name}.csv")
    assert refused.status_code == 409 and "C408" in refused.text
    with sessions() as session:
        on_record = {file.subject_id for file in session.scalars(select(ReleasedFile))}
        used = set(session.scalars(select(Use.subject_id).where(Use.kind == UseKind.TABLE)))
    assert len(on_record) == 2 and used == on_record, "what is refused is not on record"

    add_returns(sessions, 5, **more)
    assert analyst.get(f"{NUMBERS}/{name}.csv").status_code == then


def test_second_table__after_a_return_was_taken_back__is_refused(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    add_returns(sessions, 9, agree="yes")
    assert analyst.get(f"{NUMBERS}/choices.csv").status_code == 200
    with sessions.begin() as session:
        who = select(Response).join(Response.sub_region).where(SubRegion.key == "coast")
        session.scalars(who.order_by(Response.id)).all()[0].state = ResponseState.WITHDRAWN
    assert analyst.get(f"{NUMBERS}/choices.csv").status_code == 409
    assert analyst.get(NUMBERS).status_code == 200, "the page is for work inside the partnership"
