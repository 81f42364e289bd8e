"""The list of returns with personal data to decide about: a page at a time, and in few questions."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker

from consult.queries import return_finds
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.identifiers import waiting_finds
from consult.services.identifiers.waiting_finds import list_waiting
from consult.services.permissions.barring import list_kept_out
from consult.vocabulary import Role
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation, make_staff
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import Received, start_record
from tests.integration.test_drafting import build
from tests.integration.test_return_finds import CALLED, decide

RETURNS = 5


def make(session: Session) -> Received:
    received = start_record(session)
    for n in range(RETURNS):
        organisation = make_organisation(session, name=f"Lantern {n}")
        received.add_return(f"{CALLED} {n}.", organisation=organisation)
    build(received)
    return received


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What any database is asked while a test runs."""
    found: list[str] = []

    def keep(*given: object) -> None:
        found.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", keep)
    yield found
    event.remove(Engine, "before_cursor_execute", keep)


def test_list__of_many_returns__is_read_a_page_at_a_time(
    sessions: sessionmaker[Session], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_finds, "PAGE_SIZE", 3)
    with sessions.begin() as session:
        address = f"/desk/consultations/{make(session).consultation.slug}/returns/personal-data"
    client = sign_in(Role.ANALYST)
    pages = [client.get(f"{address}?page={n}").text for n in (1, 2, 99)]
    assert [page.count("Lantern ") for page in pages] == [3, 2, 2]
    assert "Page 1 of 2" in pages[0] and 'rel="next"' in pages[0]
    assert "Page 2 of 2" in pages[1] and 'rel="prev"' in pages[1]


def test_list__of_more_returns__asks_the_database_no_more(
    sessions: sessionmaker[Session], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    with sessions.begin() as session:
        address = f"/desk/consultations/{make(session).consultation.slug}/returns/personal-data"
    client, counts = sign_in(Role.ANALYST), []
    client.get(address)
    for size in (1, RETURNS):
        monkeypatch.setattr(waiting_finds, "PAGE_SIZE", size)
        asked.clear()
        assert client.get(address).text.count("Lantern ") == size
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_finds__of_more_returns_than_one_question_names__are_all_there(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    received = make(sqlite_session)
    analyst = Viewer(make_staff(sqlite_session, Role.ANALYST).id, frozenset({Role.ANALYST}))
    ids = {one.id for one in received.returns}
    monkeypatch.setattr(return_finds, "BATCH", 2)
    asked.clear()
    waiting = list_waiting(sqlite_session, SYSTEM, received.consultation.id, today=TODAY)
    assert set(waiting) == ids and max(map(count_named, asked)) == 2
    for one in received.returns:
        decide(received, analyst, one, may_stand=False)
    asked.clear()
    assert {one.response_id for one in list_kept_out(sqlite_session, ids)} == ids
    assert max(map(count_named, asked)) == 2


def count_named(question: str) -> int:
    """How many ids a question to the database names."""
    return max((part.count("?") for part in re.findall(r" IN \(([?, ]+)\)", question)), default=0)
