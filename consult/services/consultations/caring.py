"""The region's care for people who tell their experience: promises, words for danger, and who can help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.care import USUAL_AGE_THRESHOLD, USUAL_EMERGENCY_NUMBER, CareSettings, SupportLine
from consult.models.locking import lock_name
from consult.services import auditing
from consult.vocabulary import Age, SupportKind

CARE = "care"
NEEDED_KINDS = (SupportKind.EVERYBODY, SupportKind.CHILDREN_SERVICES)
"""Without one of each, a page would send somebody to nobody."""
MOST_READING_DAYS = 60
AGE_THRESHOLDS = range(13, 26)


@dataclass(frozen=True)
class CareDetails:
    """What the region promises. readers: who reads, in words; empty emergency_words stand for our own."""

    reading_days: int
    readers: str = ""
    emergency_number: str = USUAL_EMERGENCY_NUMBER
    emergency_words: str = ""
    age_threshold: int = USUAL_AGE_THRESHOLD


@dataclass(frozen=True)
class SupportDetails:
    """Somebody near who helps. reach: a telephone number or an address; languages: tags."""

    kind: SupportKind
    name: str
    reach: str
    languages: tuple[str, ...]
    hours: str = ""
    help_with: str = ""
    is_free: bool = False
    written_in: str = "en"


def may_tell(age: Age, *, is_relay: bool) -> bool:
    """Whether somebody may tell: below the threshold only through a worker of a group, never alone."""
    return age is Age.OVER or is_relay


def find_care(session: Session) -> CareSettings | None:
    """What the region promises, once it has said it."""
    return session.scalars(select(CareSettings)).first()


def list_support(session: Session, language: str = "") -> Sequence[SupportLine]:
    """Who can help: those who speak the language first, then the others, each by name."""
    lines = session.scalars(select(SupportLine).order_by(SupportLine.name, SupportLine.id)).all()
    return sorted(lines, key=lambda line: language not in line.languages)


def list_missing_care(session: Session) -> list[str]:
    """What the region has still to say before anybody may be asked to tell; empty when all is there."""
    kinds = set(session.scalars(select(SupportLine.kind)))
    words = {
        SupportKind.EVERYBODY: "who near can help",
        SupportKind.CHILDREN_SERVICES: "whom a child who is alone can reach",
    }
    promise = [] if find_care(session) else ["how soon you read, and what to do in danger"]
    return promise + [words[kind] for kind in NEEDED_KINDS if kind not in kinds]


def describe_care(session: Session, details: CareDetails, *, actor: str, now: datetime) -> CareSettings:
    """Say what the region promises, or change it."""
    lock_name(session, CARE)  # there is one: of two who begin at once, the second changes it
    care = find_care(session) or CareSettings()
    for name in ("reading_days", "readers", "emergency_number", "emergency_words", "age_threshold"):
        setattr(care, name, getattr(details, name))
    session.add(care)
    session.flush()
    said = {"reading_days": details.reading_days, "age_threshold": details.age_threshold}
    auditing.record(
        session,
        actor=actor,
        action="care described",
        subject_kind="care_settings",
        subject_id=care.id,
        details=said | {"emergency_number": details.emergency_number},
        now=now,
    )
    return care


def get_support(session: Session, line_id: str) -> SupportLine:
    """Return the line. Raises: NotFound (C102)."""
    line = session.get(SupportLine, line_id)
    if line is None:
        raise NotFound("C102")
    return line


def add_support(session: Session, details: SupportDetails, *, actor: str, now: datetime) -> SupportLine:
    """Add somebody who can help."""
    return _describe(session, SupportLine(), details, "support line added", actor, now)


def change_support(
    session: Session, line: SupportLine, details: SupportDetails, *, actor: str, now: datetime
) -> SupportLine:
    """Change what is said of somebody who can help."""
    return _describe(session, line, details, "support line changed", actor, now)


def remove_support(session: Session, line: SupportLine, *, actor: str, now: datetime) -> None:
    """Take somebody off the pages who helps no more."""
    session.delete(line)
    session.flush()
    _audit(session, "support line removed", line, actor, now)


def _describe(
    session: Session, line: SupportLine, details: SupportDetails, action: str, actor: str, now: datetime
) -> SupportLine:
    for name in ("kind", "name", "reach", "hours", "help_with", "is_free", "written_in"):
        setattr(line, name, getattr(details, name))
    line.languages = list(details.languages)
    session.add(line)
    session.flush()
    _audit(session, action, line, actor, now)
    return line


def _audit(session: Session, action: str, line: SupportLine, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="support_line",
        subject_id=line.id,
        details={"name": line.name, "reach": line.reach, "languages": line.languages},
        now=now,
    )
