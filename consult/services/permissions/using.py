"""Keep on record what was made from whose words; the same use is kept once a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consent import Use
from consult.models.many_rows import insert_rows
from consult.queries.viewer import Viewer
from consult.vocabulary import Purpose, UseKind


@dataclass(frozen=True)
class Occasion:
    """What is being made, for which purpose, by whom and when."""

    viewer: Viewer
    kind: UseKind
    purpose: Purpose
    subject_id: str
    now: datetime


@dataclass(frozen=True)
class UsedPart:
    """Whose words, and which: a whole response, or a quoted part of one answer."""

    response_id: str
    consent_version: int
    question_id: str = ""
    start: int | None = None
    end: int | None = None


def record_uses(session: Session, occasion: Occasion, parts: Iterable[UsedPart]) -> int:
    """Add a row for each part not yet recorded for this occasion today (UTC); return how many."""
    wanted = dict.fromkeys(parts)
    known = _find_recorded_today(session, occasion) if wanted else set()
    rows = [_describe(occasion, part) for part in wanted if part not in known]
    insert_rows(session, Use, rows)
    return len(rows)


def _find_recorded_today(session: Session, occasion: Occasion) -> set[UsedPart]:
    midnight = occasion.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    columns = (Use.response_id, Use.consent_version, Use.question_id, Use.start, Use.end)
    rows = select(*columns).where(
        Use.subject_id == occasion.subject_id,
        Use.kind == occasion.kind,
        Use.purpose == occasion.purpose,
        Use.staff_id.is_not_distinct_from(occasion.viewer.staff_id),
        Use.at >= midnight,
        Use.at <= occasion.now,
    )
    return {UsedPart(*row) for row in session.execute(rows)}


def _describe(occasion: Occasion, part: UsedPart) -> dict[str, Any]:
    return {
        "response_id": part.response_id,
        "question_id": part.question_id,
        "start": part.start,
        "end": part.end,
        "kind": occasion.kind,
        "purpose": occasion.purpose,
        "subject_id": occasion.subject_id,
        "consent_version": part.consent_version,
        "staff_id": occasion.viewer.staff_id,
        "at": occasion.now,
    }
