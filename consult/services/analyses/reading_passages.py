"""Read the passages of a theme in words, for the machine to compare: never shown as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.analysis import Theme
from consult.queries.responses import select_these
from consult.queries.themes import Placement
from consult.queries.viewer import Viewer
from consult.services.analyses.languages_of_passages import find_parts, find_said_in
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.vocabulary import Purpose, UseKind


@dataclass(frozen=True)
class PassageText:
    """What one passage says; of an experience it is in memory only while it is compared."""

    segment_id: str
    language: str
    words: str = field(repr=False)
    is_account: bool


def read_passages(
    session: Session,
    viewer: Viewer,
    theme: Theme,
    placed: Sequence[Placement],
    *,
    keys: AccountKeys | None,
    now: datetime,
) -> list[PassageText]:
    """Read passages that are permitted, open and as they were placed; the use is kept on record."""
    reading = read_answers(
        session,
        viewer,
        select_these(viewer, {one.response_id for one in placed}),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=theme.id,
        keys=keys,
        now=now,
        for_consultation_id=theme.run.consultation_id,
    )
    answers = {row.answer_id: row for row in reading.rows}
    parts = find_parts(session, reading.rows, keys)
    found = []
    for one in placed:
        row = answers.get(one.answer_id)
        if row is not None and row.revision_id == one.revision_id:
            words = row.text[one.start : one.end]
            language = find_said_in(parts, row, one.start, one.end).language
            found.append(PassageText(one.segment_id, language, words, row.respondent.is_account))
    return found
