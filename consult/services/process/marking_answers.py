"""A mark of what a return says: it is another one as soon as an answer is amended."""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.response import Answer

NOTHING = hashlib.sha256().hexdigest()
"""The mark of a return without a single answer."""


def mark_answers(session: Session, response_ids: Select[str]) -> Mapping[str, str]:
    """The mark of each return that has answers: of the ids of answers and of their texts, not of words."""
    columns = select(Answer.response_id, Answer.id, Answer.head_revision_id)
    rows = columns.where(Answer.response_id.in_(response_ids)).order_by(Answer.response_id, Answer.id)
    parts: dict[str, list[str]] = {}
    for response_id, answer_id, revision_id in session.execute(rows):
        parts.setdefault(response_id, []).append(f"{answer_id}:{revision_id or ''}")
    return {id: _hash(found) for id, found in parts.items()}


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
