"""Take in answers that arrive whole, such as those of an imported return: many rows in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.many_rows import insert_rows
from consult.models.response import Answer
from consult.models.revision import Revision
from consult.vocabulary import SubjectKind


@dataclass(frozen=True)
class FirstAnswer:
    """The first and only version of an answer of a return that has none yet."""

    response_id: str
    question_id: str
    value: Any = field(repr=False)
    language: str = ""


def take_in(session: Session, given: Sequence[FirstAnswer], *, author: str = "", now: datetime) -> None:
    """Keep each as an answer with one revision; its response is in the database already.

    author: the staff id of whoever imports, empty for none.
    """
    rows = [(new_id(), new_id(), one) for one in given]
    if not rows:
        return
    revisions = [
        {
            "id": revision_id,
            "subject_kind": SubjectKind.ANSWER,
            "subject_id": answer_id,
            "author_id": author or None,
            "author_name": "",
            "body": one.value,
            "reason": "",
            "at": now,
        }
        for answer_id, revision_id, one in rows
    ]
    answers = [
        {
            "id": answer_id,
            "response_id": one.response_id,
            "question_id": one.question_id,
            "language": one.language,
            "value": one.value,
            "head_revision_id": revision_id,
        }
        for answer_id, revision_id, one in rows
    ]
    insert_rows(session, Revision, revisions)
    insert_rows(session, Answer, answers)
