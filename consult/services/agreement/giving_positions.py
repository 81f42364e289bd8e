"""Take an organisation's position on a section: given by itself, or recorded by staff."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.attachments import AttachedFile
from consult.models.circulating import Circulated, ListingWish
from consult.models.draft_kinds import AttachedKind
from consult.models.locking import lock_name
from consult.models.positions import SectionPosition
from consult.services import auditing
from consult.services.agreement.days_said import check_day
from consult.services.agreement.given_positions import GivenPosition, list_wrong
from consult.services.days import find_day
from consult.services.returns.revising import Author
from consult.services.versions.section_digests import find_section_digests

RECORDS = frozenset({AttachedKind.MINUTE, AttachedKind.EMAIL})
"""What a position that staff record, and a sign-off, may rest on."""


def give_position(
    session: Session,
    asked: Circulated,
    section_key: str,
    given: GivenPosition,
    *,
    submission_id: str,
    now: datetime,
) -> SectionPosition:
    """Keep what an organisation says itself; the same submission is kept once.

    Raises: NotFound (C102 no such section); Conflict (C532 something is missing).
    """
    return _add(session, asked, section_key, given, submission_id, now, {})


def record_position(
    session: Session,
    asked: Circulated,
    section_key: str,
    given: GivenPosition,
    file: AttachedFile,
    *,
    said_on: date,
    submission_id: str,
    author: Author,
    now: datetime,
) -> SectionPosition:
    """Keep what staff record in the name of an organisation, with the minute or e-mail that says so.

    said_on: the day on which it said so; what it had not approved by then was not approved. Raises: as
    give_position; Conflict (C533 the file is neither a minute nor an e-mail, C537 it cannot have been said
    on that day).
    """
    if file.kind not in RECORDS:
        raise Conflict("C533", name=file.name)
    check_day(session, asked, said_on, now=now)
    by: dict[str, Any] = {"recorded_by_id": author.staff_id, "recorded_by_name": author.name}
    by |= {"file_id": file.id, "said_on": said_on}
    return _add(session, asked, section_key, given, submission_id, now, by)


def say_listed(session: Session, asked: Circulated, *, is_listed: bool, now: datetime) -> None:
    """Keep whether the organisation wants to be listed as a contributor, whatever its positions are.

    Each wish is kept with its time; saying the same again changes nothing, nor the day on which it was said.
    """
    lock_name(session, f"listing:{asked.id}")
    session.refresh(asked, ["wishes"])
    if asked.is_listed != is_listed:
        asked.wishes.append(ListingWish(number=len(asked.wishes) + 1, is_listed=is_listed, said_at=now))
    session.flush()
    _audit(session, asked, "listing as contributor chosen", {"listed": is_listed}, None, now)


def list_positions(session: Session, asked: Circulated) -> Sequence[SectionPosition]:
    """All that an organisation said of a version, the first first."""
    wanted = select(SectionPosition).where(SectionPosition.circulated_id == asked.id)
    return session.scalars(wanted.order_by(SectionPosition.number)).all()


def _add(
    session: Session,
    asked: Circulated,
    section_key: str,
    given: GivenPosition,
    submission_id: str,
    now: datetime,
    by: dict[str, Any],
) -> SectionPosition:
    if list_wrong(given, today=by.get("said_on") or find_day(now)):
        raise Conflict("C532")
    digest = find_section_digests(asked.version).get(section_key)
    if digest is None:
        raise NotFound("C102")
    lock_name(session, f"positions:{asked.id}")
    known = select(SectionPosition).where(SectionPosition.submission_id == submission_id)
    if (same := session.scalars(known).one_or_none()) is not None:
        return same
    row = SectionPosition(section_key=section_key, section_digest=digest, **asdict(given.settle()), **by)
    row.circulated_id, row.submission_id, row.given_at = asked.id, submission_id, now
    last = select(func.max(SectionPosition.number)).where(SectionPosition.circulated_id == asked.id)
    row.number = (session.scalar(last) or 0) + 1
    session.add(row)
    session.flush()
    details = {"section": section_key, "stance": row.stance.value, "recorded": bool(by)}
    details |= {"said_on": str(row.said_on)} if row.said_on else {}
    _audit(session, asked, "position given", details, row.recorded_by_id, now)
    return row


def _audit(
    session: Session,
    asked: Circulated,
    action: str,
    details: dict[str, Any],
    actor: str | None,
    now: datetime,
) -> None:
    said = {"version": asked.version.number, "organisation": asked.organisation.key, **details}
    about = {"subject_kind": "draft version", "subject_id": asked.version.id}
    who = actor or auditing.SYSTEM
    auditing.record(session, actor=who, action=action, details=said, now=now, **about)
