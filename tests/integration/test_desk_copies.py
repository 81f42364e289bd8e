"""Pages that make copies for people outside: only unlocked, with the list of people kept away in sight."""

import hashlib
import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from consult.models.audit import AuditEntry
from consult.models.copies import AccountCopy
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.models.translation import Translation
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import open_private_key
from consult.sealing.keys import unwrap_account_key
from consult.vocabulary import Role
from tests.factories.giving import PASSPHRASE, check_everything
from tests.factories.protecting import HOUSING
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import RETURN, open_form, tell, visit

WORDS = "We waited for a year. Nobody answered."
NAMED = "MARKED a man called Bashir"
ORDER: dict[str, Any] = {
    "name": "Liv Berg", "address": "liv@translators.example", "language": "cy",
    "until-day": "1", "until-month": "3", "until-year": "2032",
}  # fmt: skip


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def reader(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


@pytest.fixture
def person(app: Flask, sessions: sessionmaker[Session]) -> FlaskClient:
    """Whoever told an experience, which is checked, and named somebody."""
    number = tell(visit(app), WORDS)
    with sessions.begin() as session:
        check_everything(session, app.config)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})
    client.post(f"{RETURN}/keep-away", data={"q_kept_away": NAMED})
    return client


@pytest.fixture
def unlocked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the pages find an agent with the partnership's own key behind the socket."""
    key = open_private_key(Path(app.config["KEY_FILE"]), PASSPHRASE)
    monkeypatch.setattr(AgentClient, "unwrap", lambda _, wrapped: unwrap_account_key(wrapped, key))
    monkeypatch.setattr(AgentClient, "status", lambda _: AgentStatus(600, "0" * 16))


def find_address(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        return f"/desk/experiences/{session.scalars(select(Response.id)).one()}/copies"


@pytest.mark.usefixtures("unlocked", "person")
def test_copy__for_a_translator__needs_an_answer_for_them_and_comes_with_a_name_that_says_nothing(
    reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    address = find_address(sessions)
    assert NAMED in reader.get(f"{address}/translator").text
    refused = reader.post(f"{address}/translator", data=ORDER)
    assert refused.status_code == 422 and "make sure that this reader is not among them" in refused.text

    made = reader.post(f"{address}/translator", data={**ORDER, "is_confirmed": "y"})

    assert made.status_code == 200
    name = re.search(r"filename=(\S+)", made.headers["Content-Disposition"])
    assert name and re.fullmatch(r"copy-[0-9a-f]{8}\.docx", name[1])
    assert "for Liv Berg" in Document(BytesIO(made.data)).sections[0].header.paragraphs[0].text
    with sessions() as session:
        file = session.scalars(select(ReleasedFile)).one()
        assert file.digest == hashlib.sha256(made.data).hexdigest()
        actions = set(session.scalars(select(AuditEntry.action)))
    assert {"experience copied for a translator", "list of people kept away read"} <= actions
    assert "Liv Berg" in reader.get(address).text


@pytest.mark.usefixtures("unlocked", "person")
def test_copy__filled_in__is_taken_in_on_its_page_and_another_file_is_not(
    reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    address = find_address(sessions)
    made = reader.post(f"{address}/translator", data={**ORDER, "is_confirmed": "y"})
    file = Document(BytesIO(made.data))
    for row in file.tables[0].rows[1:]:
        row.cells[2].text = "Aros."
    filled = BytesIO()
    file.save(filled)

    def give_back(content: bytes) -> Any:
        return reader.post(address, data={"file": (BytesIO(content), "back.docx")})

    assert "not a copy that was made here" in give_back(b"something else").text
    assert give_back(made.data).status_code == 422  # nothing is translated in it
    assert give_back(filled.getvalue()).status_code == 302
    with sessions() as session:
        assert session.scalars(select(Translation.language)).one() == "cy"


def pad(content: bytes, size: int) -> bytes:
    """The same Word file with something large in it, as a picture is."""
    padded = BytesIO(content)
    with zipfile.ZipFile(padded, "a") as archive:
        archive.writestr("word/media/picture.bin", Random(1).randbytes(size))
    return padded.getvalue()


@pytest.mark.usefixtures("unlocked", "person")
def test_copy__large_and_filled_in__is_in_no_temporary_file_and_one_too_large_is_refused(
    reader: FlaskClient,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    address = find_address(sessions)
    made = reader.post(f"{address}/translator", data={**ORDER, "is_confirmed": "y"})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))  # none can be made there

    def give_back(size: int) -> Any:
        boundary, body = encode_multipart({"file": FileStorage(BytesIO(pad(made.data, size)), "back.docx")})
        return reader.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")

    refused = give_back(4_000_000)
    assert (refused.status_code, "larger than 4 MB" in refused.text) == (413, True)
    taken = give_back(600_000)
    assert (taken.status_code, "not translated in the file" in taken.text) == (422, True)  # it was read


@pytest.mark.usefixtures("unlocked")
def test_sharing__as_permission_changes__offers_only_whom_the_person_allows_now(
    reader: FlaskClient, person: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    page = f"{find_address(sessions)}/share"
    assert "allows nobody" in reader.get(page).text
    given = {**ORDER, "recipient": HOUSING.key, "is_confirmed": "y"}
    assert reader.post(page, data=given).status_code == 422

    person.post(f"{RETURN}/permission", data={"q_permission": ["analyse"], "q_share_with": [HOUSING.key]})
    shown = reader.get(page).text
    assert "City housing team" in shown and NAMED in shown
    assert reader.post(page, data=given).status_code == 200

    person.post(f"{RETURN}/permission", data={"q_permission": ["analyse"]})
    assert reader.post(page, data=given).status_code == 422
    assert "to be taken back" in reader.get(find_address(sessions)).text


@pytest.mark.usefixtures("person")
def test_copy__while_locked__is_not_made_and_the_list_is_not_shown(
    reader: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    address = f"{find_address(sessions)}/translator"
    assert NAMED not in reader.get(address).text
    assert reader.post(address, data={**ORDER, "is_confirmed": "y"}).status_code == 423
    with sessions() as session:
        assert session.scalars(select(AccountCopy)).all() == []
        assert session.scalars(select(ReleasedFile)).all() == []
