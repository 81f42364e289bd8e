"""Bad files at the doors of the staff area: each refusal is on the page, by code, and nothing is changed."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import Organisation
from consult.models.response import Response
from consult.vocabulary import Role
from tests.factories import bad_files
from tests.factories.region import make_staff
from tests.integration.command_line import SLUG, fill
from tests.integration.conftest import MakeApp, SignIn, sign_in_client

RETURNS = f"/desk/consultations/{SLUG}/returns/import"
QUESTIONNAIRE = f"/desk/consultations/{SLUG}/questionnaire"
DIRECTORY = "/desk/region/organisations/upload"
CASES = {
    "picture": ("a.csv", bad_files.PICTURE, "C701", "F103"),
    "pdf": ("a.csv", bad_files.PDF, "C701", "F103"),
    "word": ("a.xlsx", bad_files.WORD, "C701", "F103"),
    "archive": ("a.xlsx", bad_files.make_archive({"a.txt": b"a"}), "C701", "F103"),
    "damaged": ("a.xlsx", b"PK\x03\x04 no workbook", "C701", "F102"),
    "old excel": ("a.csv", bad_files.OLD_EXCEL, "C701", "F102"),
    "web page": ("a.csv", bad_files.WEB_PAGE, "C701", "F103"),
    "nothing": ("a.csv", b"", "C701", "F107"),
    "heading only": ("a.csv", bad_files.HEADING_ONLY, "C706", "F201"),
    "western": ("a.csv", bad_files.WESTERN, "C708", "F106"),
    "utf-16 cut": ("a.csv", bad_files.UTF_16_CUT, "C708", "F106"),
    "zip bomb": ("a.xlsx", bad_files.make_zip_bomb(), "C707", "F104"),
    "unknown columns": ("a.csv", b"id,nosuch\n1,a\n", "C704", "F109"),
    "open quote": ("a.csv", bad_files.OPEN_QUOTE, "C701", "F114"),
    "utf-32": ("a.csv", "agree,said\nyes,a\n".encode("utf-32"), "C708", "F106"),
    "nul in its name": ("a\x00b.csv", bad_files.PDF, "C701", "F103"),
}


@pytest.fixture
def manager(sign_in: SignIn, sessions: sessionmaker[Session]) -> FlaskClient:
    with sessions.begin() as session:
        fill(session)
    return sign_in(Role.MANAGER, Role.ADMINISTRATOR)


def count_rows(sessions: sessionmaker[Session]) -> list[int]:
    models = (Response, QuestionnaireVersion, Organisation)
    with sessions() as session:
        return [session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def send(client: FlaskClient, address: str, name: str, content: bytes) -> tuple[int, str]:
    answer = client.post(address, data={"file": (BytesIO(content), name), "purpose": "return"})
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("address", [RETURNS, QUESTIONNAIRE, DIRECTORY])
def test_upload__of_any_bad_file__is_refused_on_the_page_and_changes_nothing(
    manager: FlaskClient, sessions: sessionmaker[Session], address: str
) -> None:
    before = count_rows(sessions)
    for what, (name, content, of_table, of_form) in CASES.items():
        status, page = send(manager, address, name, content)
        wanted = of_form if address == QUESTIONNAIRE else of_table
        if address == DIRECTORY:
            wanted = wanted.replace("C704", "C702")
        found = (what, status in (200, 422), wanted in page, "Traceback" in page)
        assert found == (what, True, True, False)
    assert count_rows(sessions) == before


def test_upload__of_a_workbook_with_formulas__names_the_cell(manager: FlaskClient) -> None:
    form = bad_files.make_workbook(["type", "name", "label"], ["text", "said", "=A1"])
    _, report = send(manager, QUESTIONNAIRE, "form.xlsx", form)
    assert "F209" in report and "formula without a saved result" in report
    table = bad_files.make_workbook(["response_id", "agree"], ["R1", "=A1"])
    _, page = send(manager, RETURNS, "table.xlsx", table)
    assert "B2" in page and "C729" in page


@pytest.mark.parametrize("address", [RETURNS, QUESTIONNAIRE, DIRECTORY])
def test_upload__larger_than_may_be__is_refused_before_it_is_read(
    make_app: MakeApp, sessions: sessionmaker[Session], address: str
) -> None:
    app = make_app(MAX_UPLOAD_BYTES=20_000)
    with sessions.begin() as session:
        fill(session)
    with sessions.begin() as session:
        client = sign_in_client(app, make_staff(session, Role.MANAGER, Role.ADMINISTRATOR))
    status, page = send(client, address, "large.csv", bad_files.GOOD * 2_000)
    assert (status, "C105" in page, "Traceback" in page) == (413, True, False)


def test_upload__of_odd_names_and_cells__is_shown_without_breaking_the_page(manager: FlaskClient) -> None:
    content = "response_id,agree,said\n<script>alert(1)</script>,perhaps,\u202eabc\x00\n"
    status, page = send(manager, RETURNS, "../../<b>\u202efdp.csv", content.encode())
    assert status == 200 and "C725" in page
    assert "<script>alert" not in page and "<b>" not in page and "\x00" not in page
