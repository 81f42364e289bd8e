"""What people decide about suggested codes. A decision is a record of its own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.locking import lock_name
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer, is_visible
from consult.services import auditing
from consult.vocabulary import CodingState

DECIDED = (CodingState.ACCEPTED, CodingState.REJECTED)


def find_codebook(session: Session) -> Codebook | None:
    """The region's codebook, once an analysis put it in place."""
    wanted = select(Codebook).where(Codebook.consultation_id.is_(None)).order_by(Codebook.id)
    return session.scalars(wanted).first()


def list_codes(session: Session) -> Sequence[Code]:
    """Every code of the region's codebook, in its order; none before the first analysis."""
    codebook = find_codebook(session)
    return codebook.codes if codebook else ()


def decide(
    session: Session,
    viewer: Viewer,
    segment_id: str,
    code_key: str,
    state: CodingState,
    *,
    staff_id: str,
    now: datetime,
) -> Coding:
    """Accept or reject a code on a segment, suggested or not; deciding again changes one's own decision.

    Raises: NotFound (C402) where the segment or code does not exist, or the viewer may not see whose it is.
    """
    code = next((one for one in list_codes(session) if one.key == code_key), None)
    if code is None:
        raise NotFound("C402")
    get_segment(session, viewer, segment_id)
    lock_name(session, f"coding:{segment_id}:{staff_id}")  # of two presses at once, one waits for the other
    coding = _find_own(session, segment_id, code.id, staff_id)
    if coding is None:
        coding = Coding(segment_id=segment_id, code_id=code.id, author=staff_id, staff_id=staff_id)
        session.add(coding)
    coding.state, coding.at = state, now
    session.flush()
    details = {"code": code.key, "state": state.value}
    auditing.record(
        session,
        actor=staff_id,
        action="tag decided",
        subject_kind="segment",
        subject_id=segment_id,
        details=details,
        now=now,
    )
    return coding


def get_segment(session: Session, viewer: Viewer, segment_id: str) -> Segment:
    """Return a segment. Raises: NotFound (C402) where the viewer may not see whose it is."""
    wanted = (
        select(Segment)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Segment.id == segment_id, is_visible(viewer))
    )
    segment = session.scalars(wanted).one_or_none()
    if segment is None:
        raise NotFound("C402")
    return segment


def take_back(session: Session, segment_id: str, code_key: str, *, staff_id: str, now: datetime) -> None:
    """Remove one's own decision, so that the suggestion stands undecided again."""
    code = next((one for one in list_codes(session) if one.key == code_key), None)
    coding = _find_own(session, segment_id, code.id, staff_id) if code else None
    if coding is None:
        raise NotFound("C402")
    session.delete(coding)
    session.flush()
    auditing.record(
        session,
        actor=staff_id,
        action="tag decision taken back",
        subject_kind="segment",
        subject_id=segment_id,
        details={"code": code_key},
        now=now,
    )


def _find_own(session: Session, segment_id: str, code_id: str, staff_id: str) -> Coding | None:
    wanted = select(Coding).where(
        Coding.segment_id == segment_id, Coding.code_id == code_id, Coding.author == staff_id
    )
    return session.scalars(wanted).one_or_none()
