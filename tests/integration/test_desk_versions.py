"""Exact versions in the staff area and on the command line: who makes one, and what each is given."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.draft import Draft
from consult.models.versions import DraftVersion
from consult.services.permissions.consenting import give_consent
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.vocabulary import Purpose, Role, Standing
from tests.factories.agreeing import DISSENTS, ask_one, say
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation
from tests.integration.command_line import CommandLine
from tests.integration.drafted_copies import Kept
from tests.integration.drafting_record import HOMES, Received

PAGE = "/desk/consultations/consultation-1"
VERSIONS, FIRST = f"{PAGE}/versions", f"{PAGE}/versions/1"
HARBOUR = HOMES.format(place="the harbour", n=0)
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def sqlite_url(tmp_path: Path, kept_draft: Kept) -> str:
    return kept_draft.copy_to(tmp_path)


@pytest.fixture
def received(kept_draft: Kept) -> Received:
    return kept_draft.lend()


def read_word(client: FlaskClient) -> str:
    return read_paragraphs(client.get(f"{FIRST}/response.docx").data)


def read_paragraphs(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_version__made_by_a_manager__is_listed_read_and_downloaded_with_the_same_bytes(
    sign_in: SignIn, received: Received
) -> None:
    client = sign_in(Role.MANAGER)
    assert "No version has been made yet" in client.get(VERSIONS).text
    assert VERSIONS in client.get(f"{PAGE}/draft").text
    assert client.post(VERSIONS).headers["Location"] == FIRST
    page = client.get(FIRST).text
    assert HARBOUR in page and "— Harbour Light" in page and 'href="/desk/consultations' in page
    assert FIRST in client.get(VERSIONS).text
    for form in ("docx", "html"):
        first, second = (client.get(f"{FIRST}/response.{form}").data for _ in range(2))
        assert first == second
        assert f'{FIRST}/response.{form}"' in page
    assert "Version 1, not signed off" in read_word(client)


def test_version__after_a_withdrawal__says_at_once_what_it_gives_less(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(VERSIONS)
    with sessions.begin() as session:
        give_consent(session, received.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    for text in (client.get(FIRST).text, read_word(client)):
        assert HARBOUR not in text and "[removed: no longer permitted, " in text
        assert "Version 1 less withdrawal 1" in text and "a quotation in “" in text


@pytest.mark.parametrize(
    ("role", "reads", "makes"),
    [(Role.ANALYST, 200, 403), (Role.BOARD_MEMBER, 200, 403), (Role.AUDITOR, 403, 403)],
)
def test_version__asked_for_by_role__opens_as_the_rule_says(
    sign_in: SignIn, received: Received, role: Role, reads: int, makes: int
) -> None:
    sign_in(Role.MANAGER).post(VERSIONS)
    client = sign_in(role)
    assert [client.get(one).status_code for one in (VERSIONS, FIRST)] == [reads, reads]
    assert client.post(VERSIONS).status_code == makes
    assert client.get(f"{VERSIONS}/2").status_code == (404 if reads == 200 else 403)


def test_version__read_by_an_observer__holds_quotations_on_the_page_and_in_the_file(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    sign_in(Role.MANAGER).post(VERSIONS)
    client = sign_in(Role.MANAGER, organisation_id=police)
    for text in (client.get(FIRST).text, read_word(client)):
        assert HARBOUR not in text and HELD_WORDS in text
    assert client.post(VERSIONS).status_code == 403


def test_version__of_a_draft_that_is_not_settled__is_refused_with_the_place(
    sign_in: SignIn, received: Received, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        give_consent(session, received.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    client = sign_in(Role.MANAGER)
    answer = client.post(VERSIONS)
    assert answer.status_code == 409 and "C809" in answer.text
    assert "No version has been made yet" in client.get(VERSIONS).text


def test_command__asked_for_a_version__writes_the_same_bytes_each_time_and_builds_nothing(
    sign_in: SignIn,
    received: Received,
    sessions: sessionmaker[Session],
    command_line: CommandLine,
    tmp_path: Path,
) -> None:
    sign_in(Role.MANAGER).post(VERSIONS)
    with sessions.begin() as session:
        version = session.scalars(select(DraftVersion)).one()
        say(session, ask_one(session, version, make_organisation(session, name="Vale")), "asks", DISSENTS)
    first, second, third = (tmp_path / f"{name}.docx" for name in "abc")
    asked = ("draft", "consultation-1", "--version", "1", "--out")
    code, out, _ = command_line(*asked, first)
    assert code == 0 and "Version 1, " in out
    assert "Vale dissents: “We do not agree.”" in read_paragraphs(first.read_bytes())
    day = received.run.as_of_on.isoformat()
    assert command_line(*asked, second, "--as-of", day)[0] == 0 and first.read_bytes() == second.read_bytes()
    for more, said in ((("--as-of", "2031-05-01"), "C812"), (("--version", "2"), "C521")):
        refused = command_line(*asked, third, *more)
        assert refused[0] == 1 and said in refused[2] and not third.exists()
    with sessions() as session:
        assert session.scalar(select(func.count(Draft.id))) == 1
