"""Real questions of government, made into a questionnaire, served, and answered in a browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from consult.models.response import Answer, Response
from consult.services import auditing
from consult.services.consultations.publishing import add_version, publish
from consult.vocabulary import ConsultationState, FormPurpose, ResponseState
from forms.xlsform.reader import read_xlsform
from tests.browser.conftest import PHONE
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.factories.xlsform_tables import write_xlsx

CONSULTATIONS = (
    Path(os.environ.get("CONSULT_SHARED", "../shared/data")).resolve() / "domain" / "consultations.yml"
)
SLUG = "new-scots"
WORDS = "Safe homes, and English classes near them.\nالسكن أولا"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.shared,
    pytest.mark.skipif(not CONSULTATIONS.exists(), reason=f"{CONSULTATIONS.name} is not there"),
]


def list_questions() -> list[str]:
    """The questions of the New Scots engagement of 2017, in order."""
    listed = yaml.safe_load(CONSULTATIONS.read_text(encoding="utf-8"))
    every = listed["consultations"] if isinstance(listed, dict) else listed
    (found,) = [one for one in every if one["id"] == "new-scots-2-2017"]
    return [question["text"] for question in found["questions"]]


@pytest.fixture
def new_scots(tmp_path: Path) -> Iterator[LiveServer]:
    """A site where the questions, read from a spreadsheet, can be answered."""
    rows = "".join(f"text | q{n} | {text} | multiline\n" for n, text in enumerate(list_questions(), 1))
    form = write_xlsx(tmp_path / "form.xlsx", survey=f"type | name | label | appearance\n{rows}")
    definition = read_xlsform(form).questionnaire
    assert definition is not None
    with serve_site(tmp_path) as server:
        with server.sessions.begin() as session:
            made = make_consultation(session, slug=SLUG, state=ConsultationState.OPEN)
            told = {"actor": auditing.SYSTEM, "now": NOW}
            version = add_version(session, made, definition, purpose=FormPurpose.RETURN, **told)
            publish(session, version, **told)
        yield server


def answer(page: Page) -> list[str]:
    """Answer every question; returns the headings met, and stops at the receipt."""
    page.goto(f"/c/{SLUG}/")
    headings = []
    while page.locator(".return-number").count() == 0:
        follow(page.locator("main form .govuk-button:not(.govuk-button--secondary)").last)
        headings.append(page.locator("h1").inner_text())
        if page.locator("#q_organisation").count():
            page.locator("#q_organisation").fill("Osmere Welcome")
            page.locator("#q_sector").select_option("voluntary_community")
        if page.locator("textarea").count():
            page.locator("textarea").fill(WORDS)
        if page.locator("input[name=q_use]").count():
            page.locator("input[name=q_use][value=unnamed]").check()
    return headings


def test_questions_of_new_scots__served__are_answered_to_the_receipt(
    browser: Browser, new_scots: LiveServer
) -> None:
    context = browser.new_context(viewport=PHONE, locale="en-GB", base_url=new_scots.url)
    page = context.new_page()
    headings = answer(page)
    context.close()
    asked = list_questions()
    assert len(asked) == 4 and headings[1:5] == asked
    with new_scots.sessions() as session:
        (response,) = session.scalars(select(Response))
        said = {one.question_id: one.value for one in session.scalars(select(Answer))}
    assert response.state is ResponseState.SUBMITTED
    assert said == {f"q{n}": WORDS for n in range(1, 5)}
