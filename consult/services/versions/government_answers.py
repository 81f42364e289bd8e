"""Which section of an exact version answers each of the government's questions, and how long it may be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.draft import Section
from consult.models.limit_kinds import LimitUnit
from consult.models.versions import DraftVersion
from consult.services import auditing

SHAPE = re.compile(r"(?P<number>[0-9][0-9,]{0,9})\s+(?P<unit>words?|characters?)", re.IGNORECASE)


@dataclass(frozen=True)
class Limit:
    """The longest answer that the government's form takes."""

    number: int
    unit: LimitUnit

    def count(self, text: str) -> int:
        """How long a text is, as this limit counts."""
        return len(text.split()) if self.unit is LimitUnit.WORDS else len(text)

    def __str__(self) -> str:
        """As it is typed and shown."""
        return f"{self.number:,} {self.unit.value}"


def read_limit(text: str) -> Limit | None:
    """Read a limit as "500 words" or "3,000 characters"; None where the text is empty.

    Raises: ValueError where it is anything else.
    """
    if not text.strip():
        return None
    found = SHAPE.fullmatch(text.strip())
    number = int(found["number"].replace(",", "")) if found else 0
    if found is None or not number:
        raise ValueError(text)
    unit = LimitUnit.WORDS if found["unit"].lower().startswith("word") else LimitUnit.CHARACTERS
    return Limit(number, unit)


def find_limit(question: GovernmentQuestion) -> Limit | None:
    """The limit of a question's answer, if there is one."""
    if question.limit_number is None or question.limit_unit is None:
        return None
    return Limit(question.limit_number, question.limit_unit)


def set_limits(
    session: Session,
    consultation: Consultation,
    limits: Mapping[str, Limit | None],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Set the limits of answers, by the number of the question; those that are not given stay."""
    for question in consultation.government_questions:
        if question.number in limits:
            limit = limits[question.number]
            question.limit_number, question.limit_unit = (limit.number, limit.unit) if limit else (None, None)
    auditing.record(
        session,
        actor=actor,
        action="limits of answers set",
        subject_kind="consultation",
        subject_id=consultation.id,
        details={number: str(limit or "") for number, limit in limits.items()},
        now=now,
    )


def list_answered(session: Session, version: DraftVersion) -> Sequence[tuple[GovernmentQuestion, str]]:
    """List the government's questions in order, each with the key of its section; "" where it has none."""
    rows = session.execute(
        select(Section.government_question_id, Section.key)
        .where(Section.draft_id == version.draft_id, Section.government_question_id.is_not(None))
        .order_by(Section.position.desc())
    )
    keys = {row.government_question_id: row.key for row in rows}
    consultation = session.get_one(Consultation, version.consultation_id)
    return [(question, keys.get(question.id, "")) for question in consultation.government_questions]
