"""Which tags count in a draft: those that people accepted, and of the others only the likely ones."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.coding import Code, Codebook, Coding, Segment
from consult.services.tags.gathering_tags import list_tagged
from consult.vocabulary import CodingState, Facet
from tests.factories.numbering import NOW, add
from tests.integration.drafting_record import Received, make_received


@pytest.fixture
def received(session: Session) -> Received:
    return make_received(session)


@pytest.fixture
def code(session: Session) -> Code:
    codebook = Codebook(name="Subjects")
    code = Code(codebook=codebook, key="housing", label="Housing", facet=Facet.DOMAIN)
    add(session, codebook)
    return code


def tag(session: Session, received: Received, code: Code, **values: object) -> None:
    answers = [answer.id for answer in received.returns[0].answers]
    segment = session.scalars(select(Segment).where(Segment.answer_id.in_(answers))).one()
    add(session, Coding(segment_id=segment.id, code_id=code.id, at=NOW, **values))


@pytest.mark.parametrize(("score", "counts"), [(0.49, False), (0.5, True)])
def test_suggestion__that_nobody_decided_about__counts_only_where_it_is_likely(
    session: Session, received: Received, code: Code, score: float, counts: bool
) -> None:
    tag(session, received, code, author="program", state=CodingState.SUGGESTED, score=score)

    assert bool(list_tagged(session, received.run.id)) is counts


def test_unlikely_suggestion__accepted_by_somebody__counts(
    session: Session, received: Received, code: Code
) -> None:
    tag(session, received, code, author="program", state=CodingState.SUGGESTED, score=0.2)
    tag(session, received, code, author="somebody", state=CodingState.ACCEPTED)

    (found,) = list_tagged(session, received.run.id)
    assert (found.code, found.accepted) == ("housing", True)
