"""Which translation stood under a quotation: its language and the counter of its saves; no word of it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.readings import FilledExcerpt
from consult.models.translation import Translation

Marks = dict[tuple[str, str, str], int]
"""By response, question and language: how often that translation was saved."""


def find_marks(session: Session, response_ids: Collection[str]) -> Marks:
    """The translations that there are of these experiences."""
    columns = (Translation.response_id, Translation.question_id, Translation.language, Translation.version)
    rows = session.execute(select(*columns).where(Translation.response_id.in_(response_ids)))
    return {(row.response_id, row.question_id, row.language): row.version for row in rows}


def mark_of(found: FilledExcerpt, marks: Marks) -> tuple[str, int] | None:
    """The mark of the translation under a quotation; None where there is none."""
    made = found.translation
    if made is None:
        return None
    return made.language, marks[found.respondent.response_id, found.question_id, made.language]
