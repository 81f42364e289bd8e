"""What more time lets an organisation do: its link, and the number of its return, send late."""

import hashlib
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.extensions import ExtendedReturn, Extension
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.vocabulary import ConsultationState, ResponseState

STATES = frozenset({ConsultationState.OPEN, ConsultationState.CLOSED})
"""States in which more time is of use: once the response is sent, nothing late could be in it."""


def find_by_link(
    session: Session, consultation: Consultation, link_hash: str, today: date
) -> Extension | None:
    """What the link with this hash grants today, in this consultation."""
    wanted = select(Extension).where(
        Extension.link_hash == link_hash, Extension.consultation_id == consultation.id
    )
    found = session.scalars(wanted).one_or_none() if link_hash else None
    return found if found and _runs(found, consultation, today) else None


def find_of_return(
    session: Session, consultation: Consultation, response_id: str, today: date
) -> Extension | None:
    """What is granted today to a return that was written with an extension."""
    found = session.scalars(
        select(ExtendedReturn).where(ExtendedReturn.response_id == response_id)
    ).one_or_none()
    return found.extension if found and _runs(found.extension, consultation, today) else None


def find_sending_day(consultation: Consultation, found: Extension | None) -> date | None:
    """The last day on which a return can be sent: its organisation's, where this is granted to it.

    None where neither has a day.
    """
    closes_on = consultation.closes_on
    if found is None or (closes_on is None and consultation.state == ConsultationState.OPEN):
        return closes_on
    return max(found.until_on, closes_on or found.until_on)


def use_extension(session: Session, response: Response, extension: Extension) -> None:
    """Note that a return is written with it: it is its organisation's from now on."""
    known = select(ExtendedReturn).where(ExtendedReturn.response_id == response.id)
    row = session.scalars(known).one_or_none() or ExtendedReturn(response_id=response.id)
    row.extension_id = extension.id
    session.add(row)
    theirs = extension.organisation
    response.organisation_id = theirs.id
    if response.sector is None:
        response.sector, response.sub_region_id = theirs.sector, theirs.sub_region_id
    session.flush()
    session.expire(response, ["organisation", "sub_region"])


def forget_extension(session: Session, response: Response) -> None:
    """Drop the note, where the return is sent in time: what was granted is not used up by it."""
    session.execute(delete(ExtendedReturn).where(ExtendedReturn.response_id == response.id))


def require_unused(session: Session, response: Response, extension: Extension) -> None:
    """Raises: Conflict (C253) where another return was sent with it."""
    lock_name(session, f"extension:{extension.id}")
    others = (
        select(func.count(Response.id))
        .join(ExtendedReturn, ExtendedReturn.response_id == Response.id)
        .where(ExtendedReturn.extension_id == extension.id)
        .where(Response.id != response.id, Response.state == ResponseState.SUBMITTED)
    )
    if session.scalar(others):
        raise Conflict("C253")


def hash_link(token: str) -> str:
    """What is kept of a link: its secret part is random and long, so a plain hash does not lead back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _runs(extension: Extension, consultation: Consultation, today: date) -> bool:
    is_granted = extension.revoked_at is None and today <= extension.until_on
    return is_granted and consultation.state in STATES
