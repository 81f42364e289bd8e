"""From a closed form to “We asked, you said, we did”, in Chromium, by everybody who has a part in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from consult.models.consultation import Consultation
from consult.vocabulary import ConsultationState, Role
from tests.browser.conftest import FindViolations, OpenDesk, OpenPage
from tests.browser.response_cast import Cast, make_speakers
from tests.browser.site import LiveServer, serve_site
from tests.browser.walking_a_response import Walk, walk
from tests.factories.region import make_contact
from tests.factories.signing import make_board
from tests.integration.drafted_copies import Kept
from tests.integration.drafting_record import HOMES

pytestmark = pytest.mark.browser
HARBOUR = HOMES.format(place="the harbour", n=0)
PEOPLE = {f"Member {letter}": f"partner-{letter}@example.org" for letter in "ABC"} | {
    "Police": "police@example.org"
}
VOTES = {"Member A": "for", "Member B": "for", "Member C": "against", "Police": "present"}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory, kept_draft: Kept) -> Iterator[LiveServer]:
    """A site with one consultation that is open and drafted, and a board of three members and an observer."""
    with serve_site(tmp_path_factory.mktemp("response"), laid=kept_draft.path) as server:
        with server.sessions.begin() as session:
            board = make_board(session)
            for body in (*board.members, board.police):
                make_contact(session, body, email=PEOPLE[body.name])
            session.scalars(select(Consultation)).one().state = ConsultationState.OPEN
        yield server


def test_response__from_closed_to_published_by_six__prints_dissent_and_is_read_by_a_visitor(
    open_desk: OpenDesk, open_page: OpenPage, live_server: LiveServer, axe: FindViolations
) -> None:
    cast = Cast("consultation-1", make_speakers(PEOPLE), "board", VOTES, HARBOUR)
    manager, member = open_desk(Role.MANAGER), open_desk(Role.BOARD_MEMBER)
    page = walk(Walk(live_server, manager, member, open_page, axe, cast))
    assert page.locator("blockquote").count() == 1
