"""The page that quotes a passage: from the passage of a theme to the end of a section."""

import re
from collections.abc import Callable
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer
from consult.vocabulary import Role
from tests.integration.drafted_copies import draft
from tests.integration.drafting_record import SILENT, UNNAMED, make_received

DESK = "/desk/consultations/consultation-1"
WORDS = "Short, never proposed."
SAID, CALLED = "Nobody may quote this.", "Ring 07700 900142 and hear."
SignIn = Callable[..., FlaskClient]


def make_draft(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        session.expire_on_commit = False
        found = make_received(session)
        found.add_return(WORDS, consents=UNNAMED)
        found.add_return(SAID, consents=SILENT)
        found.add_return(CALLED, consents=UNNAMED)
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
    assert address and not find_link(page, SAID)
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


def test_return__opened_by_whoever_edits_the_draft__leads_there_from_each_passage_that_is_free(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    make_draft(sessions)
    client = sign_in(Role.MANAGER)
    free, silent, waiting = (f"{DESK}/returns/{find_return(sessions, one)}" for one in (WORDS, SAID, CALLED))
    page = client.get(free).text
    [address] = re.findall(r'href="([^"]+)">Quote this passage<', page)
    assert WORDS in client.get(address).text
    assert "in the draft</span>" not in client.get(silent).text
    page = client.get(waiting).text
    assert "keeps it out of quotations" in page and "Quote this passage" not in page
    assert "Quote this passage" not in sign_in(Role.ANALYST).get(free).text


def find_return(sessions: sessionmaker[Session], words: str) -> str:
    with sessions() as session:
        return next(one.response_id for one in session.scalars(select(Answer)) if one.value == words)
