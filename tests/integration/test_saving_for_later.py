"""A return that is saved for later: its number opens it in any browser, where somebody stopped."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer, Response
from consult.models.unfinished import UnfinishedReturn
from consult.vocabulary import ResponseState
from tests.factories.answering import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.visitor import HOMES, WAY, WHO, Visitor, read_number

Sessions = sessionmaker[Session]
SAVE = {"save_for_later": "yes"}
NUMBER = re.compile(r"(\d{3} ){5}\d{3}")
AFTER = datetime(2031, 7, 1, 9, tzinfo=UTC)
STOPS = ("who", "q/homes", "q/count", "q/when", "use", "check")


def save_at(visitor: Visitor, path: str, answers: dict[str, Any] | None = None) -> str:
    """Press "Save and come back later" on a page; the number that is shown."""
    saved = visitor.send(path, {**(answers or {}), **SAVE})
    assert urlsplit(saved.headers["Location"]).path == f"/c/{SLUG}/later/"
    return read_number(visitor.open("later/").text)


def leave(visitor: Visitor, **typed: str) -> Any:
    return visitor.send("later/", {"written_down": "yes", **typed})


def come_back(visitor: Visitor, number: str) -> str:
    """Where the number leads."""
    return str(visitor.send("/return/", {"return_number": number}).headers.get("Location", "refused"))


def list_kept(sessions: Sessions) -> list[tuple[ResponseState, bool]]:
    with sessions() as session:
        return [(one.state, bool(one.codename_lookup)) for one in session.scalars(select(Response))]


@pytest.mark.parametrize("stop", STOPS)
def test_return__saved_on_any_page__is_opened_there_by_another_browser(
    app: Flask, visitor: Visitor, stop: str
) -> None:
    visitor.begin()
    assert "Save and come back later" in visitor.open(stop).text
    number = save_at(visitor, stop)
    assert NUMBER.fullmatch(number)
    other = Visitor(app.test_client())
    assert come_back(other, number) == f"/c/{SLUG}/{stop}?lang=en"
    assert "This is where you stopped" in other.open(stop).text


def test_answer__half_written_where_it_is_saved__is_kept_unchecked(app: Flask, visitor: Visitor) -> None:
    visitor.begin()
    visitor.send("who", WHO)
    number = save_at(visitor, "q/homes", {"q_homes": ""})
    assert number
    visitor.send("q/homes", {**HOMES, **SAVE})
    other = Visitor(app.test_client())
    come_back(other, number)
    assert "Deposits." in other.open("q/homes").text
    assert "Vale Housing" in other.open("who").text


def test_answer__that_cannot_be_read__stays_on_its_page_with_what_was_typed(visitor: Visitor) -> None:
    visitor.begin()
    refused = visitor.send("q/count", {"q_count": "many", **SAVE})
    assert (refused.status_code, 'value="many"' in refused.text) == (422, True)
    assert visitor.open("later/").headers["Location"] == f"/c/{SLUG}/check", "there is no number yet"


def test_saved_page__left__forgets_the_return_and_shows_its_number_again(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    number = save_at(visitor, "q/homes", HOMES)
    unticked = visitor.send("later/")
    assert (unticked.status_code, number in unticked.text) == (422, True)
    left = leave(visitor)
    assert (left.status_code, number in left.text, "no-store" in left.headers["Cache-Control"]) == (
        200,
        True,
        True,
    )
    assert visitor.open("q/homes").headers["Location"] == f"/c/{SLUG}/"
    assert list_kept(sessions) == [(ResponseState.IN_PROGRESS, True)]


def test_cookie__of_a_saved_return__holds_no_answer(app: Flask, visitor: Visitor) -> None:
    visitor.begin()
    save_at(visitor, "q/homes", {"q_homes": "Zyxwv"})
    with visitor.client.session_transaction() as cookie:
        assert "Zyxwv" not in repr(dict(cookie))


def test_saving__again_with_the_same_number__shows_no_other(app: Flask, visitor: Visitor) -> None:
    visitor.begin()
    number = save_at(visitor, "q/homes", HOMES)
    leave(visitor)
    other = Visitor(app.test_client())
    come_back(other, number)
    assert save_at(other, "q/count", {"q_count": "3"}) == ""
    page = other.open("later/").text
    assert "the number that you have already" in page
    assert leave(other).status_code == 200
    assert come_back(Visitor(app.test_client()), number) == f"/c/{SLUG}/q/count?lang=en"


def test_return__taken_up_and_sent__keeps_its_number(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    number = save_at(visitor, "who", WHO)
    leave(visitor)
    other = Visitor(app.test_client())
    come_back(other, number)
    for path, answers in WAY:
        assert other.send(path, answers).status_code == 302, path
    assert other.send("check").headers["Location"] == f"/c/{SLUG}/receipt"
    receipt = other.open("receipt")
    assert "the number that you have already" in receipt.text
    assert other.send("receipt").status_code == 200, "there is nothing to tick"
    assert come_back(Visitor(app.test_client()), number) == "/return/yours"
    with sessions() as session:
        assert session.scalars(select(UnfinishedReturn)).all() == []


def test_number__first_shown_at_saving_and_not_confirmed__is_the_one_of_the_receipt(visitor: Visitor) -> None:
    visitor.begin()
    number = save_at(visitor, "who", WHO)
    for path, answers in WAY:
        visitor.send(path, answers)
    visitor.send("check")
    assert read_number(visitor.open("receipt").text) == number


def test_page__sent_after_the_cookie_is_gone__is_saved_for_later_all_the_same(
    app: Flask, visitor: Visitor
) -> None:
    visitor.begin()
    typed = visitor.fill("q/homes", {**HOMES, **SAVE})
    elsewhere = Visitor(app.test_client())
    saved = elsewhere.client.post(visitor.at("q/homes"), data=typed)
    assert saved.headers["Location"] == f"/c/{SLUG}/later/"
    number = read_number(elsewhere.open("later/").text)
    other = Visitor(app.test_client())
    come_back(other, number)
    assert "Deposits." in other.open("q/homes").text


def test_language__of_an_unfinished_return__is_that_in_which_it_was_saved(
    app: Flask, visitor: Visitor
) -> None:
    visitor.open("/?lang=ar")
    visitor.begin()
    number = save_at(visitor, "q/homes", HOMES)
    other = Visitor(app.test_client())
    assert come_back(other, number) == f"/c/{SLUG}/q/homes?lang=ar"
    page = other.open("q/homes?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert "This is where you stopped" not in page and 'class="flash' in page
    chosen = Visitor(app.test_client())
    chosen.open("/?lang=cy")
    assert come_back(chosen, number) == f"/c/{SLUG}/q/homes"


def test_begin__sent_again_after_it_was_saved_and_left__asks_for_its_number(visitor: Visitor) -> None:
    start = visitor.fill("")
    visitor.client.post(visitor.at(""), data=start)
    save_at(visitor, "who", WHO)
    leave(visitor)
    assert visitor.client.post(visitor.at(""), data=start).headers["Location"] == "/return/"
    assert visitor.open("who").headers["Location"] == f"/c/{SLUG}/"


def test_number__after_the_consultation_closed__says_that_it_was_not_sent(
    app: Flask, visitor: Visitor
) -> None:
    visitor.begin()
    number = save_at(visitor, "q/homes", HOMES)
    app.extensions["clock"] = lambda: AFTER
    other = Visitor(app.test_client())
    assert come_back(other, number) == "/return/unfinished/"
    page = other.open("/return/unfinished/").text
    assert "was not sent" in page and "It is kept until" in page
    assert Visitor(app.test_client()).open("/return/unfinished/").headers["Location"] == "/return/"


def test_saved_return__deleted_by_its_respondent__leaves_nothing(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    number = save_at(visitor, "q/homes", HOMES)
    assert "Do you want to delete" in visitor.open("later/delete").text
    assert "is deleted" in visitor.send("later/delete").text
    assert list_kept(sessions) == []
    with sessions() as session:
        assert session.scalars(select(Answer)).all() == []
    assert come_back(visitor, number) == "refused"


def test_numbers__made_for_saving__are_limited_and_what_was_typed_is_kept(
    make_app: MakeApp, new_visitor: Any
) -> None:
    app = make_app(RATELIMIT_ENABLED=True, SUBMITS_PER_MINUTE=2)
    visitors = [Visitor(app.test_client()) for _ in range(2)]
    for one in visitors:
        one.begin()
    third = new_visitor()
    third.begin()
    typed = third.fill("q/homes", {**HOMES, **SAVE})
    for one in visitors:
        assert one.send("q/homes", {**HOMES, **SAVE}).status_code == 302
    limited = Visitor(app.test_client())
    refused = limited.client.post(limited.at("q/homes"), data=typed)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "Deposits." in third.open("q/homes").text, "it was kept before the number was refused"
    assert visitors[0].send("q/homes", {**HOMES, **SAVE}).status_code == 302, "its number is made already"


def test_reminder__asked_for__is_offered_only_where_mail_is_set_up(
    make_app: MakeApp, new_visitor: Any, sessions: Sessions
) -> None:
    visitor = new_visitor()
    visitor.begin()
    save_at(visitor, "q/homes", HOMES)
    assert 'name="email"' not in visitor.open("later/").text
    mail = {"SMTP_HOST": "localhost", "MAIL_FROM": "consult@example.org", "HOSTS": "localhost"}
    written = Visitor(make_app(**mail).test_client())
    written.begin()
    save_at(written, "q/homes", HOMES)
    page = written.open("later/").text
    assert "Whoever reads that mailbox learns" in page and "Safe routes" in page
    wrong = leave(written, email="nobody")
    assert (wrong.status_code, 'value="nobody"' in wrong.text) == (422, True)
    assert "remind you once" in leave(written, email=" ada@example.org ").text
    with sessions() as session:
        assert sorted(session.scalars(select(UnfinishedReturn.email))) == ["", "ada@example.org"]
