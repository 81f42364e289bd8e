"""From the front door to the receipt, as a browser without script sends it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.services.permissions.consenting import current_consent
from consult.vocabulary import Purpose, ResponseState, Sector
from tests.factories.answering import SLUG
from tests.factories.numbering import TODAY
from tests.integration.visitor import HOMES, WAY, WHO, Visitor, read_number

Sessions = sessionmaker[Session]


def get_return(session: Session) -> Response:
    return session.scalars(select(Response)).one()


def count_returns(sessions: Sessions) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Response)) or 0


def test_return__answered_to_the_end__is_received_with_everything_said(
    visitor: Visitor, sessions: Sessions
) -> None:
    number = visitor.send_return()
    assert re.fullmatch(r"(\d{3} ){5}\d{3}", number)
    with sessions() as session:
        response = get_return(session)
        assert (response.state, response.received_on) == (ResponseState.SUBMITTED, TODAY)
        assert (response.organisation_name, response.sector) == ("Vale Housing", Sector.VOLUNTARY_COMMUNITY)
        said = {answer.question_id: answer.value for answer in response.answers}
        assert said == {
            "homes": "Deposits.\nAdvice.",
            "count": 12,
            "began": "2030-09-01",
            "works": "yes",
            "needs": ["yes", "no"],
        }
        given = {purpose: one.granted for purpose, one in current_consent(session, response.id).items()}
        assert given == {Purpose.QUOTE: True, Purpose.ATTRIBUTE: False}


def test_home__while_open__leads_to_the_consultation_without_beginning_anything(
    visitor: Visitor, sessions: Sessions
) -> None:
    home = visitor.open("/")
    assert f'href="/c/{SLUG}/"' in home.text
    assert "until the end of" in home.text
    assert "30 June 2031" in home.text
    start = visitor.open("")
    assert "Department for Settlement" in start.text
    assert "Freedom of Information Act 2000" in start.text
    assert count_returns(sessions) == 0


@pytest.mark.parametrize("path", ["/contact", "/privacy", "/accessibility", "/return/"])
@pytest.mark.parametrize("language", ["en", "ar", "prs", "ti", "uk", "cy"])
def test_fixed_page__in_each_language__is_there_with_its_language(
    visitor: Visitor, path: str, language: str
) -> None:
    page = visitor.open(f"{path}?lang={language}")
    assert page.status_code == 200
    direction = "rtl" if language in ("ar", "prs") else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in page.text


def test_begin__sent_twice__begins_one_return(visitor: Visitor, sessions: Sessions) -> None:
    form = visitor.fill("")
    places = [visitor.client.post(visitor.at(""), data=form).headers["Location"] for _ in range(2)]
    assert places == [f"/c/{SLUG}/who"] * 2
    assert count_returns(sessions) == 1


def test_submit__sent_twice_and_after_going_back__is_one_return_with_one_number(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.answer_all()
    form = visitor.fill("check")
    numbers = set()
    for _ in range(3):
        assert visitor.client.post(visitor.at("check"), data=form).headers["Location"].endswith("/receipt")
        numbers.add(read_number(visitor.open("receipt").text))
    assert len(numbers) == 1
    assert count_returns(sessions) == 1
    assert visitor.open("check").headers["Location"].endswith("/receipt")
    assert visitor.open("q/homes").headers["Location"].endswith("/receipt")


def test_submit__with_required_answers_missing__says_which_and_links_to_them(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    page = visitor.send("check")
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    for path in ("q/homes", "who", "use"):
        assert f'<a href="/c/{SLUG}/{path}?from=check">' in page.text
    with sessions() as session:
        assert get_return(session).state == ResponseState.IN_PROGRESS


def test_change__from_the_last_page__leads_back_there(visitor: Visitor) -> None:
    visitor.answer_all()
    assert visitor.send("q/homes?from=check", HOMES).headers["Location"].endswith("/check")
    assert visitor.send("q/homes", HOMES).headers["Location"].endswith("/q/count")


def test_receipt__until_the_number_is_confirmed__is_shown_again(visitor: Visitor) -> None:
    visitor.answer_all()
    assert "You have not confirmed" not in visitor.open("/").text
    visitor.send("check")
    number = read_number(visitor.open("receipt").text)
    unconfirmed = visitor.send("receipt")
    assert (unconfirmed.status_code, read_number(unconfirmed.text)) == (422, number)
    assert "You have not confirmed your return number yet" in visitor.open("/").text
    leaving = visitor.send("receipt", {"written_down": "yes"})
    assert read_number(leaving.text) == number
    assert visitor.open("receipt").status_code == 302
    assert "You have not confirmed" not in visitor.open("/").text


def test_receipt__before_anything_was_sent__is_not_shown(visitor: Visitor) -> None:
    visitor.answer_all()
    assert visitor.open("receipt").headers["Location"] == f"/c/{SLUG}/"


def test_who__an_organisation_without_a_name__is_asked_for_it(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.send("who", {**WHO, "q_organisation": " "})
    assert page.status_code == 422
    assert "Enter the name of your organisation" in page.text
    assert 'value="voluntary_community" selected' in page.text
    assert visitor.send("who", {"q_sector": "individual"}).status_code == 302


def test_use__when_first_asked__has_nothing_chosen(visitor: Visitor) -> None:
    visitor.begin()
    assert " checked" not in visitor.open("use").text
    assert visitor.send("use").status_code == 422


def test_returns__of_two_visitors__are_two(
    visitor: Visitor, sessions: Sessions, new_visitor: Callable[[], Visitor]
) -> None:
    assert visitor.send_return() != new_visitor().send_return()
    assert count_returns(sessions) == 2


def test_way__listed__shows_each_page_with_its_step(visitor: Visitor) -> None:
    visitor.begin()
    for number, (path, _) in enumerate(WAY, 1):
        assert f"Step {number} of 6" in visitor.open(path).text


def test_check__by_pages__stands_under_the_headings_of_the_questionnaire(visitor: Visitor) -> None:
    visitor.answer_all()
    headings = re.findall(r'<h2 class="govuk-heading-m"[^>]*>([^<]+)</h2>', visitor.open("check").text)
    assert headings == [
        "Who is answering",
        "Homes",
        "Questions",
        "Your work",
        "How we may use it",
        "Send your return",
    ]
