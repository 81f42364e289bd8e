"""Samples of passages that two people tagged blind."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.blind import BlindCoding, BlindPassage, BlindRole, BlindSample
from consult.models.coding import Segment
from tests.factories.numbering import NOW, add, seeded_id, take_number


def make_blind_sample(
    session: Session,
    consultation_id: str,
    first_id: str | None,
    second_id: str | None,
    *,
    done: bool = True,
    most: int = 3,
) -> BlindSample:
    """A sample of the first passages there are, to which the two gave different tags."""
    n = take_number(session, BlindSample)
    sample = BlindSample(id=seeded_id("blind_sample", n), consultation_id=consultation_id, number=n)
    sample.share_pct, sample.drawn_at, sample.first_id, sample.second_id = 15, NOW, first_id, second_id
    sample.first_done_at = sample.second_done_at = NOW if done else None
    add(session, sample)
    for place, segment in enumerate(
        session.scalars(select(Segment).order_by(Segment.id).limit(most)), start=1
    ):
        passage = BlindPassage(sample_id=sample.id, segment_id=segment.id, place=place, language="en")
        add(session, passage)
        for role, codes in ((BlindRole.FIRST, ["housing"]), (BlindRole.SECOND, [])):
            session.add(BlindCoding(passage_id=passage.id, role=role, codes=codes, at=NOW))
    session.flush()
    return sample
