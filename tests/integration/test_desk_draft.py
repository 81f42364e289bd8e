"""The draft in the staff area: who may read, build, edit and download it, and what each is shown."""

import hashlib
import io
import re
import shutil
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.exports.writers import WRITERS
from consult.models.audit import AuditEntry
from consult.models.consent import Use
from consult.models.job import Job
from consult.models.release import ReleasedFile
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import JobKind, Purpose, Role, Standing, UseKind
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation
from tests.factories.sealing import UnlockedAgent
from tests.integration.checking_numbers import PAGE, check
from tests.integration.drafted_copies import Kept, draft, keep
from tests.integration.drafting_record import HOMES, NAMED, Received, make_received

HARBOUR = HOMES.format(place="the harbour", n=0)
TOLD = "The school said that there was no place for my daughter until after the summer."
SignIn = Callable[..., FlaskClient]


def receive(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
        for n in range(5):
            found.add_account(f"{TOLD} {n}")
    return found


def receive_and_draft(sessions: sessionmaker[Session]) -> Received:
    found = receive(sessions)
    draft(sessions, found, found.agent)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    return keep(tmp_path_factory.mktemp("drafted") / "consult.sqlite", up_to_date_file, receive_and_draft)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path, up_to_date_file: Path) -> str:
    """The address of a database with the draft in it, for a test that asks for it; else of an empty one."""
    if "drafted" in request.fixturenames:
        built: Kept = request.getfixturevalue("built")
        return built.copy_to(tmp_path)
    shutil.copyfile(up_to_date_file, tmp_path / "consult.sqlite")
    return f"sqlite:///{tmp_path / 'consult.sqlite'}"


@pytest.fixture
def received(sessions: sessionmaker[Session]) -> Received:
    return receive(sessions)


@pytest.fixture
def drafted(built: Kept) -> Received:
    return built.lend()


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch, drafted: Received) -> UnlockedAgent:
    """The key agent answers with the key that the experiences were sealed to."""
    monkeypatch.setattr("consult.web.desk_draft_views.get_account_keys", lambda: drafted.agent)
    return drafted.agent


def read_word(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def find_hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_outline__before_anything_was_drafted__offers_to_build_it(
    sign_in: SignIn, received: Received, app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    assert client.get("/desk/draft/").headers["Location"] == PAGE
    assert "Build the draft" in client.get(PAGE).text
    answer = client.post(PAGE)
    with sessions() as session:
        job = session.scalars(select(Job)).one()
    assert (job.kind, answer.headers["Location"]) == (JobKind.DRAFT, f"/desk/jobs/{job.id}")
    assert "The draft is being built" in client.get(PAGE).text


def test_section__that_quotes_the_view_of_few__says_so_before_it(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        found = make_received(session)
        told = "We hold that there are homes enough here and no need to build."
        named = make_organisation(session, name="Plain Speakers")
        found.add_return(told, agree="no", consents=NAMED, organisation=named)
        session.expire_on_commit = False
    draft(sessions, found)
    client = sign_in(Role.MANAGER)
    page = client.get(f"{PAGE}/question:1").text
    assert page.count("One that sees it otherwise:") == 1
    assert re.search(r"One that sees it otherwise:</p>\s*<blockquote[^>]*>We hold", page)
    assert "Led in to by: One that sees it otherwise:" in client.get(f"{PAGE}/question:1/edit").text


def test_outline__of_a_draft__lists_every_section(sign_in: SignIn, drafted: Received) -> None:
    page = sign_in(Role.BOARD_MEMBER).get(PAGE).text
    assert page.count(f'href="{PAGE}/') == 12
    assert "Download as a Word file" in page
    assert "Build the draft again" not in page


@pytest.mark.parametrize(
    ("role", "reads", "edits"),
    [
        (Role.MANAGER, 200, 200),
        (Role.ANALYST, 200, 403),
        (Role.BOARD_MEMBER, 200, 403),
        (Role.AUDITOR, 403, 403),
    ],
)
def test_section__asked_for_by_role__opens_as_the_rule_says(
    sign_in: SignIn, drafted: Received, role: Role, reads: int, edits: int
) -> None:
    client = sign_in(role)
    assert client.get(f"{PAGE}/asks").status_code == reads
    assert client.get(f"{PAGE}/asks/edit").status_code == edits
    assert client.get(f"{PAGE}.docx").status_code == reads


def test_section__read_by_an_analyst__shows_evidence_and_links_to_its_theme(
    sign_in: SignIn, drafted: Received
) -> None:
    page = sign_in(Role.ANALYST).get(f"{PAGE}/question:1").text
    assert "14 of 14 raised the theme T01, question 1" in page
    assert 'href="/desk/consultations/consultation-1/themes/T01"' in page
    assert HARBOUR in page and "— Harbour Light" in page
    assert "The return it stands in" in page


def test_section__read_by_the_board__shows_no_figure_behind_a_protected_one(
    sign_in: SignIn, drafted: Received
) -> None:
    page = sign_in(Role.BOARD_MEMBER).get(f"{PAGE}/question:1").text
    assert "draft-evidence" not in page and "The return it stands in" not in page


def test_experiences__unlocked__are_quoted_except_to_observers(
    sign_in: SignIn, drafted: Received, unlocked: UnlockedAgent, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    assert TOLD in sign_in(Role.MANAGER).get(f"{PAGE}/regional-evidence").text
    observer = sign_in(Role.MANAGER, organisation_id=police)
    page = observer.get(f"{PAGE}/regional-evidence").text
    assert TOLD not in page and "[quotation held until publication]" in page
    assert TOLD not in read_word(observer.get(f"{PAGE}.docx").data)
    assert TOLD not in observer.get(f"{PAGE}/regional-evidence/edit").text


def test_experiences__locked__are_left_out_with_a_note(sign_in: SignIn, drafted: Received) -> None:
    client = sign_in(Role.MANAGER)
    page = client.get(f"{PAGE}/regional-evidence").text
    assert TOLD not in page and "[quotation: locked]" in page
    word = read_word(client.get(f"{PAGE}.docx").data)
    assert TOLD not in word and "1 quotation, because experiences were locked" in word


def leave_out_quotations(client: FlaskClient, key: str) -> dict[str, str]:
    """The form of a section, with every line that refers to a quotation taken out."""
    page = client.get(f"{PAGE}/{key}/edit").text
    text = unescape(page.split('name="text"', 1)[1].split(">", 1)[1].split("</textarea>", 1)[0])
    kept = [line for line in text.splitlines() if "[[quotation" not in line]
    return {"text": "\r\n".join(kept), "parent_id": find_hidden(page, "parent_id")}


def test_permission__taken_back__shows_on_every_page_at_once(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    client = sign_in(Role.MANAGER)
    assert HARBOUR in read_word(client.get(f"{PAGE}.docx").data)
    with sessions.begin() as session:
        give_consent(session, drafted.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    assert "1 quotation may not be used" in client.get(PAGE).text
    page = client.get(f"{PAGE}/question:1").text
    assert HARBOUR not in page and "[quotation: permission to quote was not given" in page
    refused = client.get(f"{PAGE}.docx")
    assert refused.status_code == 409 and "C809" in refused.text and "Question 1" in refused.text
    client.post(f"{PAGE}/question:1/edit", data=leave_out_quotations(client, "question:1"))
    assert "C816" in client.get(f"{PAGE}.docx").text, "the record has changed, and nobody counted again"
    check(client, sessions, settings)
    assert HARBOUR not in read_word(client.get(f"{PAGE}.docx").data)


def test_download__of_a_draft__is_on_record(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session]
) -> None:
    answer = sign_in(Role.MANAGER).get(f"{PAGE}.docx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=consultation-1-draft-1.docx"
    with sessions() as session:
        assert session.scalars(select(AuditEntry.action)).all()[-1] == "draft exported"
        assert session.scalars(select(Use).where(Use.kind == UseKind.EXPORT)).all()


def test_outline__of_a_draft__leads_to_it_in_every_form(sign_in: SignIn, drafted: Received) -> None:
    client = sign_in(Role.MANAGER)
    assert set(re.findall(rf'href="{PAGE}(\.\w+)"', client.get(PAGE).text)) == set(WRITERS)
    refused = client.get(f"{PAGE}.rtf")
    assert refused.status_code == 422 and "C808" in refused.text and ", .html" in refused.text


@pytest.mark.parametrize("ending", WRITERS)
def test_download__in_each_form__is_named_typed_and_on_record(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session], ending: str
) -> None:
    client, writer = sign_in(Role.MANAGER), WRITERS[ending]
    answer, again = client.get(PAGE + ending), client.get(PAGE + ending)
    assert answer.mimetype == writer.media_type and answer.data == again.data
    assert answer.headers["Content-Disposition"] == f"attachment; filename=consultation-1-draft-1{ending}"
    with sessions() as session:
        kept = session.scalars(select(ReleasedFile)).all()
    assert {one.description for one in kept} == {f"Draft 1 as {writer.name}"}
    assert {one.digest for one in kept} == {hashlib.sha256(answer.data).hexdigest()}


def test_web_page__of_a_draft__holds_what_permission_covers(sign_in: SignIn, drafted: Received) -> None:
    page = unescape(sign_in(Role.MANAGER).get(f"{PAGE}.html").text)
    assert HARBOUR in page and TOLD not in page
    assert "1 quotation, because experiences were locked" in page


def test_edit__saved_twice_from_one_text__is_joined_on_a_page(sign_in: SignIn, drafted: Received) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    start = find_hidden(client.get(f"{PAGE}/asks/edit").text, "parent_id")
    for words in ("# Asks\r\n\r\nMore homes.", "# Asks\r\n\r\nMore schools."):
        answer = client.post(f"{PAGE}/asks/edit", data={"text": words, "parent_id": start})
    assert answer.headers["Location"] == f"{PAGE}/asks/join"
    page = client.get(f"{PAGE}/asks/join").text
    assert "More homes." in page and "More schools." in page
    assert page.count("Only in this text:") == 2
    assert "Two texts" in client.get(PAGE).text
    joined = {name: find_hidden(page, name) for name in ("first", "second")}
    answer = client.post(f"{PAGE}/asks/join", data={**joined, "text": "# Asks\n\nMore of both."})
    assert answer.headers["Location"] == f"{PAGE}/asks"
    assert "More of both." in client.get(f"{PAGE}/asks").text
    assert "More schools." in client.get(f"{PAGE}/asks/history").text
    late = client.post(f"{PAGE}/asks/join", data={**joined, "text": "Too late."})
    assert late.status_code == 409 and "Too late." in late.text


def test_edit__from_an_old_page_with_what_it_said_before__is_shown_beside_what_stands(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    first, other = "# Asks\r\n\r\nMore homes.", "# Asks\r\n\r\nMore schools."
    old = find_hidden(client.get(f"{PAGE}/asks/edit").text, "parent_id")
    client.post(f"{PAGE}/asks/edit", data={"text": first, "parent_id": old})
    newer = find_hidden(client.get(f"{PAGE}/asks/edit").text, "parent_id")
    client.post(f"{PAGE}/asks/edit", data={"text": other, "parent_id": newer})
    client.get(f"{PAGE}/asks")  # where "The section is saved." was shown
    answer = client.post(
        f"{PAGE}/asks/edit", data={"text": first, "parent_id": old, "reason": "Homes first."}
    )
    assert answer.status_code == 409 and "the later text stands" in answer.text
    assert all(words in answer.text for words in ("More homes.", "More schools.", "Homes first."))
    assert "The section is saved." not in answer.text
    assert "Only in this text:" not in answer.text
    assert "More schools." in client.get(f"{PAGE}/asks").text
    with sessions() as session:
        saved = session.scalars(select(AuditEntry).where(AuditEntry.action == "section saved")).all()
    assert len(saved) == 2, "what changed nothing is not on record as saved"
    again = {"text": first, "parent_id": find_hidden(answer.text, "parent_id")}
    assert client.post(f"{PAGE}/asks/edit", data=again).headers["Location"] == f"{PAGE}/asks"
    assert "More homes." in client.get(f"{PAGE}/asks").text
    assert client.post(f"{PAGE}/asks/edit", data=again).status_code == 302, (
        "the same page sent twice is saved"
    )


def test_join__from_an_old_page__is_shown_beside_what_was_written_since(
    sign_in: SignIn, drafted: Received
) -> None:
    client = sign_in(Role.MANAGER, name="Ada")
    start = find_hidden(client.get(f"{PAGE}/asks/edit").text, "parent_id")
    for words in ("More homes.", "More schools."):
        client.post(f"{PAGE}/asks/edit", data={"text": words, "parent_id": start})
    page = client.get(f"{PAGE}/asks/join").text
    joining = {name: find_hidden(page, name) for name in ("first", "second")} | {"text": "More of both."}
    client.post(f"{PAGE}/asks/join", data=joining)
    newer = find_hidden(client.get(f"{PAGE}/asks/edit").text, "parent_id")
    client.post(f"{PAGE}/asks/edit", data={"text": "More money.", "parent_id": newer})
    answer = client.post(f"{PAGE}/asks/join", data=joining)
    assert answer.status_code == 409 and "More of both." in answer.text and "More money." in answer.text
    client.post(f"{PAGE}/asks/edit", data={"text": "More advice.", "parent_id": newer})
    answer = client.post(f"{PAGE}/asks/edit", data={"text": "More money.", "parent_id": newer})
    assert answer.headers["Location"] == f"{PAGE}/asks/join", "one of the two that stand is typed again"
    answer = client.post(f"{PAGE}/asks/edit", data={"text": "More homes.", "parent_id": start})
    assert answer.status_code == 409 and "the later text stands" in answer.text
    assert all(words in answer.text for words in ("More homes.", "More money.", "More advice."))
    both = {name: find_hidden(answer.text, name) for name in ("first", "second")}
    client.post(f"{PAGE}/asks/join", data={**both, "text": "More homes."})
    assert "More homes." in client.get(f"{PAGE}/asks").text


def test_edit__that_refers_to_nothing__is_shown_again_with_what_was_typed(
    sign_in: SignIn, drafted: Received
) -> None:
    client = sign_in(Role.MANAGER)
    start = find_hidden(client.get(f"{PAGE}/asks/edit").text, "parent_id")
    answer = client.post(f"{PAGE}/asks/edit", data={"text": "Mine.\n\n[[table nothing]]", "parent_id": start})
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text and "Line 3 refers to something" in answer.text
    assert "Mine.\n\n[[table nothing]]" in answer.text


def test_section__of_no_such_name__is_not_found(sign_in: SignIn, drafted: Received) -> None:
    assert sign_in(Role.MANAGER).get(f"{PAGE}/nothing").status_code == 404
