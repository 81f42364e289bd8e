"""Whatever reads a questionnaire reads one with conditions too."""

from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.sealing.salt_files import create_secret_salt
from consult.services.counting.gathering_questions import find_questions
from consult.vocabulary import Role
from forms.xlsform.reader import read_xlsform
from tests.factories.branching import BRANCHING_SLUG, make_branching_consultation
from tests.factories.collecting import make_response
from tests.factories.xlsform_tables import write_xlsx
from tests.integration.conftest import SignIn

DESK = f"/desk/consultations/{BRANCHING_SLUG}"
SHEET = """type | name | label | relevant | calculation
integer | age | Age? | |
begin_group | g | G | ${age} > 17 |
text | work | Work? | ${twice} < 130 |
end_group | | | |
calculate | twice | | | ${age} * 2"""


@pytest.fixture
def manager(sign_in: SignIn, app: Flask, sessions: sessionmaker[Session]) -> FlaskClient:
    path = Path(app.config["SALT_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    create_secret_salt(path)
    with sessions.begin() as session:
        version = make_branching_consultation(session) and session.scalars(select(QuestionnaireVersion)).one()
        make_response(session, version, {"homes": "no", "why": "None are free", "place": "s2"})
    return sign_in(Role.MANAGER)


def test_preview__of_conditions__shows_each_expression(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        version_id = session.scalars(select(QuestionnaireVersion.id)).one()
    page = manager.get(f"{DESK}/questionnaire/{version_id}?language=ar").get_data(as_text=True)
    for words, expression in (
        ("asked only if", "${homes} = &#39;yes&#39;"),
        ("must be answered if", "${homes} = &#39;no&#39;"),
        ("taken only if", ". &lt;= 100"),
        ("choices offered if", "region = ${region}"),
    ):
        assert f'{words} <code dir="ltr">{expression}</code>' in page


def test_preview__of_groups_and_calculations__shows_them_too(manager: FlaskClient, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "form.xlsx", survey=SHEET)
    assert read_xlsform(path).is_importable
    with path.open("rb") as file:
        report = manager.post(
            f"{DESK}/questionnaire", data={"file": (file, "form.xlsx"), "purpose": "return"}
        )
    held = report.get_data(as_text=True).split('name="definition" value="')[1].split('"')[0]
    saved = manager.post(
        f"{DESK}/questionnaire/save", data={"definition": unescape(held), "purpose": "return"}
    )
    page = manager.get(saved.headers["Location"]).get_data(as_text=True)
    assert 'asked only if <code dir="ltr">${age} &gt; 17</code> · asked only if' in page
    assert '<code dir="ltr">twice = ${age} * 2</code>' in page


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_export__of_a_form_with_conditions__is_made(manager: FlaskClient, ending: str) -> None:
    file = manager.get(f"{DESK}/returns/export.{ending}")
    assert file.status_code == 200
    assert ending == "xlsx" or "None are free" in file.get_data(as_text=True)


def test_counting__of_a_form_with_conditions__finds_its_questions(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        consultation = session.scalars(select(Consultation)).one()
        assert list(find_questions(session, consultation.id)) == [
            "homes", "count", "why", "works", "what", "region", "place",
        ]  # fmt: skip
