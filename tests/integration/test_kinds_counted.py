"""What the newer kinds of questions come to: on the page of numbers, in its files and in a draft."""

import csv
import io
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from analysis.tables.summaries import summarise
from analysis.tables.tiers import Number, stand
from consult.services.returns.sent_numbers import read_amount
from consult.vocabulary import Purpose, Role, Sector
from forms.definitions import Choice, Question
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.region import make_organisation, make_partnership, make_sub_region
from tests.integration.conftest import SignIn

NUMBERS = "/desk/consultations/kinds/numbers"
CHOICES = (Choice("families", {"en": "Families"}), Choice("older", {"en": "Older people"}))
QUESTIONS = (
    Question("cost", "decimal", {"en": "What does it cost?"}),
    Question("trust", "range", {"en": "How much trust?"}, parameters={"start": "0", "end": "5", "step": "1"}),
    Question("share", "range", {"en": "What share?"}, parameters={"start": "0", "end": "100", "step": "1"}),
    Question("opens", "time", {"en": "When do you open?"}),
    Question("order", "rank", {"en": "Who first?"}, choices=CHOICES),
    Question("read", "acknowledge", {"en": "I have read it"}),
)


@pytest.fixture(autouse=True)
def asked(sessions: sessionmaker[Session]) -> None:
    """Six councils of one area that agreed to be named."""
    with sessions.begin() as session:
        make_partnership(session)
        vale = make_sub_region(session, key="vale", name="vale")
        version = make_questionnaire_version(
            session, make_consultation(session, slug="kinds", title={"en": "Kinds"}), *QUESTIONS
        )
        named = {Purpose.ANALYSE: True, Purpose.ATTRIBUTE: True, Purpose.QUOTE: True}
        for n in range(6):
            body = make_organisation(
                session, name=f"Council {n}", sector=Sector.LOCAL_AUTHORITY_UPPER, sub_region=vale
            )
            who = {"organisation": body, "sector": body.sector, "sub_region": vale}
            given = {
                "cost": f"{n}.10", "trust": 4 if n else 1, "share": 10 * n, "opens": "09:05",
                "order": ["older", "families"], "read": "OK",
            }  # fmt: skip
            make_response(session, version, given, consents=named, **who)


@pytest.fixture
def analyst(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def read(client: FlaskClient, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"{NUMBERS}/{name}.csv").get_data(as_text=True))))


def test_page__of_numbers__adds_decimals_exactly_and_says_what_is_not_counted(analyst: FlaskClient) -> None:
    page = analyst.get(NUMBERS).get_data(as_text=True)
    assert "15.6 in all, from 6 numbers of councils" in page
    assert "150 in all, from 6 numbers of councils" in page
    assert "How much trust?" in page.split("Questions with answers to choose from")[1]
    left_out = page.split("in none of these tables")[1]
    for words in ("When do you open?", "Who first?", "I have read it"):
        assert words in left_out
    assert "What does it cost?" not in left_out


def test_files__of_numbers__hold_them_and_scales_are_choices(analyst: FlaskClient) -> None:
    totals = {
        row["question"]: row["total"] for row in read(analyst, "by-area") if row["sub_region"] == "vale"
    }
    assert totals == {"What does it cost?": "15.6", "What share?": "150"}
    single = {row["body"]: row["number"] for row in read(analyst, "by-council") if "cost" in row["question"]}
    assert single["Council 3"] == "3.1"
    scale = {row["answer"] for row in read(analyst, "choices")}
    assert scale == {"0", "1", "2", "3", "4", "5"}


def test_amounts__with_parts__are_added_without_a_binary_fraction() -> None:
    given = [read_amount(text) for text in ("0.1", "0.2", "0.30")]
    numbers = [Number(str(n), str(n), "vale", amount) for n, amount in enumerate(given)]
    found = summarise(stand(numbers), "vale")
    assert (found.total, found.least, found.most, found.middle) == (
        Decimal("0.6"),
        Decimal("0.1"),
        Decimal("0.3"),
        0.2,
    )
    assert read_amount("12.0") == 12 and isinstance(read_amount("12.0"), int)
