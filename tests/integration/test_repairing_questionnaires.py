"""A questionnaire's file that cannot be read as it is: repaired on the page and by the command."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import Role
from consult.web import desk_form_reports
from forms.definitions import digest
from forms.xlsform.reader import read_xlsform
from tests.factories.xlsform_tables import write_xlsx
from tests.integration.command_line import SLUG, CommandLine
from tests.integration.conftest import SignIn
from tests.integration.test_desk_consultations import HOME, PLAN

FORM = """type,name,label,relevant
text,meta,Who are you?,
geopoint,spot,Where?,
text,near,What is near?,${spot} != ''
text,more,What else?,
"""
TABLE = "\n".join(line.replace(",", " | ") for line in FORM.splitlines())
PAGE = f"{HOME}dispersal-2032/questionnaire"


@pytest.fixture
def manager(sign_in: SignIn) -> FlaskClient:
    client = sign_in(Role.MANAGER)
    client.post(f"{HOME}new", data=PLAN)
    return client


def check(client: FlaskClient, content: str = FORM) -> str:
    data = {"file": (BytesIO(content.encode()), "form.csv"), "purpose": "return"}
    return client.post(PAGE, data=data).get_data(as_text=True)


def held(page: str) -> dict[str, str]:
    """Return what the page carries to its next step."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields if name != "csrf_token"}


def look(sessions: sessionmaker[Session]) -> tuple[list[str], list[dict[str, object]]]:
    """Return the names asked for in the one version, and the details of its record."""
    with sessions() as session:
        (version,) = session.scalars(select(QuestionnaireVersion))
        added = select(AuditEntry).where(AuditEntry.action == "questionnaire added")
        details = [dict(entry.details) for entry in session.scalars(added)]
        return [one.id for one in read_definition(version).questions()], details


def test_file__that_can_be_repaired__is_offered_how_far_and_not_saved(manager: FlaskClient) -> None:
    page = check(manager)
    assert "It cannot be saved yet, but it can be repaired" in page
    assert [f'value="{extent}"' in page for extent in ("correct", "rest", "always")] == [True] * 3
    assert "Save as a draft version" not in page
    assert page.count("Can be repaired") == 2


@pytest.mark.parametrize(
    ("extent", "names"), [("rest", ["meta_2", "more"]), ("always", ["meta_2", "near", "more"])]
)
def test_file__repaired_and_saved__keeps_on_record_what_was_done(
    manager: FlaskClient, sessions: sessionmaker[Session], extent: str, names: list[str]
) -> None:
    page = check(manager)
    repaired = manager.post(f"{PAGE}/repair", data=held(page) | {"extent": extent}).get_data(as_text=True)
    assert "What was repaired" in repaired and "It can be saved" in repaired
    saved = manager.post(f"{PAGE}/save", data=held(repaired))
    assert saved.status_code == 302
    asked, (details,) = look(sessions)
    assert asked == names
    assert details["repairs_count"] == 3
    assert details["repairs"][:2] == [
        ["survey", 2, "name", "F227", "It was named “meta_2”, also where it is named."],
        ["survey", 3, "type", "F249", "The row was left out."],
    ]


def test_file__corrected_only__offers_to_go_further(manager: FlaskClient) -> None:
    page = manager.post(f"{PAGE}/repair", data=held(check(manager)) | {"extent": "correct"}).text
    assert "It cannot be saved yet, but it can be repaired" in page
    assert "also where it is named" in page
    assert ['value="correct"' in page, 'value="rest"' in page] == [False, True]


def test_file__without_faults__is_saved_without_a_word_of_repairs(
    manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    page = check(manager, "type,name,label\ntext,a,A?\n")
    assert manager.post(f"{PAGE}/save", data=held(page)).status_code == 302
    asked, (details,) = look(sessions)
    assert (asked, "repairs" in details) == (["a"], False)


@pytest.mark.parametrize("sheets", ["", "x", "eJw", "é"])
@pytest.mark.parametrize("step", ["repair", "save"])
def test_sheets__tampered_with__are_refused_by_code(manager: FlaskClient, step: str, sheets: str) -> None:
    answer = manager.post(f"{PAGE}/{step}", data={"sheets": sheets, "extent": "rest"})
    assert (answer.status_code, "F001" in answer.text) == (422, True)


def test_sheets__that_still_cannot_be_read__are_not_saved(manager: FlaskClient) -> None:
    answer = manager.post(f"{PAGE}/save", data=held(check(manager)) | {"extent": "none"})
    assert (answer.status_code, "F001" in answer.text) == (422, True)


def test_file__too_large_for_the_page__is_led_to_the_command(
    manager: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_form_reports, "MOST_CARRIED", 10)
    page = check(manager)
    assert "consult questionnaire import --repair" in page
    assert 'name="sheets"' not in page


def test_report__of_a_form_that_is_wrong_everywhere__is_bounded(manager: FlaskClient) -> None:
    rows = "".join(f"kind{n},n{n},N?,\n" for n in range(1500))
    page = check(manager, FORM + rows)
    assert page.count("<tr") < 400
    assert re.search(r"1\d\d\d more places are not listed", page)
    assert len(page) < 700_000


def test_version__downloaded_and_checked_again__is_the_same(
    manager: FlaskClient, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    saved = manager.post(f"{PAGE}/save", data=held(check(manager, "type,name,label\ntext,a,=1+1?\n")))
    assert "form.xlsx" in manager.get(saved.headers["Location"]).text
    answer = manager.get(f"{saved.headers['Location']}/form.xlsx")
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="dispersal-2032-questionnaire-1.xlsx"'
    )
    (tmp_path / "form.xlsx").write_bytes(answer.data)
    with sessions() as session:
        stored = session.scalars(select(QuestionnaireVersion.digest)).one()
    assert digest(read_xlsform(tmp_path / "form.xlsx").questionnaire) == stored


def test_export__by_command__writes_what_imports_as_the_same(consult: CommandLine) -> None:
    form, out = write_xlsx(consult.folder / "a.xlsx", survey=TABLE), consult.folder / "out.xlsx"
    assert consult("questionnaire", "import", form, "--consultation", SLUG, "--repair", "always")[0] == 0
    code, said, _ = consult("questionnaire", "export", SLUG, "--out", out)
    assert (code, "Version 2 (draft)" in said) == (0, True)
    first = out.read_bytes()
    code, said, _ = consult("questionnaire", "import", out, "--consultation", SLUG)
    assert (code, "as version 2" in said) == (0, True)
    assert consult("questionnaire", "export", SLUG, "--out", out, "--version", "2")[0] == 0
    assert out.read_bytes() == first


def test_export__of_a_version_that_is_not_there__ends_with_a_code(consult: CommandLine) -> None:
    code, _, err = consult(
        "questionnaire", "export", SLUG, "--out", consult.folder / "out.xlsx", "--version", "9"
    )
    assert (code, "C239" in err, (consult.folder / "out.xlsx").exists()) == (1, True, False)


def test_import__with_repairs__says_and_keeps_what_was_done(consult: CommandLine) -> None:
    form = write_xlsx(consult.folder / "a.xlsx", survey=TABLE)
    assert consult("questionnaire", "check", form)[0] == 1
    assert consult("questionnaire", "check", form, "--repair", "correct")[0] == 1
    code, out, _ = consult("questionnaire", "import", form, "--consultation", SLUG, "--repair", "rest")
    assert code == 0
    assert "Repaired (3 places)" in out
    assert "names “spot”, which was left out" in " ".join(out.split())

    def list_repairs(session: Session) -> list[int]:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [entry.details["repairs_count"] for entry in entries if "repairs_count" in entry.details]

    assert consult.look(list_repairs) == [3]
