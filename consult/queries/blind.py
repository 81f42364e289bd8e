"""Passages to be tagged blind: which may be drawn, which a viewer has in a sample, and who is kept blind."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.models.analysis import AnsweredItem
from consult.models.blind import BlindCoding, BlindPassage, BlindRole, BlindSample
from consult.models.coding import Segment
from consult.models.response import Answer, Response
from consult.queries.languages import LANGUAGE
from consult.queries.themes import Placement
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Bucket, ResponseState


@dataclass(frozen=True)
class BlindPlace:
    """A passage of a sample: where it is, never what it says, and the tags given so far, by role."""

    passage_id: str
    language: str
    placement: Placement
    given: dict[BlindRole, tuple[str, ...]]


def list_drawable(
    session: Session, viewer: Viewer, other: Viewer, consultation_id: str, run_id: str
) -> list[tuple[str, str]]:
    """The passages (id, language) of one run, as the texts stand now, that both may see; by id."""
    wanted = (
        _select_current(select(Segment.id, LANGUAGE))
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(
            Response.consultation_id == consultation_id,
            AnsweredItem.run_id == run_id,
            AnsweredItem.bucket == Bucket.ANALYSED,
            is_visible(viewer),
            is_visible(other),
        )
        .order_by(Segment.id)
    )
    return [(row[0], row[1]) for row in session.execute(wanted)]


def list_places(session: Session, viewer: Viewer, sample_id: str) -> list[BlindPlace]:
    """The passages of a sample that the viewer may see and whose texts stand, in the order of tagging."""
    columns = (BlindPassage.id, BlindPassage.language, Segment.id, Segment.answer_id, Response.id)
    wanted = (
        _select_current(select(*columns, Segment.revision_id, Segment.start, Segment.end, literal(0.0)))
        .join(BlindPassage, BlindPassage.segment_id == Segment.id)
        .where(BlindPassage.sample_id == sample_id, is_visible(viewer))
        .order_by(BlindPassage.place, BlindPassage.id)
    )
    given = _find_given(session, sample_id)
    return [
        BlindPlace(passage_id, language, Placement(*where), given.get(passage_id, {}))
        for passage_id, language, *where in session.execute(wanted)
    ]


def keeps_blind(viewer: Viewer, segment_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that this viewer is to tag this passage in a sample in which somebody is not done yet."""
    is_open = or_(BlindSample.first_done_at.is_(None), BlindSample.second_done_at.is_(None))
    is_coder = or_(BlindSample.first_id == viewer.staff_id, BlindSample.second_id == viewer.staff_id)
    joined = BlindPassage.sample_id == BlindSample.id
    return exists().where(joined, BlindPassage.segment_id == segment_id, is_open, is_coder)


def list_samples(session: Session, consultation_id: str) -> Sequence[BlindSample]:
    """The samples of a consultation, the last first; none of them holds words."""
    wanted = select(BlindSample).where(BlindSample.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(BlindSample.number.desc())).all()


def _select_current(wanted: Select) -> Select:  # of whatever columns
    """Only passages of texts that stand as they were cut, of returns and experiences not withdrawn."""
    stands = or_(Segment.revision_id == Answer.head_revision_id, Segment.revision_id.is_(None))
    return (
        wanted.select_from(Segment)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.state == ResponseState.SUBMITTED, stands)
    )


def _find_given(session: Session, sample_id: str) -> dict[str, dict[BlindRole, tuple[str, ...]]]:
    wanted = select(BlindCoding).join(BlindPassage, BlindPassage.id == BlindCoding.passage_id)
    found: dict[str, dict[BlindRole, tuple[str, ...]]] = {}
    for row in session.scalars(wanted.where(BlindPassage.sample_id == sample_id)):
        found.setdefault(row.passage_id, {})[row.role] = tuple(sorted(row.codes))
    return found
