"""Tell organisations that answered what became of it: whom to write to, and that each letter goes once.

Nobody is written to for an experience: no address is kept of whoever told one, nor asked of a group for it.
They read what became of it with their return number.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.following_kinds import ReplyKind, ToldOf
from consult.models.locking import lock_name
from consult.models.published import OutcomeLetter
from consult.models.region import Contact
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.concluding import find_outcome
from consult.services.following.asking_government import list_asks
from consult.services.following.finding_submissions import find_sent_on
from consult.services.following.published_versions import find_published
from consult.services.returns.revising import Author
from consult.services.signing.signing_off import require_full
from consult.vocabulary import LANGUAGES, ResponseKind, ResponseState


@dataclass(frozen=True)
class DueLetter:
    """A letter to write, in the language of the contact."""

    contact: Contact
    told: ToldOf
    language: str


def find_told(session: Session, consultation_id: str) -> ToldOf | None:
    """What there is to tell of: a reply, else that it was sent; None where neither is on record."""
    outcome, asks = find_outcome(session, consultation_id), list_asks(session, consultation_id)
    replied = any(one.reply is not None and one.reply.kind is not ReplyKind.SILENT for one in asks)
    if replied or (outcome is not None and outcome.replied):
        return ToldOf.REPLY
    return ToldOf.SENT if find_sent_on(session, consultation_id) else None


def list_due(session: Session, consultation: Consultation) -> list[DueLetter]:
    """Each contact with an address, of an organisation whose return stands, that was not told of this."""
    told = find_told(session, consultation.id)
    if told is None:
        return []
    known = exists().where(
        OutcomeLetter.consultation_id == consultation.id,
        OutcomeLetter.contact_id == Contact.id,
        OutcomeLetter.told == told,
    )
    answered = Contact.organisation_id.in_(_select_answered(consultation.id))
    wanted = select(Contact).where(answered, Contact.email != "", ~known).order_by(Contact.email, Contact.id)
    return [DueLetter(one, told, _find_language(one)) for one in session.scalars(wanted)]


def begin_feedback(
    session: Session, viewer: Viewer, consultation: Consultation, *, author: Author, now: datetime
) -> list[DueLetter]:
    """The letters to write now, each noted as written: they go with this transaction or not at all.

    Raises: AccessDenied (C101), Conflict (C579 the page that they lead to is not open).
    """
    require_full(viewer)
    lock_name(session, f"outcome:{consultation.id}")
    if find_published(session, consultation) is None:
        raise Conflict("C579")
    due = list_due(session, consultation)
    for one in due:
        row = OutcomeLetter(consultation_id=consultation.id, contact_id=one.contact.id, told=one.told)
        row.language, row.queued_at = one.language, now
        session.add(row)
    session.flush()
    about: dict[str, Any] = {
        "subject_kind": "consultation",
        "subject_id": consultation.id,
        "details": {"letters": len(due)},
    }
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action="contributors told of the outcome", now=now, **about)
    return due


def count_written(session: Session, consultation_id: str) -> int:
    """How many letters went out so far."""
    wanted = select(OutcomeLetter.id).where(OutcomeLetter.consultation_id == consultation_id)
    return len(session.scalars(wanted).all())


def count_unreachable(session: Session, consultation_id: str) -> int:
    """How many returns stand of which nobody can be written to: not in the directory, or no address there."""
    has_address = exists().where(Contact.organisation_id == Response.organisation_id, Contact.email != "")
    wanted = select(func.count(Response.id)).where(*_of_returns(consultation_id), ~has_address)
    return session.scalar(wanted) or 0


def _select_answered(consultation_id: str) -> Select[str | None]:
    named = Response.organisation_id.is_not(None)
    return select(Response.organisation_id).where(*_of_returns(consultation_id), named)


def _of_returns(consultation_id: str) -> tuple[ColumnElement[bool], ...]:
    """Returns that stand."""
    is_return, stands = Response.kind == ResponseKind.RETURN, Response.state == ResponseState.SUBMITTED
    return Response.consultation_id == consultation_id, is_return, stands


def _find_language(contact: Contact) -> str:
    return contact.language if contact.language in LANGUAGES else "en"
