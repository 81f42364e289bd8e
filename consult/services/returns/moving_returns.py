"""Returns that say, once sent, that they are of another place, sector or body: what is added up moves.

Where a return was before is on record, so that a later table is compared with what an earlier one had in it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.models.region import Organisation, SubRegion
from consult.models.response import Response
from consult.services import auditing
from consult.services.region.council_tiers import find_tier
from consult.services.returns.sent_numbers import NO_AREA
from consult.services.returns.submitting import Sender, describe_sender
from consult.vocabulary import ResponseKind, ResponseState

MOVED = "return moved"
_SAID = ("sub_region_id", "sector", "organisation_id", "organisation_name")
"""What decides where a number is added, and whether it replaces another: the place, the kind, whose it is."""


def describe_again(session: Session, response: Response, sender: Sender, *, now: datetime) -> None:
    """Keep what a return says of its sender; of one that was sent, where it was too if it moves."""
    before = [getattr(response, name) for name in _SAID]
    describe_sender(response, sender)
    was_sent = response.state == ResponseState.SUBMITTED and response.kind == ResponseKind.RETURN
    if was_sent and before != [getattr(response, name) for name in _SAID]:
        _record(session, response.id, before[0], actor=auditing.PUBLIC, now=now)


def note_changed_body(
    session: Session, body: Organisation, name: str, code: str | None, *, actor: str, now: datetime
) -> None:
    """Keep which returns moved where the directory says otherwise what tier of council a body is.

    name, code: what the directory said of it before.
    """
    wanted = select(Response).where(
        Response.organisation_id == body.id,
        Response.state == ResponseState.SUBMITTED,
        Response.kind == ResponseKind.RETURN,
    )
    for one in session.scalars(wanted.order_by(Response.id)):
        if find_tier(one.sector, name, code) != find_tier(one.sector, body.name, body.council_code):
            _record(session, one.id, one.sub_region_id, actor=actor, now=now)


def _record(
    session: Session, response_id: str, sub_region_id: str | None, *, actor: str, now: datetime
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=MOVED,
        subject_kind="response",
        subject_id=response_id,
        details={"from": sub_region_id or ""},
        now=now,
    )


def find_moved(session: Session, consultation_id: str, since: datetime) -> dict[str, str]:
    """The name of the sub-region in which each return was that has moved since an instant, by its id."""
    wanted = (
        select(AuditEntry.subject_id, AuditEntry.details)
        .join(Response, Response.id == AuditEntry.subject_id)
        .where(Response.consultation_id == consultation_id, AuditEntry.action == MOVED)
        .where(AuditEntry.at > since)
        .order_by(AuditEntry.sequence.desc())
    )
    names = {row[0]: row[1] for row in session.execute(select(SubRegion.id, SubRegion.name))}
    return {id: names.get(details["from"], NO_AREA) for id, details in session.execute(wanted)}
