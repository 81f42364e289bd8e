"""Key points are points: what people tagged as one, then likely ones, before what says who writes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Heading, Paragraph, Quotation
from analysis.drafting.sections import Section
from consult.models.coding import Code, Coding, Segment
from consult.models.response import Response
from consult.services.tags.coding_so_far import get_codebook
from consult.vocabulary import CodingState
from tests.factories.numbering import NOW, add
from tests.integration.drafting_record import SILENT, Received, start_record
from tests.integration.test_drafting import write

SAID = (
    "Our association brings together one hundred and fifty families in the city.",
    "Families wait eleven months in one hotel room before anybody offers a home.",
    "Landlords want a guarantor whom no newcomer can ever bring along.",
    "Damp walls make small children cough all through the winter nights.",
)


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    found = start_record(sqlite_session)
    get_codebook(sqlite_session)
    for text in SAID:
        found.add_return(text)
    return found


def tag(received: Received, response: Response, state: CodingState, code: str = "challenge") -> None:
    answer = next(one for one in response.answers if one.question_id == "homes")
    segment_id = received.session.scalars(select(Segment.id).where(Segment.answer_id == answer.id)).one()
    row = received.session.scalars(select(Code).where(Code.key == code)).one()
    coding = Coding(segment_id=segment_id, code_id=row.id, author="model", state=state, score=0.8, at=NOW)
    add(received.session, coding)


def find_points(section: Section) -> list[str]:
    titles = [n for n, block in enumerate(section.blocks) if isinstance(block, Heading)]
    blocks = section.blocks[titles[1] : titles[2]]
    return [block.excerpt.response_id for block in blocks if isinstance(block, Quotation)]


@pytest.mark.parametrize("chosen", range(4))
def test_passage__that_a_person_tagged_with_a_kind__is_the_key_point(received: Received, chosen: int) -> None:
    for one in received.returns:
        is_chosen = one is received.returns[chosen]
        tag(received, one, CodingState.ACCEPTED if is_chosen else CodingState.SUGGESTED)
    assert find_points(write(received)["question:1"]) == [received.returns[chosen].id]


def test_passage__likely_a_challenge__comes_before_those_with_a_tag_of_a_domain(received: Received) -> None:
    tag(received, received.returns[2], CodingState.SUGGESTED)
    for one in received.returns:
        tag(received, one, CodingState.ACCEPTED, "housing")
    assert find_points(write(received)["question:1"]) == [received.returns[2].id]


def test_question__whose_voices_may_not_be_quoted__says_why_it_has_no_key_points(
    sqlite_session: Session,
) -> None:
    received = start_record(sqlite_session)
    for text in SAID:
        received.add_return(text, consents=SILENT)
    blocks = write(received)["question:1"].blocks
    (told,) = [one.text for one in blocks if isinstance(one, Paragraph) and one.id.endswith("points.none")]
    assert told == ("No key points are given here: no passage in somebody’s own words may be quoted.")
