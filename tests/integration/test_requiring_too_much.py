"""A form for experiences that requires too much: it can be saved and read, and by no way be published."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.questionnaire import QuestionnaireVersion
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.publishing import add_version
from consult.vocabulary import FormPurpose, Role, VersionState
from forms.definitions import Page, Question, Questionnaire
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.factories.xlsform_tables import write_xlsx
from tests.integration.command_line import SLUG, CommandLine
from tests.integration.conftest import sign_in_client

PAGES = (
    Page("first", {}, (Question("said", "text", {"en": "What happened?"}, required=True),)),
    Page("second", {}, (Question("area", "text", {"en": "Where?"}, required=True),)),
)
HOME = "/desk/consultations/toomuch/questionnaire"
TOO_MUCH = """
type | name | label          | required
text | said | What happened? | yes
text | area | Where?         | yes
"""


@pytest.fixture
def manager(app: Flask, sessions: sessionmaker[Session]) -> FlaskClient:
    with sessions.begin() as session:
        make_consultation(session, slug="toomuch")
        return sign_in_client(app, make_staff(session, Role.MANAGER, name="Mana Ger"))


def add_draft(sessions: sessionmaker[Session], purpose: FormPurpose) -> str:
    with sessions.begin() as session:
        consultation = get_consultation(session, "toomuch")
        form = Questionnaire("told", {"en": "Told"}, ("en",), "en", PAGES)
        return add_version(session, consultation, form, purpose=purpose, actor="system", now=NOW).id


@pytest.mark.parametrize("purpose", FormPurpose)
def test_form__that_requires_two_answers_of_its_own__is_published_only_for_returns(
    manager: FlaskClient, sessions: sessionmaker[Session], purpose: FormPurpose
) -> None:
    version_id = add_draft(sessions, purpose)
    is_refused = purpose is FormPurpose.ACCOUNT

    page = manager.get(f"{HOME}/{version_id}").text
    answer = manager.post(f"{HOME}/{version_id}/publish")

    assert ("It cannot be published yet" in page) == is_refused
    assert (f"{version_id}/publish" in page) != is_refused
    assert answer.status_code == (422 if is_refused else 302)
    assert ("C218" in answer.text and "“area”" in answer.text and "“said”" not in answer.text) == is_refused
    with sessions() as session:
        state = session.get_one(QuestionnaireVersion, version_id).state
    assert state is (VersionState.DRAFT if is_refused else VersionState.PUBLISHED)


@pytest.mark.parametrize("purpose", FormPurpose)
def test_report__on_the_file__already_says_so(manager: FlaskClient, purpose: FormPurpose) -> None:
    table = "type,name,label,required\ntext,said,What happened?,yes\ntext,area,Where?,yes\n"
    given = {"file": (BytesIO(table.encode()), "form.csv"), "purpose": purpose.value}
    report = manager.post(HOME, data=given).text
    assert "It can be saved" in report
    assert ("C218" in report) == (purpose is FormPurpose.ACCOUNT)


def test_import__to_be_published_at_once__is_refused_and_adds_nothing(consult: CommandLine) -> None:
    form = write_xlsx(consult.folder / "a.xlsx", survey=TOO_MUCH)
    given = ("questionnaire", "import", form, "--consultation", SLUG, "--purpose", "account")

    code, _, err = consult(*given, "--publish")

    assert code == 1 and "C218" in err and "“area”" in err
    assert consult.look(lambda session: len(session.scalars(select(QuestionnaireVersion)).all())) == 1
    assert consult(*given)[0] == 0
