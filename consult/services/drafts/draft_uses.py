"""Whom a draft counted, on record: also those whose words nobody read for it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consent import Use
from consult.models.draft import Draft
from consult.models.readings import Reading
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.vocabulary import Bucket, Purpose, UseKind


def note_locked(session: Session, draft_id: str, reading: Reading, *, now: datetime) -> None:
    """Put on record the experiences that a draft counts while they are locked.

    Their words were not read, so reading left no use behind; a withdrawal has to find the draft all the same.
    """
    locked = [id for id, bucket in reading.left_out.items() if bucket is Bucket.LOCKED]
    given = find_consents(session, select(Response.id).where(Response.id.in_(locked)))
    held = {id: given.get(id, {}).get(Purpose.ANALYSE) for id in sorted(locked)}
    parts = [UsedPart(id, one.version if one else 0) for id, one in held.items()]
    record_uses(session, _describe(draft_id, now), parts)


def take_over(session: Session, previous: Draft, draft: Draft, *, now: datetime) -> None:
    """Put on record that a draft, in sentences kept from the one before, rests on whom that one counted."""
    columns = (Use.response_id, Use.consent_version)
    wanted = select(*columns).where(
        Use.kind == UseKind.DRAFT, Use.purpose == Purpose.ANALYSE, Use.subject_id == previous.id
    )
    parts = [UsedPart(*row) for row in session.execute(wanted.distinct().order_by(*columns))]
    record_uses(session, _describe(draft.id, now), parts)


def _describe(draft_id: str, now: datetime) -> Occasion:
    return Occasion(SYSTEM, UseKind.DRAFT, Purpose.ANALYSE, draft_id, now)
