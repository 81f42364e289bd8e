"""Sign-off in the staff area: the forum's terms, a decision that is recorded, refused, read and undone."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.signing import SignOff
from consult.vocabulary import Role, Standing
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.region import make_organisation, make_partnership
from tests.factories.signing import make_board
from tests.factories.versions import make_exact_version
from tests.integration.conftest import SignIn
from tests.integration.typed_site import Site

VERSION = "/desk/consultations/consultation-1/versions/1"
SIGN_OFF, FORM, TERMS = f"{VERSION}/sign-off", f"{VERSION}/sign-off/board", "/desk/region/forums/board/terms"
DAY = {"decided_on-day": "4", "decided_on-month": "3", "decided_on-year": "2031"}


@pytest.fixture
def site(sessions: sessionmaker[Session]) -> Site:
    """A version, a board, and a decision as it is typed."""
    with sessions.begin() as session:
        make_partnership(session)
        consultation = make_consultation(session)
        version, board = make_exact_version(session, consultation), make_board(session)
        said = {f"said-{one.id}": "for" for one in (*board.members, board.police)}
        typed = {"way": "meeting", "outcome": "agreed", "fingerprint": version.digest[:12], **DAY, **said}
        return Site(sessions, {**typed, "file": make_attached(session, consultation).id, "note": "Item 4."})


def test_decision__recorded__stands_on_every_page_until_it_is_undone(sign_in: SignIn, site: Site) -> None:
    client = sign_in(Role.MANAGER)
    assert "No forum has decided yet" in client.get(SIGN_OFF).text
    assert "Does not count: Observer" in client.get(FORM).text
    assert client.post(FORM, data=site.typed).headers["Location"] == SIGN_OFF
    page = client.get(SIGN_OFF).text
    assert "3 that count were there" in page and "Police." in page and "Item 4." in page
    for text in (client.get(VERSION).text, client.get(f"{VERSION}/response.md").text):
        assert "Signed version 1" in text and "not signed off" not in text
    [undo] = re.findall(rf'action="({SIGN_OFF}/[^"]+/undo)"', page)
    assert client.post(undo, data={"reason": " "}).status_code == 409
    assert client.post(undo, data={"reason": "The minute was wrong."}).headers["Location"] == SIGN_OFF
    assert "The minute was wrong." in client.get(SIGN_OFF).text
    assert "Signed version" not in client.get(VERSION).text


def test_decision__refused_by_the_terms__keeps_what_was_typed(sign_in: SignIn, site: Site) -> None:
    client = sign_in(Role.MANAGER)
    for changes, code in (({"way": "chair"}, "C541"), ({"fingerprint": "0" * 12}, "C547")):
        answer = client.post(FORM, data={**site.typed, **changes})
        assert answer.status_code == 422 and code in answer.text and "Item 4." in answer.text
        assert answer.text.count('<option value="for" selected>') == 4
    missing = client.post(FORM, data={"note": "Item 4."})
    assert missing.status_code == 422 and "#fingerprint" in missing.text and "Item 4." in missing.text
    with site.sessions() as session:
        assert session.scalars(select(SignOff)).all() == []


def test_terms__set_by_a_manager__allow_the_chair_to_decide(sign_in: SignIn, site: Site) -> None:
    client = sign_in(Role.MANAGER)
    [chair] = re.findall(r'<option value="([^"]+)" selected>Contact', client.get(TERMS).text)
    assert client.post(TERMS, data={"quorum": "many"}).status_code == 422
    given = {"quorum": "3", "allows_chairs_action": "y", "chair": chair, "circulation_days": "", "file": ""}
    assert client.post(TERMS, data=given).headers["Location"] == "/desk/region/forums"
    page = client.get("/desk/region/forums").text
    assert TERMS in page and "the quorum is 3" in page
    assert client.post(FORM, data={**site.typed, "way": "chair"}).headers["Location"] == SIGN_OFF


@pytest.mark.parametrize(
    ("role", "standing", "reads"),
    [(Role.BOARD_MEMBER, Standing.FULL, 200), (Role.MANAGER, Standing.OBSERVER, 200)],
)
def test_sign_off__by_a_board_member_or_an_observers_manager__is_read_and_not_written(
    sign_in: SignIn, site: Site, role: Role, standing: Standing, reads: int
) -> None:
    with site.sessions.begin() as session:
        body = make_organisation(session, standing=standing).id
    client = sign_in(role, organisation_id=body)
    got = (client.get(SIGN_OFF), client.get(FORM), client.post(FORM, data=site.typed), client.get(TERMS))
    assert [one.status_code for one in got] == [reads, 403, 403, 403]
    assert "How this response came about" in got[0].text, "whoever decides sees how it was made"
    assert "0 returns were received" in got[0].text and "Version 1 has it as it stood" in got[0].text
    with site.sessions() as session:
        assert session.scalars(select(SignOff)).all() == []
