"""Coming back with a return number: see, change, withdraw, and nothing for those who guess."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.vocabulary import ResponseState, Sector
from tests.factories.answering import SLUG
from tests.factories.region import make_organisation
from tests.integration.visitor import WAY, Visitor

Sessions = sessionmaker[Session]
UNKNOWN = "We do not know that return number."
AFTER = datetime(2031, 7, 1, 9, tzinfo=UTC)


def send_and_finish(visitor: Visitor) -> str:
    number = visitor.send_return()
    visitor.send("receipt", {"written_down": "yes"})
    return number


def come_back(visitor: Visitor, number: str) -> Any:
    return visitor.send("/return/", {"return_number": number})


def read_return(sessions: Sessions) -> tuple[ResponseState, dict[str, Any]]:
    with sessions() as session:
        response = session.scalars(select(Response)).one()
        return response.state, {answer.question_id: answer.value for answer in response.answers}


def test_number__as_written_by_hand__opens_the_return(visitor: Visitor) -> None:
    number = send_and_finish(visitor)
    typed = f" {number.replace(' ', '-').translate(str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩'))} "
    assert come_back(visitor, typed).headers["Location"] == "/return/yours"
    page = visitor.open("/return/yours").text
    for words in ("Safe routes", "Deposits.", "Vale Housing", "1 September 2030", "Yes, but do not name us"):
        assert words in page, words


def test_own_return__seen_in_another_language__keeps_each_answer_in_its_own(visitor: Visitor) -> None:
    come_back(visitor, send_and_finish(visitor))
    page = visitor.open("/return/yours?lang=ar").text
    assert '<div class="as-given" lang="en" dir="ltr">Deposits.' in page
    assert "ما الذي يساعد الناس" in page
    assert "نعم" in page


def test_number__of_a_return_in_another_language__opens_it_in_that_unless_one_was_chosen(
    app: Flask, visitor: Visitor
) -> None:
    visitor.open("/?lang=ar")
    number = send_and_finish(visitor)
    elsewhere = Visitor(app.test_client())
    come_back(elsewhere, number)
    assert elsewhere.open("/return/yours").headers["Location"] == "/return/yours?lang=ar"
    assert '<html lang="ar" dir="rtl"' in elsewhere.open("/return/yours?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in elsewhere.open("/return/yours").text
    chosen = Visitor(app.test_client())
    chosen.open("/?lang=cy")
    come_back(chosen, number)
    assert '<html lang="cy" dir="ltr"' in chosen.open("/return/yours").text


@pytest.mark.parametrize(
    ("answered", "browser", "leads_to"),
    [
        ("so", "cy", None),  # typed in by staff: the form has no Somali
        ("so", "en", None),
        ("pl", "cy", None),  # the form has it, our own words do not: they would fall back to English
        ("pl", "en", "/return/yours?lang=pl"),
    ],
)
def test_number__of_a_return_in_a_language_without_our_words__takes_none_away(
    visitor: Visitor, sessions: Sessions, answered: str, browser: str, leads_to: str | None
) -> None:
    come_back(visitor, send_and_finish(visitor))
    with sessions.begin() as session:
        session.execute(update(Answer).values(language=answered))
    opened = visitor.client.get("/return/yours", headers={"Accept-Language": browser})
    assert opened.headers.get("Location") == leads_to


def test_number__wrong_in_any_way__is_answered_alike(visitor: Visitor) -> None:
    number = send_and_finish(visitor)
    last = str((int(number[-1]) + 1) % 10)
    for wrong in ("", "123", "letters", number[:-1] + last, "000 000 000 000 000 098", "9" * 5000):
        page = come_back(visitor, wrong)
        assert page.status_code == 422, wrong
        assert UNKNOWN in page.text, wrong
        assert 'href="#return-number"' in page.text
    assert visitor.open("/return/yours").headers["Location"] == "/return/"


def test_number__of_a_return_not_sent__opens_nothing(visitor: Visitor) -> None:
    visitor.answer_all()
    with visitor.client.session_transaction() as cookie:
        number = cookie["returns"][SLUG]["number"]
    assert UNKNOWN in come_back(visitor, number).text


def test_change__of_a_sent_return__counts_at_once_and_keeps_the_earlier_text(
    visitor: Visitor, sessions: Sessions
) -> None:
    come_back(visitor, send_and_finish(visitor))
    assert "?from" not in visitor.open("/return/yours").text
    assert visitor.open("q/homes").headers["Location"] == f"/c/{SLUG}/"
    assert visitor.open("/return/change").status_code == 405
    visitor.client.post("/return/change", data=visitor.fill("/return/yours"))
    assert f'href="/c/{SLUG}/q/homes"' in visitor.open("/return/yours").text
    assert visitor.send("q/homes", {"q_homes": ""}).status_code == 422
    assert visitor.send("q/homes", {"q_homes": "Better"}).headers["Location"] == "/return/yours"
    state, said = read_return(sessions)
    assert (state, said["homes"]) == (ResponseState.SUBMITTED, "Better")
    with sessions() as session:
        kept = session.scalars(select(Revision.body))
        assert {"Better", "Deposits.\nAdvice."} <= {body for body in kept if isinstance(body, str)}


def test_begin__sent_again_after_the_number_was_confirmed__asks_for_that_number(visitor: Visitor) -> None:
    start = visitor.fill("")
    visitor.client.post(visitor.at(""), data=start)
    for path, answers in WAY:
        visitor.send(path, answers)
    visitor.send("check")
    visitor.send("receipt", {"written_down": "yes"})
    assert visitor.client.post(visitor.at(""), data=start).headers["Location"] == "/return/"
    for page in ("who", "receipt"):
        assert visitor.open(page).headers["Location"] == f"/c/{SLUG}/", "it is held here no more"


def test_who__changed_on_a_return_that_staff_entered__keeps_the_body_and_its_dissent(
    visitor: Visitor, sessions: Sessions
) -> None:
    number = send_and_finish(visitor)
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        organisation = make_organisation(session, name="Tarn Council")
        response.organisation_id, response.organisation_name, response.dissents = organisation.id, "", True
        organisation_id = organisation.id
    come_back(visitor, number)
    visitor.client.post("/return/change", data=visitor.fill("/return/yours"))
    assert 'value="Tarn Council"' in visitor.open("who").text
    changed = {"q_organisation": "Tarn Council", "q_sector": "health"}
    assert visitor.send("who", changed).headers["Location"] == "/return/yours"
    with sessions() as session:
        response = session.scalars(select(Response)).one()
        assert (response.organisation_id, response.sector, response.dissents) == (
            organisation_id,
            Sector.HEALTH,
            True,
        )


def test_withdraw__asked_and_confirmed__deletes_the_words_and_the_number_stops_working(
    visitor: Visitor, sessions: Sessions
) -> None:
    number = send_and_finish(visitor)
    come_back(visitor, number)
    assert "This cannot be undone." in visitor.open("/return/withdraw").text
    assert read_return(sessions)[0] == ResponseState.SUBMITTED
    assert visitor.send("/return/withdraw").headers["Location"] == "/return/withdrawn"
    assert read_return(sessions) == (ResponseState.WITHDRAWN, {})
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 0
        assert session.scalar(select(func.count()).select_from(Revision)) == 0
    assert visitor.open("/return/yours").status_code == 302
    assert UNKNOWN in come_back(visitor, number).text


@pytest.mark.parametrize("path", ["/return/withdraw", "/return/change"])
def test_return__once_the_consultation_is_over__is_shown_and_not_changed(
    app: Flask, visitor: Visitor, sessions: Sessions, path: str
) -> None:
    number = send_and_finish(visitor)
    app.extensions["clock"] = lambda: AFTER
    come_back(visitor, number)
    page = visitor.open("/return/yours")
    assert (page.status_code, "Withdraw this return" in page.text) == (200, False)
    assert visitor.client.post(path, data={}).status_code == 410
    assert read_return(sessions)[0] == ResponseState.SUBMITTED


def test_leave__on_a_shared_machine__closes_the_return(visitor: Visitor) -> None:
    come_back(visitor, send_and_finish(visitor))
    assert visitor.client.post("/return/leave", data=visitor.fill("/return/yours")).status_code == 302
    assert visitor.open("/return/yours").headers["Location"] == "/return/"


def test_number__typed_into_a_page_that_fails__is_never_shown_or_logged(
    app: Flask, visitor: Visitor, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    number = send_and_finish(visitor)
    app.config["SALT_FILE"] = "/nowhere/salt.hex"
    page = visitor.client.post("/return/", data={"return_number": number})
    assert page.status_code == 500
    shown = page.text + caplog.text + "".join(capsys.readouterr())
    assert number not in shown
    assert number.replace(" ", "") not in shown
