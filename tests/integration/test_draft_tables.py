"""The tables that a draft makes by itself: kept, looked at by later ones, and left out after others."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.release import ReleasedTable
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import choose_table
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.drafts.drafting import Written, keep_draft, write_sections
from consult.services.drafts.gathering import gather_record
from consult.services.handing_out.handing_out_tables import HandedOut, release
from consult.vocabulary import Sector
from tests.factories.numbering import NOW
from tests.integration.drafting_record import HOMES, Received, start_record

pytestmark = pytest.mark.portable


@pytest.fixture
def received(session: Session) -> Received:
    """Seven health bodies, twelve charities and eight schools raise homes."""
    found = start_record(session)
    numbers = {Sector.HEALTH: 7, Sector.VOLUNTARY_COMMUNITY: 12, Sector.EDUCATION: 8}
    for sector, number in numbers.items():
        for n in range(number):
            found.add_return(HOMES.format(place=f"{sector} {n}", n=n), sector=sector)
    return found


def draft(received: Received) -> Written:
    session = received.session
    record = gather_record(session, received.consultation, as_of=None, keys=None, now=NOW)
    made = write_sections(record)
    keep_draft(session, record, made, actor="system", now=NOW)
    return made


def hand_out(received: Received, **wanted: str) -> HandedOut:
    questions = list_asked_questions(received.session, received.consultation)
    asked = choose_table(questions, **wanted)
    return release(received.session, SYSTEM, received.consultation, asked, now=NOW)


def list_kept(received: Received) -> list[ReleasedTable]:
    return list(received.session.scalars(select(ReleasedTable)))


def write_out(made: Written) -> str:
    return str([section.blocks for section in made.sections])


def test_draft__kept_twice__keeps_what_its_tables_show_once(received: Received) -> None:
    draft(received)
    draft(received)
    [kept] = list_kept(received)
    assert (kept.who, kept.question, kept.columns_by) == ("returns", "1", "sector")
    shown: dict[str, Any] = dict(zip([one for [one] in kept.groups], kept.every["T01"], strict=False))
    assert shown == {"education": 8, "health": 7, "voluntary_community": 12}
    assert kept.every["T01"][-1] == 27


def test_table__after_a_draft_and_one_more_return__shows_no_part_that_changed(received: Received) -> None:
    draft(received)
    received.add_return(HOMES.format(place="one more", n=1), sector=Sector.HEALTH)
    row = hand_out(received, question="1").made.sheet.every.rows["T01"]
    assert [cell.count for cell in row] == [None, None, None, None], "one more health body would show"


def test_draft__after_a_table__leaves_its_own_out_and_says_what_to_do(received: Received) -> None:
    assert "Themes raised on question 1, by sector" in write_out(draft(received))
    hand_out(received, question="1")
    made = write_out(draft(received))
    assert "Themes raised on question 1, by sector" not in made
    assert "Put that one into the draft from Tables." in made


def test_draft__after_a_table_of_experiences__compares_sectors_as_before(received: Received) -> None:
    for n in range(6):
        received.add_account(f"The school had no place, {n}.")
    hand_out(received, who="experiences")
    assert "Themes raised on question 1, by sector" in write_out(draft(received))
