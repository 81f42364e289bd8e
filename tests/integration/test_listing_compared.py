"""A table that shows little names what it is counted beside, and leads to tables that show more."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import ThemePlacement
from consult.models.consultation import Consultation
from consult.queries.viewer import SYSTEM
from consult.services.counting.asked_tables import choose_table
from consult.services.counting.contrasting import tabulate
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.gathering import gather_record
from consult.services.handing_out.handing_out_tables import hand_out
from consult.services.handing_out.listing_compared import Beside, find_beside
from consult.vocabulary import Role, Sector
from tests.factories.numbering import NOW
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import HOMES, Received, start_record

SAID = "Draft 1: sentences on question 1"
ADDRESS = "/desk/consultations/consultation-1/tables"


def receive(session: Session) -> Received:
    """Returns of two sectors on question 1, two of them in no theme."""
    received = start_record(session)
    for sector, size in ((Sector.VOLUNTARY_COMMUNITY, 8), (Sector.HEALTH, 7)):
        for n in range(size):
            received.add_return(HOMES.format(place=sector, n=n), sector=sector)
    few = {answer.id for one in received.returns[:2] for answer in one.answers}
    for placement in session.scalars(select(ThemePlacement)):
        if placement.segment.answer_id in few:
            session.delete(placement)
    session.flush()
    return received


def draft(session: Session) -> None:
    consultation = session.scalars(select(Consultation)).one()
    record = gather_record(session, consultation, as_of=None, keys=None, now=NOW)
    keep_draft(session, record, write_sections(record), actor="system", now=NOW)


def find(received: Received, **wanted: str) -> Beside:
    questions = list_asked_questions(received.session, received.consultation)
    asked = choose_table(questions, **wanted)
    return find_beside(received.session, received.consultation.id, asked, questions)


def test_beside__what_was_published__names_what_can_be_subtracted_alone(session: Session) -> None:
    received = receive(session)
    assert find(received) == Beside((), ())
    draft(session)
    assert find(received).names[0] == SAID and find(received).fuller == ("1", "2")
    assert SAID in find(received, question="1").names and find(received, question="1").fuller == ()
    assert find(received, rows="gap").names == ()
    assert SAID not in find(received, who="experiences").names

    questions = list_asked_questions(session, received.consultation)
    asked = choose_table(questions, who="both", columns="kind")
    made = tabulate(session, SYSTEM, received.consultation, asked, now=NOW)
    assert made.sheet.groups
    hand_out(session, SYSTEM, received.consultation, made, now=NOW)
    title = f"{made.title}, 4 March 2031"
    assert {title, SAID} <= set(find(received, who="both").names)
    assert title in find(received, who="experiences").names


@pytest.mark.parametrize("question", ["", "1"])
def test_page__after_a_draft__says_what_hides_numbers_and_leads_to_single_questions(
    sign_in: SignIn, sessions: sessionmaker[Session], question: str
) -> None:
    with sessions.begin() as session:
        receive(session)
    client = sign_in(Role.MANAGER)
    assert "What it is compared with" not in client.get(ADDRESS).text
    with sessions.begin() as session:
        draft(session)
    page = client.get(f"{ADDRESS}?question={question}").text
    assert SAID in page and "What it is compared with" in page
    assert ("mostly show more" in page) is (f"{ADDRESS}?question=2" in page) is (not question)
