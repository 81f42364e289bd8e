"""The same way with the whole demonstration: made as anybody makes it, then walked in Chromium to its end."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.app import create_app
from consult.cli.children import PROGRAM, end
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM
from consult.sealing.agent_process import start_agent
from consult.sealing.key_files import open_private_key
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.documenting import Showing, show_section
from consult.vocabulary import Role, UseKind
from tests.browser.conftest import FindViolations, OpenDesk, OpenPage
from tests.browser.response_cast import FIRST, Cast, make_speakers
from tests.browser.site import QUICK, LiveServer, serve_app
from tests.browser.walking_a_response import Walk, walk

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(1_200)]
ROOT = Path(__file__).resolve().parents[2]
SLUG, EARLIER = "safe-routes-2026", "after-the-decision-2026"
HELD_MINUTES = 60
PEOPLE = {
    "Wessmere City Council": "callum.prestwood@example.org",
    "Horn of Africa Women's Circle": "selamawit.gebrezgi@example.org",
    "Tarnwich District Council": "desmond.ackerly@example.org",
    "Wessmere Police": "faye.hollingdale@example.org",
}
FOR = (
    "Wessmere City Council",
    "Horn of Africa Women's Circle",
    "Open Door Wessmere",
    "Wessmere City College",
)
VOTES = dict.fromkeys(FOR, "for") | {
    "Ukrainian Hearth Wessmere": "for",
    "Wessmere Chamber of Trade": "abstains",
    "Tarnwich District Council": "against",
    "Wessmere Police": "present",
}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The demonstration, made by its command and served with its experiences unlocked."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {PROGRAM}"
    command = [sys.executable, "-c", program, "demo", "--no-serve", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [passphrase] = re.findall(r"Passphrase of the demonstration key: (\S+)", done.stdout)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONSULT_INSTANCE", str(folder))
        app = create_app(QUICK)
    key = open_private_key(Path(app.config["KEY_FILE"]), passphrase)
    agent = start_agent(key, Path(app.config["KEY_SOCKET"]), minutes=HELD_MINUTES)
    try:
        with serve_app(app) as server:
            yield server
    finally:
        end(agent)


def find_quoted(site: LiveServer) -> str:
    """The shortest words of a return that the first section quotes."""
    with site.sessions.begin() as session:
        section = get_section(get_latest_draft(session, get_consultation(session, SLUG).id), FIRST)
        shown = show_section(session, section, Showing(SYSTEM, UseKind.PAGE, datetime.now(UTC)))
        return min((one.words for one in shown.blocks if one.words), key=len)


def test_demonstration__walked_from_closed_to_published__ends_beside_the_earlier_one(
    open_desk: OpenDesk, open_page: OpenPage, live_server: LiveServer, axe: FindViolations
) -> None:
    cast = Cast(SLUG, make_speakers(PEOPLE), "board", VOTES, find_quoted(live_server))
    manager, member = open_desk(Role.MANAGER), open_desk(Role.BOARD_MEMBER)
    page = walk(Walk(live_server, manager, member, open_page, axe, cast))
    page.goto(f"/consultations/{EARLIER}/outcome")
    assert "Councils will be told two weeks before, where that is possible." in page.content()
