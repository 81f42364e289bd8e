"""The codebook, and what people decide about suggested codes. A decision is a record of its own."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import codebook as builtin
from consult.errors import NotFound
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.response import Answer, Response
from consult.queries.viewer import Viewer, is_visible
from consult.services import auditing
from consult.vocabulary import CodingState, Facet

MACHINE = "machine"
DECIDED = (CodingState.ACCEPTED, CodingState.REJECTED)
BATCH = 500


def get_codebook(session: Session) -> Codebook:
    """The region's codebook; the built-in one on migration is put in place the first time."""
    return _find_codebook(session) or _add_builtin(session)


def read_codebook(codebook: Codebook) -> builtin.Codebook:
    """The codebook as the analysis room reads it."""
    rows = [
        {
            "code": code.key,
            "label": code.label,
            "facet": code.facet.value,
            "parent": code.parent_key,
            "description": code.description,
            "key_phrases": "|".join(code.key_phrases),
        }
        for code in codebook.codes
    ]
    content = pd.DataFrame(rows).to_csv(index=False).encode("utf-8")
    return builtin.parse_codebook(content, codebook.name)


def list_codes(session: Session) -> Sequence[Code]:
    """Every code of the region's codebook, in its order; none before the first analysis."""
    codebook = _find_codebook(session)
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
    code = next((one for one in get_codebook(session).codes if one.key == code_key), None)
    if code is None or not _may_see(session, viewer, segment_id):
        raise NotFound("C402")
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


def take_back(session: Session, segment_id: str, code_key: str, *, staff_id: str, now: datetime) -> None:
    """Remove one's own decision, so that the suggestion stands undecided again."""
    code = next((one for one in get_codebook(session).codes if one.key == code_key), None)
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


def find_decisions(session: Session, answer_ids: Collection[str]) -> pd.DataFrame:
    """What people decided, as the analysis reads it: segment_id `<answer>:<number>`, code, accepted.

    Where people differ the latest decision counts.
    """
    found: dict[tuple[str, str], bool] = {}
    for batch in _in_batches(sorted(answer_ids)):
        for answer_id, number, code, state in session.execute(_select_decisions(batch)):
            found[f"{answer_id}:{number}", code] = state == CodingState.ACCEPTED
    rows = [(segment, code, accepted) for (segment, code), accepted in sorted(found.items())]
    return pd.DataFrame(rows, columns=["segment_id", "code", "accepted"])


def _select_decisions(answer_ids: list[str]):  # type: ignore[no-untyped-def]  # a Select of four columns
    return (
        select(Segment.answer_id, Segment.number, Code.key, Coding.state)
        .join(Coding, Coding.segment_id == Segment.id)
        .join(Code, Code.id == Coding.code_id)
        .where(Segment.answer_id.in_(answer_ids), Coding.state.in_(DECIDED))
        .order_by(Coding.at, Coding.id)
    )


def _in_batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _may_see(session: Session, viewer: Viewer, segment_id: str) -> bool:
    wanted = (
        select(Segment.id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Segment.id == segment_id, is_visible(viewer))
    )
    return session.scalar(wanted) is not None


def _find_own(session: Session, segment_id: str, code_id: str, staff_id: str) -> Coding | None:
    wanted = select(Coding).where(
        Coding.segment_id == segment_id, Coding.code_id == code_id, Coding.author == staff_id
    )
    return session.scalars(wanted).one_or_none()


def _find_codebook(session: Session) -> Codebook | None:
    return session.scalars(select(Codebook).where(Codebook.consultation_id.is_(None))).first()


def _add_builtin(session: Session) -> Codebook:
    start = builtin.get_builtin_codebook()
    codebook = Codebook(name=start.name)
    codebook.codes = [
        Code(
            key=code.code,
            label=code.label,
            facet=Facet(code.facet),
            parent_key=code.parent,
            description=code.description,
            key_phrases=list(code.key_phrases),
            position=position,
        )
        for position, code in enumerate(start.codes)
    ]
    session.add(codebook)
    session.flush()
    return codebook
