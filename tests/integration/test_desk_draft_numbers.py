"""The draft's pages, file and command say which numbers no longer hold, as each person may be told."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.services.keeping.withdrawing import withdraw
from consult.vocabulary import Role, Standing
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.integration.checking_numbers import PAGE, check
from tests.integration.command_line import CommandLine
from tests.integration.conftest import SignIn
from tests.integration.drafted_copies import Kept, reopen
from tests.integration.drafting_record import Received

FINDINGS = f"{PAGE}-findings"
CHANGED = "The record has changed since the numbers were last compared"
HELD_BACK = "This draft cannot be downloaded yet"
MORE = "14 of 14 then, 15 of 15 now"
OLD, NEW = "14 of 14 then, 13 of 13 now", "14 of 14 then, changed by fewer than 5 since"


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    """The address of a database with a draft in it."""
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def drafted(kept_draft: Kept) -> Received:
    return kept_draft.lend()


def withdraw_one(sessions: sessionmaker[Session], received: Received) -> None:
    with sessions.begin() as session:
        response = session.get_one(Response, received.returns[3].id)
        withdraw(session, response, actor="public", now=NOW)


def receive_one_more(sessions: sessionmaker[Session], received: Received) -> None:
    with sessions.begin() as session:
        reopen(received, session).add_return("One more home, please.", organisation_name="Late")


def read_word(client: FlaskClient) -> str:
    content = client.get(f"{PAGE}.docx").data
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_outline__of_a_new_draft__says_that_every_number_agrees(sign_in: SignIn, drafted: Received) -> None:
    page = sign_in(Role.MANAGER).get(PAGE).text
    assert "Every number agrees with the record" in page
    assert "no longer" not in page and "Check the numbers" not in page


def test_outline__after_a_withdrawal__offers_to_check_then_to_build_again(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    manager = sign_in(Role.MANAGER)
    withdraw_one(sessions, drafted)
    page = manager.get(PAGE).text
    assert CHANGED in page and page.count("Check the numbers</button>") == 0
    assert page.count("Check the numbers") >= 1
    assert HELD_BACK in page and manager.get(f"{PAGE}.docx").status_code == 409
    check(manager, sessions, settings)
    page = manager.get(PAGE).text
    assert "6 statements no longer hold." in page and OLD in page
    assert "Build the draft again" in page and "Download as a Word file" not in page
    section = manager.get(f"{PAGE}/question:1").text
    assert "This may no longer hold" in section and OLD in section
    assert "This may no longer hold" not in manager.get(f"{PAGE}/asks").text


@pytest.mark.parametrize("standing", list(Standing))
def test_change__told_to_those_who_may_not_see_figures__is_protected(
    sign_in: SignIn,
    drafted: Received,
    sessions: sessionmaker[Session],
    settings: Mapping[str, Any],
    standing: Standing,
) -> None:
    receive_one_more(sessions, drafted)
    check(sign_in(Role.ANALYST), sessions, settings)
    with sessions.begin() as session:
        body = make_organisation(session, name="A body", standing=standing).id
    client = sign_in(Role.BOARD_MEMBER, organisation_id=body)
    for page in (PAGE, f"{PAGE}/question:1", FINDINGS):
        text = client.get(page).text
        assert NEW in text and MORE not in text and "15 of 15" not in text
    assert client.get(f"{PAGE}.docx").status_code == 409
    assert "A manager can build the draft again" in client.get(PAGE).text


def test_observer__who_analyses__is_told_no_more_than_the_board(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    withdraw_one(sessions, drafted)
    check(sign_in(Role.ANALYST), sessions, settings)
    client = sign_in(Role.ANALYST, organisation_id=police)
    assert client.post(f"{PAGE}/check").status_code == 403
    page = client.get(PAGE).text
    assert NEW in page and OLD not in page


def test_file__downloaded_by_anybody__gives_protected_figures_only(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session], settings: Mapping[str, Any]
) -> None:
    manager = sign_in(Role.MANAGER)
    receive_one_more(sessions, drafted)
    check(manager, sessions, settings)
    held_back = manager.get(f"{PAGE}.docx")
    assert held_back.status_code == 409 and "C816" in held_back.text
    given = {
        "finding": re.findall(r'name="finding" type="checkbox" value="(\w+)"', manager.get(FINDINGS).text)
    }
    manager.post(FINDINGS, data={**given, "reason": "It came after the closing day."})
    text = read_word(manager)
    assert "It came after the closing day." in text
    assert NEW in text and MORE not in text


@pytest.mark.parametrize(("role", "status"), [(Role.ANALYST, 302), (Role.BOARD_MEMBER, 403)])
def test_check__asked_for_by_role__is_as_the_rule_says(
    sign_in: SignIn, drafted: Received, role: Role, status: int
) -> None:
    assert sign_in(role).post(f"{PAGE}/check").status_code == status


def test_command__building_again__says_how_many_no_longer_held(
    drafted: Received, sessions: sessionmaker[Session], command_line: CommandLine, tmp_path: Path
) -> None:
    withdraw_one(sessions, drafted)
    code, out, err = command_line("draft", "consultation-1", "--out", tmp_path / "a.docx")
    assert code == 0 and "statements of draft 1 that no longer held: 6" in out + err
    assert "no longer hold" not in "\n".join(
        paragraph.text for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs
    )
