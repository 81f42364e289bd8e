"""Tags on passages as they stand: accepted or rejected by people, or only suggested."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnsweredItem
from consult.models.coding import Code, Coding, Segment
from consult.models.response import Answer
from consult.models.standing_codings import stands
from consult.services.tags.coding import DECIDED
from consult.vocabulary import CodingState, Facet

_LIKELY = 0.5
"""Suggestions that nobody decided about count only where they are at least as likely right as wrong."""


@dataclass(frozen=True)
class Tagged:
    """One tag on one passage. `accepted` by a person, or else suggested by the program.

    characteristic: the protected one that the tag stands for.
    """

    segment_id: str
    answer_id: str
    response_id: str
    code: str
    label: str
    is_kind: bool
    accepted: bool
    characteristic: str | None = None


def list_tagged(session: Session, run_id: str) -> tuple[Tagged, ...]:
    """List the tags on answers of a run that people accepted, or that are likely and nobody rejected.

    Where people differ the latest decides.
    """
    latest: dict[tuple[str, str], Any] = {}
    for row in session.execute(_select(run_id)):
        key = (row.segment_id, row.code)
        if row.state in DECIDED or key not in latest:
            latest[key] = row
    return tuple(_list_standing(latest))


def _list_standing(latest: dict[tuple[str, str], Any]) -> Iterator[Tagged]:
    for key in sorted(latest):
        row = latest[key]
        accepted = row.state is CodingState.ACCEPTED
        if row.state is not CodingState.REJECTED:
            is_kind = row.facet is Facet.KIND
            answer = (row.segment_id, row.answer_id, row.response_id)
            yield Tagged(*answer, row.code, row.label, is_kind, accepted, row.characteristic)


def _select(run_id: str):  # type: ignore[no-untyped-def]  # a Select of eight columns
    """Suggestions first, then decisions from the first to the latest."""
    passage = (Segment.id.label("segment_id"), Segment.answer_id, Answer.response_id)
    tag = (Code.key.label("code"), Code.label, Code.facet, Code.characteristic, Coding.state)
    return (
        select(*passage, *tag)
        .join(Coding, Coding.segment_id == Segment.id)
        .join(Code, Code.id == Coding.code_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(
            AnsweredItem.run_id == run_id,
            stands(),
            (Coding.state != CodingState.SUGGESTED) | (Coding.score >= _LIKELY),
            (Segment.revision_id == Answer.head_revision_id) | Segment.revision_id.is_(None),
        )
        .order_by((Coding.state == CodingState.SUGGESTED).desc(), Coding.at, Coding.id)
    )
