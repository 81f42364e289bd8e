"""The pages of a draft's evidence: what no longer holds, who may let it stand, and the lists of sources."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.overrides import FindingOverride
from consult.queries.drafts import get_latest_draft, get_section
from consult.vocabulary import Role, Standing
from tests.factories.evidence import type_in
from tests.factories.region import make_organisation
from tests.integration.checking_numbers import PAGE
from tests.integration.drafted_copies import Kept, draft, keep
from tests.integration.drafting_record import Received, make_received

FINDINGS, SOURCES = f"{PAGE}-findings", f"{PAGE}-sources"
WRONG = "37 returns were received from the coast."
SignIn = Callable[..., FlaskClient]


def receive_and_draft(sessions: sessionmaker[Session]) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
    draft(sessions, found)
    with sessions.begin() as session:
        latest = get_latest_draft(session, found.consultation.id)
        type_in(session, get_section(latest, "asks"), WRONG, "See [[table x]] there.")
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    return keep(tmp_path_factory.mktemp("typed") / "consult.sqlite", up_to_date_file, receive_and_draft)


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def drafted(built: Kept) -> Received:
    return built.lend()


def list_ticks(page: str) -> list[str]:
    return re.findall(r'name="finding" type="checkbox" value="(\w+)"', page)


def test_outline__of_a_draft_that_does_not_hold__leads_to_what_has_to_be_settled(
    sign_in: SignIn, drafted: Received
) -> None:
    page = sign_in(Role.MANAGER).get(PAGE).text
    assert "2 things to settle" in page and f'href="{FINDINGS}"' in page
    assert "Download as a Word file" not in page


def test_findings__read_by_a_manager__say_what_is_wrong_and_what_to_do(
    sign_in: SignIn, drafted: Received
) -> None:
    page = sign_in(Role.MANAGER).get(FINDINGS).text
    assert WRONG in page and "no figure of this draft gives this number" in page
    assert "Correct the number" in page and f'href="{PAGE}/asks/edit"' in page
    assert len(list_ticks(page)) == 2


def test_findings__read_by_the_board__offer_nothing_to_press(sign_in: SignIn, drafted: Received) -> None:
    page = sign_in(Role.BOARD_MEMBER).get(FINDINGS).text
    assert WRONG in page and list_ticks(page) == [] and "Settle it" not in page


def test_finding__let_stand_and_taken_back__is_on_record_with_who_and_why(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER, name="Ada Field")
    given = {"finding": list_ticks(client.get(FINDINGS).text), "reason": "Counted by hand on 3 March."}
    assert client.post(FINDINGS, data=given).status_code == 302
    page = client.get(FINDINGS).text
    assert "Let stand by Ada Field" in page and "Counted by hand on 3 March." in page
    assert client.get(f"{PAGE}.docx").status_code == 200
    with sessions() as session:
        row = session.scalars(select(FindingOverride).order_by(FindingOverride.kind)).first()
        assert row is not None and row.staff_name == "Ada Field"
    assert client.post(f"{FINDINGS}/lift", data={"override": row.id}).status_code == 302
    assert len(list_ticks(client.get(FINDINGS).text)) == 1
    assert client.get(f"{PAGE}.docx").status_code == 409
    assert client.post(f"{FINDINGS}/lift", data={"override": row.id}).status_code == 404
    with sessions() as session:
        said = session.scalars(select(AuditEntry.action)).all()
    assert said.count("finding let stand") == 2 and said.count("finding no longer let stand") == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [({"reason": "Why not."}, 422), ({"finding": "0" * 64, "reason": "Why not."}, 409)],
)
def test_finding__let_stand_wrongly__is_said_on_the_page_with_what_was_typed(
    sign_in: SignIn, drafted: Received, given: dict[str, str], code: int
) -> None:
    answer = sign_in(Role.MANAGER).post(FINDINGS, data=given)
    assert answer.status_code == code and "<title>Error:" in answer.text and "Why not." in answer.text


def test_finding__let_stand_by_others__is_refused(
    sign_in: SignIn, drafted: Received, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    for client in (sign_in(Role.ANALYST), sign_in(Role.MANAGER, organisation_id=police)):
        assert client.post(FINDINGS, data={"finding": "0", "reason": "So."}).status_code == 403
        assert client.get(SOURCES).status_code == 403


def test_source__added_changed_and_put_into_a_section__is_printed_and_noticed(
    sign_in: SignIn, drafted: Received
) -> None:
    client = sign_in(Role.MANAGER)
    given = {"said": "The register held 1,204 households", "publisher": "Housing Office", "title": "Register"}
    given |= {"published": "March 2031", "place": "https//example.org", "file_id": ""}
    wrong = client.post(f"{SOURCES}/source/add", data=given)
    assert wrong.status_code == 422 and "an address begins with https://" in wrong.text
    given["place"] = "page 7"
    assert client.post(f"{SOURCES}/source/add", data=given).status_code == 302
    printed = "The register held 1,204 households. Source: Housing Office, Register, March 2031, page 7."
    assert printed in client.get(SOURCES).text
    edit = client.get(f"{PAGE}/status/edit").text
    assert "[[statement source.1]]" in edit
    parent = re.search(r'name="parent_id" value="([^"]*)"', edit)
    assert parent
    client.post(
        f"{PAGE}/status/edit", data={"text": "# Status\n\n[[statement source.1]]", "parent_id": parent[1]}
    )
    page = client.get(f"{PAGE}/status").text
    assert printed in page and "no longer in the latest draft" not in page
    assert client.post(f"{SOURCES}/source/1", data=given | {"title": "Another"}).status_code == 302
    assert "the list of sources has other words for it now" in client.get(FINDINGS).text
    assert client.post(f"{SOURCES}/source/1/remove").status_code == 302
    assert "it was taken off the list of sources" in client.get(FINDINGS).text
    assert client.get(f"{SOURCES}/source/1").status_code == 404


def test_fact_and_ask__added__come_from_who_may_be_named(sign_in: SignIn, drafted: Received) -> None:
    client = sign_in(Role.MANAGER)
    form = client.get(f"{SOURCES}/partner-fact/add").text
    assert "Harbour Light" in form and "Lantern" not in form
    unnamed = {"said": "It was full.", "response_id": drafted.returns[1].id}
    assert client.post(f"{SOURCES}/partner-fact/add", data=unnamed).status_code == 422
    named = {"said": "It was full.", "response_id": drafted.returns[0].id}
    client.post(f"{SOURCES}/partner-fact/add", data=named)
    ask = {"kind": "position", "said": "Homes come first", "holder": "the board", "authority": ""}
    client.post(f"{SOURCES}/position/add", data=ask)
    page = client.get(SOURCES).text
    assert "It was full. (From the return of Harbour Light.)" in page
    assert "Homes come first. (A position of the board.)" in page
    assert client.get(f"{SOURCES}/nothing/add").status_code == 404
