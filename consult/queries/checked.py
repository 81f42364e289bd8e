"""Which accounts stand as they were when a person checked them for personal data; no word is needed."""

import hashlib

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.redaction import RedactionRecord
from consult.models.response import Answer, Response
from consult.vocabulary import ResponseKind


def find_heads_marks(session: Session, asked: Select[str]) -> dict[str, str]:
    """What stands for the texts of each account asked for, by its id; another one once an answer changes."""
    accounts = select(Response.id).where(Response.id.in_(asked), Response.kind == ResponseKind.ACCOUNT)
    rows = (
        select(Answer.response_id, Answer.question_id, Answer.head_revision_id)
        .where(Answer.response_id.in_(accounts))
        .order_by(Answer.response_id, Answer.question_id)
    )
    heads: dict[str, list[str]] = {id: [] for id in session.scalars(accounts)}
    for response_id, question_id, revision_id in session.execute(rows):
        heads[response_id].append(f"{question_id}={revision_id or ''}")
    return {id: hashlib.sha256("\n".join(parts).encode()).hexdigest() for id, parts in heads.items()}


def find_checked(session: Session, asked: Select[str]) -> set[str]:
    """Which of the accounts asked for are checked, as they stand now."""
    marks = find_heads_marks(session, asked)
    rows = select(RedactionRecord.response_id, RedactionRecord.heads_mark).where(
        RedactionRecord.response_id.in_(asked), RedactionRecord.is_checked
    )
    return {id for id, mark in session.execute(rows) if marks.get(id) == mark}
