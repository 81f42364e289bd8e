"""A browser that let go of a return opens nothing of it without the number, from its history either."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer
from consult.models.unfinished import UnfinishedReturn
from consult.web.answering_session import COOKIE_KEY
from consult.web.letting_go import COOKIE, MARK_LENGTH, MOST_MARKS
from tests.factories.answering import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.test_saving_for_later import SAVE, come_back, leave, save_at
from tests.integration.visitor import HOMES, Visitor, read_number

Sessions = sessionmaker[Session]
WRITER = "ada.of.the.valley@example.org"
MAIL = {"SMTP_HOST": "localhost", "MAIL_FROM": "consult@example.org", "HOSTS": "localhost"}


def post(visitor: Visitor, path: str, form: dict[str, Any]) -> Any:
    """Send a page of the browser's history again, with what it had."""
    return visitor.client.post(visitor.at(path), data=form)


def lose_session(visitor: Visitor) -> None:
    """The cookie of the session ended; those that live longer stay."""
    with visitor.client.session_transaction() as cookie:
        cookie.clear()


def list_homes(sessions: Sessions) -> list[Any]:
    with sessions() as session:
        return [*session.scalars(select(Answer.value).where(Answer.question_id == "homes"))]


def test_page_of_the_history__after_finish_for_now__opens_nothing_and_keeps_what_was_typed(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    page = visitor.fill("q/homes", {**HOMES, **SAVE})
    number = save_at(visitor, "q/homes", HOMES)
    form = visitor.fill("later/", {"written_down": "yes"})
    assert number in post(visitor, "later/", form).text
    before = list_homes(sessions)
    for _ in range(2):
        refused = post(visitor, "q/homes", {**page, "q_homes": "Typed by whoever came next"})
        assert (refused.status_code, "C257" in refused.text) == (409, True)
        assert "Typed by whoever came next" in refused.text and "Deposits." not in refused.text
        again = post(visitor, "later/", form)
        assert (again.status_code, read_number(again.text)) == (409, "")
        assert visitor.open("q/homes").headers["Location"] == f"/c/{SLUG}/"
        lose_session(visitor)
    assert list_homes(sessions) == before


def test_receipt__confirmed_and_sent_again_from_the_history__shows_no_number(visitor: Visitor) -> None:
    visitor.answer_all()
    check = visitor.fill("check")
    post(visitor, "check", check)
    form = visitor.fill("receipt", {"written_down": "yes"})
    assert read_number(post(visitor, "receipt", form).text)
    lose_session(visitor)
    assert read_number(post(visitor, "receipt", form).text) == ""
    assert post(visitor, "check", check).status_code == 409
    assert visitor.open("receipt").headers["Location"] == f"/c/{SLUG}/"


def test_receipt__not_confirmed_yet__is_found_again_by_the_page_that_sent_it(visitor: Visitor) -> None:
    visitor.answer_all()
    check = visitor.fill("check")
    post(visitor, "check", check)
    number = read_number(visitor.open("receipt").text)
    lose_session(visitor)
    assert post(visitor, "check", check).headers["Location"] == f"/c/{SLUG}/receipt"
    assert read_number(visitor.open("receipt").text) == number, "a lost answer loses no number"


def test_return_changed_with_its_number__and_finished__is_opened_by_nothing_but_the_number(
    visitor: Visitor,
) -> None:
    number = visitor.send_return()
    visitor.send("receipt", {"written_down": "yes"})
    visitor.send("/return/", {"return_number": number})
    own = visitor.fill("/return/yours")
    assert post(visitor, "/return/change", own).status_code == 302
    visitor.send("q/homes", {"q_homes": "Changed"})
    visitor.send("check")
    assert visitor.send("receipt", {"written_down": "yes"}).status_code == 200
    assert visitor.open("/return/yours").headers["Location"] == "/return/"
    assert post(visitor, "/return/change", own).headers["Location"] == "/return/"
    assert visitor.open("q/homes").headers["Location"] == f"/c/{SLUG}/"


def test_page_of_the_history__after_somebody_else_began__touches_nothing_of_theirs(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    page = visitor.fill("q/homes", HOMES)
    save_at(visitor, "q/homes", HOMES)
    form = visitor.fill("later/", {"written_down": "yes"})
    post(visitor, "later/", form)
    visitor.begin()
    visitor.send("q/homes", {"q_homes": "Of the second"})
    before = list_homes(sessions)
    assert post(visitor, "q/homes", {**page, "q_homes": "Of the first"}).status_code == 409
    assert post(visitor, "later/", form).status_code == 409
    assert list_homes(sessions) == before
    assert "Of the second" in visitor.open("q/homes").text, "they go on where they were"


def test_return_taken_up_with_its_number__where_it_was_let_go__is_written_as_before(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    number = save_at(visitor, "q/homes", HOMES)
    leave(visitor)
    assert come_back(visitor, number).startswith(f"/c/{SLUG}/q/homes")
    page = visitor.fill("q/homes", {"q_homes": "More of it"})
    lose_session(visitor)
    assert post(visitor, "q/homes", page).status_code == 302
    assert list_homes(sessions) == ["More of it"]


def test_marks_of_what_was_let_go__of_many__are_short_and_say_no_id(visitor: Visitor) -> None:
    visitor.begin()
    with visitor.client.session_transaction() as cookie:
        response_id = cookie[COOKIE_KEY][SLUG]["response_id"]
    save_at(visitor, "who")
    marks = ".".join("0" * MARK_LENGTH for _ in range(MOST_MARKS + 5))
    visitor.client.set_cookie(COOKIE, marks)
    leave(visitor)
    kept = visitor.client.get_cookie(COOKIE)
    assert kept is not None and len(kept.value.split(".")) == MOST_MARKS
    assert response_id[:MARK_LENGTH] not in kept.value and kept.http_only
    assert response_id.replace("-", "")[:MARK_LENGTH] not in kept.value


@pytest.mark.usefixtures("visitor")
def test_reminder__of_whoever_saved_it__is_shown_to_no_colleague_and_kept_changed_or_stopped(
    make_app: MakeApp, sessions: Sessions
) -> None:
    app: Flask = make_app(**MAIL)
    first = Visitor(app.test_client())
    first.begin()
    number = save_at(first, "q/homes", HOMES)
    leave(first, email=WRITER)

    def open_as_colleague(**typed: str) -> str:
        colleague = Visitor(app.test_client())
        come_back(colleague, number)
        page = colleague.open("later/").text
        assert "A reminder is set" in page and WRITER not in page
        leave(colleague, **typed)
        with sessions() as session:
            return session.scalars(select(UnfinishedReturn.email)).one()

    assert open_as_colleague() == WRITER
    assert open_as_colleague(email="ben@example.org") == "ben@example.org"
    assert open_as_colleague(no_reminder="yes") == ""
