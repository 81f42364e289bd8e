"""What goes beside a version, taken in the staff area and by command: the e-mail, and the evidence index."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.region import Contact, Organisation
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.models.staff import Staff
from consult.vocabulary import Role
from tests.integration.command_line import CommandLine
from tests.integration.drafted_copies import Kept
from tests.integration.test_cover_email import read

VERSIONS = "/desk/consultations/consultation-1/versions"
FIRST = f"{VERSIONS}/1"
ASKED = ["draft", "consultation-1", "--version", "1"]
NAMED = {"Harbour Light", "Tarnwich Council"}  # which agreed to it
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def manager(sign_in: SignIn) -> FlaskClient:
    """A manager, who has made a version."""
    client = sign_in(Role.MANAGER)
    assert client.post(VERSIONS).headers["Location"] == FIRST
    return client


def test_page__of_a_version__has_text_to_copy_and_the_file_with_the_response_in_it(
    sign_in: SignIn, manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert f'href="{FIRST}/cover"' in manager.get(FIRST).text
    page = manager.get(f"{FIRST}/cover").text
    assert 'data-copy="cover-text"' in page and 'data-copy="cover-subject"' in page
    [_, text] = re.findall(r"<textarea[^>]* readonly[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    plain = read(manager.get(f"{FIRST}/cover.eml").data)
    assert "the consultation of Department of Examples" in text and not plain.is_multipart()
    assert list_files(sessions) == [], "it has nobody's words"
    sent = manager.get(f"{FIRST}/cover.eml?form=md")
    assert sent.headers["Content-Disposition"].endswith("consultation-1-version-1.eml")
    [attached] = read(sent.data).iter_attachments()
    assert attached.get_payload(decode=True) == manager.get(f"{FIRST}/response.md").data
    assert len(list_files(sessions)) == 2 and all(one.digest for one in list_files(sessions))
    assert manager.get(f"{FIRST}/cover.eml?form=rtf").status_code == 422
    assert sign_in(Role.ANALYST).get(f"{FIRST}/cover").status_code == 403


@pytest.mark.usefixtures("manager")
def test_command__asked_for_the_e_mail__writes_it_with_the_response_in_it(command_line: CommandLine) -> None:
    out, mail, text = (command_line.folder / f"a.{ending}" for ending in ("md", "eml", "txt"))
    code, said, _ = command_line(*ASKED, "--out", out, "--cover", mail)
    assert code == 0 and "the e-mail that goes with version 1" in said
    [attached] = read(mail.read_bytes()).iter_attachments()
    assert attached.get_filename() == "a.md" and attached.get_payload(decode=True) == out.read_bytes()
    assert command_line(*ASKED, "--cover", text)[0] == 0
    assert "regional response of" in text.read_text().splitlines()[0]
    assert command_line(*ASKED[:2], "--cover", text)[0] == 2
    assert command_line(*ASKED, "--cover", out)[0] == 1
    for of_the_response in (("--as-of", "2031-03-04"), ("--template", out)):
        assert command_line(*ASKED, "--cover", text, *of_the_response)[0] == 2, "it is not passed over"


def test_files__of_evidence__are_on_record_and_the_released_one_has_nothing_of_the_record(
    sign_in: SignIn, manager: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    page = manager.get(FIRST).text
    for kind in ("evidence", "evidence-for-release"):
        assert f'href="{FIRST}/{kind}.csv"' in page
        assert manager.get(f"{FIRST}/{kind}.xlsx").status_code == 200
    released = manager.get(f"{FIRST}/evidence-for-release.csv").text
    assert manager.get(f"{FIRST}/evidence.pdf").status_code == 404
    assert sign_in(Role.ANALYST).get(f"{FIRST}/evidence.csv").status_code == 403
    assert len(list_files(sessions)) == 3 and all(one.digest for one in list_files(sessions))
    secrets = list_secrets(sessions)
    assert len(secrets) > 80 and [one for one in secrets if one in released] == []
    assert released.count("\nE") > 30 and ",counted," in released


@pytest.mark.usefixtures("manager")
def test_command__asked_for_evidence__writes_both_kinds(command_line: CommandLine) -> None:
    folder = command_line.folder
    private, released = folder / "a.csv", folder / "b.csv"
    first = command_line(*ASKED, "--evidence", private)
    second = command_line(*ASKED, "--evidence", released, "--for-release")
    assert "for managers alone" in first[1] and "for release" in second[1]
    assert "Organisation" in private.read_text() and "Organisation" not in released.read_text()
    assert command_line(*ASKED[:2], "--evidence", private)[0] == 2
    assert command_line(*ASKED, "--out", folder / "c.md", "--for-release")[0] == 2
    assert command_line(*ASKED, "--evidence", folder / "d.docx")[0] == 1


def list_files(sessions: sessionmaker[Session]) -> list[ReleasedFile]:
    with sessions() as session:
        return list(session.scalars(select(ReleasedFile).order_by(ReleasedFile.made_at)))


def list_secrets(sessions: sessionmaker[Session]) -> list[str]:
    """Every id of a return, name without agreement, person and run of five words that somebody wrote."""
    with sessions() as session:
        return list(_list_all(session))


def _list_all(session: Session) -> set[str]:
    responses = session.scalars(select(Response)).all()
    words = [str(answer.value).split() for one in responses for answer in one.answers]
    runs = [" ".join(one[place : place + 5]) for one in words for place in range(len(one) - 4)]
    people = [one.name for kind in (Contact, Staff) for one in session.scalars(select(kind))]
    names = [one.name for one in session.scalars(select(Organisation)) if one.name not in NAMED]
    return {*runs, *people, *names, *(one.id for one in responses)} - {""}
