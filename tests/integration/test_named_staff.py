"""Staff whom a person named see nothing of the experience where it is shown whole, among many others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.models.campaigns import CampaignMember
from consult.models.coding import Segment
from consult.models.response import Response
from consult.services.concerns.keeping_away import keep_away
from consult.vocabulary import Role
from tests.factories.numbering import TODAY
from tests.factories.sealing import UNCOUNTED
from tests.integration.conftest import SignIn
from tests.integration.drafted_copies import Kept, keep
from tests.integration.drafting_record import Received, start_record

NAMED = "Sara Lindqvist"
LETTER = "We ask that every child gets a school place in the first month."
OWN = ("My daughter waited from spring to autumn.", "Another child of the street waited longer than that.")
SHARED, LEFTOVER = "shared-wording/C01", "leftover-passages"
Look = Callable[[FlaskClient, str], str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> Kept:
    """Two experiences with a letter in them; the first one keeps somebody away."""

    def fill(sessions: sessionmaker[Session]) -> Received:
        with sessions.begin() as session:
            received = start_record(session)
            for words in OWN:
                add(received, words)
        return received

    return keep(tmp_path_factory.mktemp("named") / "consult.sqlite", up_to_date_file, fill)


def add(received: Received, words: str) -> None:
    """An experience that is a letter and words of its own; these are in no theme."""
    told = f"{LETTER} {words}"
    account = received.add_account(told)
    place = {"answer_id": account.answers[0].id, "revision_id": account.answers[0].head_revision_id}
    found = {"run_id": received.run.id, "key": "C01", "shared": 0.6, "spans": [[0, len(LETTER)]]}
    own = Segment(**place, number=2, start=len(LETTER) + 1, end=len(told))
    received.session.add_all([CampaignMember(**place, **found), own])
    if words == OWN[0]:
        keep_out(received, account)


def keep_out(received: Received, account: Response) -> None:
    key = received.agent.open_key(account.id)
    assert key is not None
    keep_away(received.session, UNCOUNTED, account.id, key, NAMED, on=TODAY)


@pytest.fixture
def sqlite_url(tmp_path: Path, built: Kept) -> str:
    return built.copy_to(tmp_path)


@pytest.fixture
def look(built: Kept, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Open a page of the consultation while experiences are unlocked; its words in one line."""
    received = built.lend()
    for module in ("desk_campaigns", "desk_leftover"):
        monkeypatch.setattr(f"consult.web.{module}.get_account_keys", lambda: received.agent)

    def read(client: FlaskClient, page: str) -> str:
        address = f"/desk/consultations/{received.consultation.slug}/{page}"
        return " ".join(client.get(address).text.split())

    return read


def test_shared_wording__looked_at_by_staff_who_are_named__leaves_the_experience_out_and_says_so(
    look: Look, sign_in: SignIn
) -> None:
    for name, own in ((NAMED, OWN[1:]), ("Ola Ek", OWN)):
        page = look(sign_in(Role.ANALYST, name=name), SHARED)
        assert [words for words in OWN if words in page] == list(own)
        assert ("1 of this page somebody else has to read." in page) == (name == NAMED)
        assert "cannot be shown now" not in page


def test_sample_of_a_group__where_the_first_is_kept_from_the_reader__is_of_another(
    look: Look, sign_in: SignIn
) -> None:
    page = look(sign_in(Role.ANALYST, name=NAMED), "shared-wording")
    assert LETTER in page and "cannot be shown" not in page


def test_passages_in_no_theme__looked_at_by_staff_who_are_named__leave_the_experience_out(
    look: Look, sign_in: SignIn
) -> None:
    named, other = (look(sign_in(Role.ANALYST, name=name), LEFTOVER) for name in (NAMED, "Ola Ek"))
    assert OWN[0] not in named and OWN[1] in named and "1 passages of this page cannot be shown" in named
    assert OWN[0] in other and OWN[1] in other
