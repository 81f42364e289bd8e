"""The questions to be printed: for everybody while a consultation is open, for staff at any time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.vocabulary import ConsultationState, Role, VersionState
from tests.factories.answering import SLUG
from tests.integration.conftest import SignIn
from tests.integration.visitor import Visitor
from tests.unit.exports.pdf_sample import open_pdf, read_words

pytestmark = pytest.mark.noto
Sessions = sessionmaker[Session]


def find_version(sessions: Sessions, state: VersionState = VersionState.PUBLISHED) -> str:
    """The id of the consultation's only version, in the state given to it here."""
    with sessions.begin() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        version.state = state
        return version.id


def test_paper__of_an_open_consultation__is_there_for_everybody(visitor: Visitor) -> None:
    sent = visitor.open("paper.pdf")
    assert (sent.status_code, sent.content_type) == (200, "application/pdf")
    assert f'filename="{SLUG}-en.pdf"' in sent.headers["Content-Disposition"]
    words = read_words(sent.data)
    for said in (
        "Who is answering",
        "What helps people to find a home?",
        "May we quote your answers",
        "Page",
    ):
        assert said in words
    assert f"http://localhost/c/{SLUG}/?lang=en" in words.replace("\u200b", "")


def test_paper__asked_for_in_arabic__is_in_arabic_with_our_own_words_too(visitor: Visitor) -> None:
    sent = visitor.open("paper.pdf?lang=ar&print=large")
    assert f'filename="{SLUG}-ar-large-print.pdf"' in sent.headers["Content-Disposition"]
    assert open_pdf(sent.data).trailer["/Root"]["/Lang"] == "ar"
    assert "May we quote" not in read_words(sent.data)


def test_paper__in_a_language_that_lacks_a_text__is_in_the_source_throughout(visitor: Visitor) -> None:
    sent = visitor.open("paper.pdf?lang=pl")
    assert open_pdf(sent.data).trailer["/Root"]["/Lang"] == "en-GB"
    words = read_words(sent.data)
    assert "Does it work?" in words and "Tak" not in words


def test_start_page__of_an_open_consultation__leads_to_both_prints(visitor: Visitor) -> None:
    page = visitor.open("").text
    assert f'href="/c/{SLUG}/paper.pdf"' in page and f'href="/c/{SLUG}/paper.pdf?print=large"' in page


def test_paper__once_the_consultation_is_closed__is_refused(visitor: Visitor, sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.scalars(select(Consultation)).one().state = ConsultationState.CLOSED
    assert visitor.open("paper.pdf").status_code == 410
    assert "paper.pdf" not in visitor.open("").text


def test_paper__of_a_draft__is_for_staff_alone(
    new_visitor: Callable[[], Visitor], sessions: Sessions, sign_in: SignIn
) -> None:
    visitor = new_visitor()
    address = (
        f"/desk/consultations/{SLUG}/questionnaire/{find_version(sessions, VersionState.DRAFT)}/paper.pdf"
    )
    assert visitor.client.get(address).status_code in (302, 401)
    client: FlaskClient = sign_in(Role.ANALYST)
    sent = client.get(f"{address}?language=ar")
    assert sent.status_code == 200
    assert f'filename="{SLUG}-version-1-ar.pdf"' in sent.headers["Content-Disposition"]
    assert client.get(f"{address}?language=xx").headers["Content-Disposition"].endswith('-en.pdf"')


def test_preview__of_a_version__leads_to_its_paper_in_the_language_looked_at(
    new_visitor: Callable[[], Visitor], sessions: Sessions, sign_in: SignIn
) -> None:
    new_visitor()
    version_id = find_version(sessions)
    page = (
        sign_in(Role.MANAGER).get(f"/desk/consultations/{SLUG}/questionnaire/{version_id}?language=ar").text
    )
    assert f"{version_id}/paper.pdf?language=ar" in page
    assert 'aria-current="true">Arabic' in page


def test_paper__without_fonts_for_its_language__says_where_else_to_ask(
    app: Flask, visitor: Visitor, tmp_path: Path
) -> None:
    app.config["PDF_FONTS"] = str(tmp_path)
    page = visitor.open("paper.pdf?lang=ar&print=large")
    assert page.status_code == 503
    assert "C249" in page.text and "PDF_FONTS" not in page.text


def test_page_to_type_a_return_in__beside_each_question__has_the_number_and_code_of_the_paper(
    new_visitor: Callable[[], Visitor], sign_in: SignIn
) -> None:
    on_paper = read_words(new_visitor().open("paper.pdf").data).replace("\u200b", "")
    page = sign_in(Role.MANAGER).get(f"/desk/consultations/{SLUG}/returns/new").text
    for number, code in enumerate(("homes", "count", "began", "works", "needs"), 1):
        assert f'{number} <span class="number" dir="ltr">{code}</span>' in page
        assert f"{number} {code}" in on_paper
