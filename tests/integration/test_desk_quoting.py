"""The page that quotes a passage: from the passage of a theme to the end of a section."""

import re
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.vocabulary import Role
from tests.integration.drafted_copies import draft
from tests.integration.drafting_record import SILENT, UNNAMED, make_received

DESK = "/desk/consultations/consultation-1"
WORDS = "Short, never proposed."
SignIn = Callable[..., FlaskClient]


def make_draft(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        session.expire_on_commit = False
        found = make_received(session)
        found.add_return(WORDS, consents=UNNAMED)
        found.add_return("Nobody may quote this.", consents=SILENT)
    draft(sessions, found)


def find_link(page: str, words: str) -> str:
    """The address beside a passage; empty where there is none."""
    (passage,) = [part for part in page.split('<article class="passage"') if words in part]
    found = re.search(r'href="([^"]+)">Quote it in the draft<', passage)
    return found[1] if found else ""


def test_passage__of_a_theme__is_quoted_at_the_end_of_the_section_chosen(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    make_draft(sessions)
    client = sign_in(Role.MANAGER)
    page = unescape(client.get(f"{DESK}/themes/T01").text)
    address = find_link(page, WORDS)
    assert address and not find_link(page, "Nobody may quote this.")
    asked = client.get(address)
    assert asked.status_code == 200 and WORDS in asked.text
    answer = client.post(address, data={"section": "answers"})
    assert answer.headers["Location"] == f"{DESK}/draft/answers"
    assert WORDS in client.get(f"{DESK}/draft/answers").text
    again = client.post(address, data={"section": "answers"})
    assert again.status_code == 409 and "C515" in again.text


def test_passage__seen_by_whoever_may_not_edit_the_draft__has_no_such_link(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    make_draft(sessions)
    page = unescape(sign_in(Role.ANALYST).get(f"{DESK}/themes/T01").text)
    assert WORDS in page and "Quote it in the draft" not in page
