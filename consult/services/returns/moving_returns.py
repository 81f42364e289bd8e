"""Returns that say after they were sent that they are of another place or sector: what is added up moves.

Where a return was before is on record, so that a later table is compared with what an earlier one had in it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.audit import AuditEntry
from consult.models.region import SubRegion
from consult.models.response import Response
from consult.services import auditing
from consult.services.returns.sent_numbers import NO_AREA
from consult.services.returns.submitting import Sender, describe_sender
from consult.vocabulary import ResponseKind, ResponseState

MOVED = "return moved"


def describe_again(session: Session, response: Response, sender: Sender, *, now: datetime) -> None:
    """Keep what a return says of its sender; of one that was sent, where it was too if it moves."""
    before = response.sub_region_id, response.sector
    describe_sender(response, sender)
    was_sent = response.state == ResponseState.SUBMITTED and response.kind == ResponseKind.RETURN
    if was_sent and before != (response.sub_region_id, response.sector):
        auditing.record(
            session,
            actor=auditing.PUBLIC,
            action=MOVED,
            subject_kind="response",
            subject_id=response.id,
            details={"from": before[0] or ""},
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
