"""Blind samples on both databases: drawn once, tagged apart, compared and settled."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.blind import BlindCoding, BlindRole, BlindSample
from consult.models.coding import Coding
from consult.models.consultation import Consultation
from consult.models.staff import Staff
from consult.queries.blind import list_places
from consult.queries.codings import list_codings
from consult.queries.viewer import Viewer, get_viewer
from consult.services.reliability.agreeing_tags import agree, measure_sample, open_differences
from consult.services.reliability.drawing_blind import BlindWish, draw_blind
from consult.services.reliability.tagging_blind import close_blind, finish_blind, open_turn, tag_blind
from consult.services.tags.coding_so_far import get_codebook
from consult.vocabulary import CodingState, Role
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.drafting_record import HOMES, make_received
from tests.integration.test_two_at_once import run_beside

ENOUGH = 105
"""Of so many more returns a quarter is enough to say something."""


def fill(session: Session, more: int = 0) -> list[str]:
    """A consultation with so many returns more than usual; the two who tag."""
    received = make_received(session)
    get_codebook(session)
    for n in range(more):
        received.add_return(HOMES.format(place="a hill", n=100 + n))
    return [make_staff(session, Role.ANALYST, name=name).id for name in ("Ada", "Ben")]


def draw(session: Session) -> BlindSample:
    consultation = session.scalars(select(Consultation)).one()
    first, second = session.scalars(select(Staff.id).order_by(Staff.name)).all()
    viewer = get_viewer(session, first)
    return draw_blind(session, viewer, consultation, BlindWish(first, second, 25), now=NOW)


def tag(session: Session, viewer: Viewer, sample: BlindSample, odd: str) -> list[str]:
    """Tag every other passage with one tag and the rest with another; the first with `odd`."""
    passages = [one.passage_id for one in list_places(session, viewer, sample.id)]
    for n, passage_id in enumerate(passages):
        codes = [("housing", "health")[n % 2]] if n else [odd]
        tag_blind(session, viewer, sample, passage_id, codes, now=NOW)
    finish_blind(session, viewer, sample, now=NOW)
    return passages


@pytest.mark.portable
def test_sample__tagged_by_two__is_measured_and_settled(session: Session) -> None:
    viewers = [get_viewer(session, one) for one in fill(session, ENOUGH)]
    sample = draw(session)
    turn = open_turn(session, viewers[0], sample, None, keys=None, now=NOW)
    assert turn.passage and (turn.number, turn.given) == (1, None)
    passages = tag(session, viewers[0], sample, "education")
    assert passages == tag(session, viewers[1], sample, "housing") and len(passages) == turn.total >= 30

    found = {(one.code, one.language): one for one in measure_sample(session, viewers[0], sample)}
    housing = found["housing", "en"]
    assert housing.kappa and housing.alpha and housing.agreement
    assert housing.alpha.low <= housing.alpha.value < 1 == round(housing.alpha.high)
    assert found["education", "en"].alpha is None

    shown = open_differences(session, viewers[0], sample, page=1, keys=None, now=NOW)
    assert [(one.first, one.second) for one in shown.shown] == [(("education",), ("housing",))]
    agree(session, viewers[1], sample, passages[0], ["housing"], now=NOW)
    states = {row.code.key: row.state for row in session.scalars(select(Coding))}
    assert states == {"housing": CodingState.ACCEPTED, "education": CodingState.REJECTED}
    segment_ids = list(session.scalars(select(Coding.segment_id)))
    assert len(list_codings(session, viewers[0], segment_ids)) == 2


def test_sample__drawn_by_two_at_once__is_drawn_once(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        fill(session)

    second = run_beside(engine, draw, draw)

    refused = second.exception()
    assert isinstance(refused, Conflict) and refused.code == "C422"
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(BlindSample)) == 1


def test_passage__tagged_by_one_person_twice_at_once__has_one_decision(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        [first, _] = fill(session)
        sample_id = draw(session).id
        passage_id = list_places(session, get_viewer(session, first), sample_id)[0].passage_id

    def give(session: Session) -> list[str]:
        viewer, sample = get_viewer(session, first), session.get_one(BlindSample, sample_id)
        return list(tag_blind(session, viewer, sample, passage_id, ["health"], now=NOW).codes)

    ended = run_beside(engine, give, give)
    assert ended.result() == ["health"]
    with Session(engine) as session:
        assert [one.role for one in session.scalars(select(BlindCoding))] == [BlindRole.FIRST]


def test_passage__tagged_while_somebody_closes_the_sample__is_refused(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        [first, _] = fill(session)
        sample_id = draw(session).id
        passage_id = list_places(session, get_viewer(session, first), sample_id)[0].passage_id

    def close(session: Session) -> None:
        close_blind(session, get_viewer(session, first), session.get_one(BlindSample, sample_id), now=NOW)

    def give(session: Session) -> None:
        viewer, sample = get_viewer(session, first), session.get_one(BlindSample, sample_id)
        tag_blind(session, viewer, sample, passage_id, ["health"], now=NOW)

    refused = run_beside(engine, close, give).exception()
    assert isinstance(refused, Conflict) and refused.code == "C423"
    with Session(engine) as session:
        assert list(session.scalars(select(BlindCoding))) == []
