"""A questionnaire's texts leave as a file and come back on the pages, and by the command line."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.reading_cells import list_views
from consult.vocabulary import Role
from tests.factories.region import make_partnership
from tests.factories.wording import HINT, WHY_LABEL, make_draft, make_person, type_all
from tests.integration.command_line import CommandLine
from tests.integration.conftest import SignIn

HIDDEN = re.compile(r'<input type="hidden" name="(cells|mark|file_name|drafted_by|name)" value="([^"]*)"')
CSV = f"id,source,translation\n{WHY_LABEL},Why?,لماذا؟\n{HINT},Think.,فكر.\nold,Old?,قديم\n"


@pytest.fixture
def version_id(sessions: sessionmaker[Session]) -> str:
    """A draft with a hint that somebody checked."""
    with sessions.begin() as session:
        make_partnership(session)
        version = make_draft(session)
        type_all(session, version, {HINT: "فكروا."}, make_person(session, may_check_own=True))
        type_all(session, version, {HINT: "فكروا."}, make_person(session, "Omar"), checked=True)
        return version.id


@pytest.fixture
def home(version_id: str) -> str:
    return f"/desk/consultations/consultation-1/questionnaire/{version_id}/languages/ar"


@pytest.fixture
def translator(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.TRANSLATOR, name="Layla Haddad")


def look(sessions: sessionmaker[Session], version_id: str) -> dict[str, tuple[str, str]]:
    with sessions() as session:
        views = list_views(session, session.get_one(QuestionnaireVersion, version_id), "ar")
        return {view.id: (view.state.value, view.text) for view in views}


def give(client: FlaskClient, home: str, content: bytes, file_name: str = "back.csv", **more: str) -> str:
    data = {"file": (BytesIO(content), file_name), "drafted_by": "person", "name": "Words & Co"}
    return client.post(f"{home}/import", data={**data, **more}).get_data(as_text=True)


def read_hidden(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def test_file__brought_in__shows_what_changes_and_is_then_taken(
    translator: FlaskClient, home: str, version_id: str, sessions: sessionmaker[Session]
) -> None:
    page = give(translator, home, CSV.encode())
    assert "2 texts would change" in page and "1 belong to no text" in page
    assert "Checked by somebody (1)" in page and "فكروا." in page and "قديم" in page
    assert look(sessions, version_id)[WHY_LABEL] == ("missing", "")
    sent = read_hidden(page)
    answer = translator.post(f"{home}/import/take", data=sent, follow_redirects=True)
    assert "1 text taken from back.csv" in answer.get_data(as_text=True)
    held = look(sessions, version_id)
    assert (held[WHY_LABEL], held[HINT]) == (("drafted", "لماذا؟"), ("checked", "فكروا."))
    sent = read_hidden(give(translator, home, CSV.encode()))
    translator.post(f"{home}/import/take", data={**sent, "replaces_checked": "y"})
    assert look(sessions, version_id)[HINT] == ("drafted", "فكر.")
    assert "Drafted by Words &amp; Co." in translator.get(f"{home}?show=all").get_data(as_text=True)


def test_file__taken_after_somebody_else_changed_a_text__is_shown_anew(
    translator: FlaskClient, home: str, version_id: str, sessions: sessionmaker[Session]
) -> None:
    sent = read_hidden(give(translator, home, CSV.encode(), drafted_by="machine", name="Machine 3"))
    with sessions.begin() as session:
        version = session.get_one(QuestionnaireVersion, version_id)
        type_all(session, version, {WHY_LABEL: "other"}, make_person(session, "Ada"))
    answer = translator.post(f"{home}/import/take", data=sent)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Somebody changed texts here meanwhile" in page
    assert look(sessions, version_id)[WHY_LABEL][1] == "other"
    assert translator.post(f"{home}/import/take", data=read_hidden(page)).status_code == 302
    assert "Drafted by machine: Machine 3" in translator.get(f"{home}?show=all").get_data(as_text=True)


@pytest.mark.parametrize(
    ("content", "name", "more", "said"),
    [
        (b"", "a.csv", {}, "C701"),
        (b"id,text\nx,y\n", "a.csv", {}, "C782"),
        (b"x", "a.docx", {}, "Choose a file that ends in"),
        (CSV.encode(), "a.csv", {"name": ""}, "Enter who or what translated it"),
        (b"nonsense", "a.po", {}, "C781"),
    ],
)
def test_file__that_is_wrong__is_refused_in_words(
    translator: FlaskClient, home: str, content: bytes, name: str, more: dict[str, str], said: str
) -> None:
    page = give(translator, home, content, name, **more)
    assert said in page and "There is a problem" in page


@pytest.mark.parametrize("sent", [{}, {"cells": "{"}, {"cells": "[[1]]"}, {"cells": "[]", "drafted_by": "x"}])
def test_take__of_a_form_that_was_never_shown__is_refused(
    translator: FlaskClient, home: str, sent: dict[str, str]
) -> None:
    answer = translator.post(f"{home}/import/take", data={"drafted_by": "file", **sent})
    assert answer.status_code == 409 and "C231" in answer.get_data(as_text=True)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "po"])
def test_texts__downloaded_and_brought_in_again__are_the_same(
    translator: FlaskClient, home: str, ending: str
) -> None:
    file = translator.get(f"{home}/texts.{ending}")
    assert file.status_code == 200 and f"-1-ar.{ending}" in file.headers["Content-Disposition"]
    page = give(translator, home, file.data, f"back.{ending}")
    assert "0 texts would change, 1 are the same already." in page
    assert translator.get(f"{home}/texts.docx").status_code == 404


def test_command__given_a_language__exports_imports_and_tells_how_far_it_is(
    command_line: CommandLine, sessions: sessionmaker[Session], version_id: str, tmp_path: Path
) -> None:
    of = ("--consultation", "consultation-1")
    assert "ar: 5 missing, 0 stale, 0 drafted, 1 checked" in command_line("translation", "status", *of)[1]
    file = tmp_path / "out.csv"
    code, out, _ = command_line("translation", "export", file, *of, "--language", "ar")
    assert (code, "6 texts are in out.csv" in out) == (0, True)
    file.write_text(CSV, encoding="utf-8")
    ar = (*of, "--language", "ar", "--machine", "Machine 3")
    _, out, _ = command_line("translation", "import", file, *ar, "--check")
    assert "1 new, 0 changed, 1 that somebody checked" in out and HINT in out
    assert look(sessions, version_id)[WHY_LABEL][0] == "missing"
    assert "1 texts are taken" in command_line("translation", "import", file, *ar)[1]
    assert look(sessions, version_id)[HINT] == ("checked", "فكروا.")
    assert "1 texts are taken" in command_line("translation", "import", file, *ar, "--replace-checked")[1]
    assert look(sessions, version_id)[HINT] == ("drafted", "فكر.")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export", "a.doc", "--consultation", "consultation-1", "--language", "ar"), 2),
        (("export", "a.csv", "--consultation", "consultation-1", "--language", "cy"), 1),
        (("status", "--consultation", "consultation-1", "--version", "9"), 1),
        (("status", "--consultation", "nothing"), 1),
        (("import", "no.csv", "--consultation", "consultation-1", "--language", "ar"), 1),
    ],
)
def test_command__with_something_wrong__says_so(
    command_line: CommandLine, version_id: str, arguments: tuple[str, ...], code: int
) -> None:
    found, _, err = command_line("translation", *arguments)
    assert (found, version_id in err, "Traceback" in err) == (code, False, False)
