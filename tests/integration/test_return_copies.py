"""A copy of what was sent: to print and as a PDF, in the language of the answers, for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.exports import pdf
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Answer
from forms.definitions import Page, Question, Questionnaire, digest, to_dict
from tests.factories.answering import PAGES, SLUG
from tests.factories.numbering import NOW
from tests.integration.conftest import MakeApp
from tests.integration.visitor import Visitor
from tests.unit.exports.pdf_sample import find_failures, list_tags, open_pdf, read_words

Sessions = sessionmaker[Session]
PDF = f"/c/{SLUG}/copy/pdf"


def download(visitor: Visitor) -> Any:
    return visitor.client.post(PDF, data=visitor.fill("copy/"))


def test_copy__of_a_return_just_sent__has_what_was_asked_and_answered(visitor: Visitor) -> None:
    number = visitor.send_return()
    assert f"/c/{SLUG}/copy/" in visitor.open("receipt").text
    page, made = visitor.open("copy/"), download(visitor)
    assert (made.status_code, made.mimetype, made.headers["Cache-Control"]) == (
        200,
        "application/pdf",
        "no-store",
    )
    words = read_words(made.data)
    for said in ("Safe routes", "What helps people to find a home?", "Deposits. Advice.", "Vale Housing"):
        assert said in words
    for said in ("Received on", "What helps people to find a home?", "Deposits.\nAdvice.", "Vale Housing"):
        assert said in page.text
    for text in (page.text, words):
        assert number not in text and number.replace(" ", "") not in text, "a paper opens nothing"
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.noto
def test_copy__of_a_return_in_arabic__is_set_from_right_to_left_whatever_the_page_is_in(
    visitor: Visitor,
) -> None:
    visitor.open("/?lang=ar")
    visitor.send_return()
    visitor.open("/?lang=cy")
    page, made = visitor.open("copy/").text, download(visitor).data
    assert '<html lang="ar" dir="rtl"' in page and "ما الذي يساعد الناس" in page
    assert open_pdf(made).trailer["/Root"]["/Lang"] == "ar"
    assert find_failures(made) == []
    assert {"Title", "H1", "H2", "P"} <= {one.kind for one in list_tags(made)}
    assert "السكن" in read_words(made)
    assert '<html lang="cy"' in visitor.open("receipt").text, "the choice for other pages stays"


def test_properties__of_a_copy__say_nothing_of_a_person(visitor: Visitor) -> None:
    visitor.send_return()
    said = open_pdf(download(visitor).data).metadata
    assert said is not None
    assert "Vale Housing" not in repr(said) and SLUG not in repr(said)
    assert set(said) == {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
    assert str(said["/CreationDate"]).endswith("000000Z"), "the day, and no hour"


def test_bytes__of_the_same_return_on_the_same_day__are_the_same(app: Flask, visitor: Visitor) -> None:
    number = visitor.send_return()
    first = download(visitor).data
    app.extensions["clock"] = lambda: NOW + timedelta(minutes=7)
    other = Visitor(app.test_client())
    other.send("/return/", {"return_number": number})
    assert download(other).data == first
    app.extensions["clock"] = lambda: NOW + timedelta(days=1)
    assert download(other).data != first


def test_copy__asked_for_by_whoever_has_no_number__is_not_given(app: Flask, visitor: Visitor) -> None:
    visitor.send_return()
    stranger = Visitor(app.test_client())
    assert stranger.open("copy/").headers["Location"] == "/return/"
    assert stranger.client.post(PDF).headers["Location"] == "/return/"
    visitor.send("receipt", {"written_down": "yes"})
    assert visitor.open("copy/").headers["Location"] == "/return/", "this browser has let go of it"
    begun = Visitor(app.test_client())
    begun.begin()
    assert begun.open("copy/").headers["Location"] == "/return/", "what is not sent has no copy"


def test_copy__of_a_form_with_conditions__lists_what_was_asked_alone(
    visitor: Visitor, sessions: Sessions
) -> None:
    hidden = Question("why", "text", {"en": "Why never?"}, relevant="${works} = 'no'")
    form = Questionnaire(
        "routes", {"en": "Safe routes"}, ("en", "ar", "pl"), "en", (*PAGES, Page("why", {}, (hidden,)))
    )
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        version.definition, version.digest = to_dict(form), digest(form)
    visitor.send_return()
    assert "Why never?" not in visitor.open("copy/").text
    assert "Why never?" not in read_words(download(visitor).data)


def test_copy__of_which_no_pdf_can_be_made__says_to_print_the_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.send_return()
    monkeypatch.setattr(pdf, "LONGEST_WAIT_SECONDS", 0.01)
    with pdf._ONE_AT_A_TIME:
        refused = download(visitor)
    assert (refused.status_code, "A PDF cannot be made here" in refused.text) == (422, True)
    assert "Deposits." in refused.text


def test_copies__asked_for_again_and_again__are_limited_and_the_page_is_not(
    make_app: MakeApp, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = visitor.send_return()
    monkeypatch.setattr("consult.web.return_copies.make_return_copy", lambda *_, **__: b"%PDF")
    many = Visitor(make_app(RATELIMIT_ENABLED=True).test_client())
    many.send("/return/", {"return_number": number})
    statuses = [many.client.post(PDF).status_code for _ in range(61)]
    assert (statuses[:60], statuses[60]) == ([200] * 60, 429)
    assert many.open("copy/").status_code == 200


def test_copy__of_answers_in_a_language_without_our_words__marks_what_was_typed_in_it(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.send_return()
    with sessions.begin() as session:
        session.execute(update(Answer).values(language="pl"))
    page = visitor.open("copy/").text
    assert '<html lang="en"' in page and '<div class="as-given" lang="pl" dir="ltr">Deposits.' in page
    assert "Tak" not in page and '<div class="as-given" lang="en" dir="ltr">Yes' in page, (
        "the form lacks a text"
    )
