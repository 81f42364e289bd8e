"""Give an account to a translator until a day, and end that before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.base import new_id
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.staff import Staff, StaffRole
from consult.models.translation import TranslationAssignment
from consult.queries.checked import find_checked
from consult.queries.viewer import Viewer
from consult.services.concerns.answering_for_readers import confirm_reader
from consult.services.keys.key_keeping import AccountKeys
from consult.services.translations.translating import record
from consult.vocabulary import LANGUAGES, ResponseState, Role, Standing


@dataclass(frozen=True)
class Wish:
    """To whom an account is given, into which language, and the last day of it.

    is_confirmed: whoever gives it says that this is none of those whom the person keeps away from it.
    """

    staff_id: str
    language: str
    until_on: date
    is_confirmed: bool = False


def list_translators(session: Session) -> Sequence[Staff]:
    """Those to whom accounts may be given, by name: their role and full standing decide."""
    standing = select(Organisation.id).where(Organisation.standing == Standing.FULL)
    is_full = Staff.organisation_id.is_(None) | Staff.organisation_id.in_(standing)
    holders = select(Staff).where(Staff.roles.any(StaffRole.name == Role.TRANSLATOR), Staff.active)
    return session.scalars(holders.where(is_full).order_by(Staff.name, Staff.id)).all()


def assign(
    session: Session,
    viewer: Viewer,
    response: Response,
    wish: Wish,
    *,
    keys: AccountKeys,
    today: date,
    now: datetime,
) -> TranslationAssignment:
    """Give an account to a translator; where they have it in this language already, until the new day.

    Raises: Conflict (C361) before it is checked for personal data as it stands, (C362) for somebody who may
    not translate, (C363) for a day that is over or a language that it is written in, (C372) for somebody whom
    the person keeps away, (C373) where that they are not is not confirmed, (C205) once withdrawn; Locked.
    """
    lock_name(session, f"translation:{response.id}")
    session.refresh(response, with_for_update=True)
    _check(session, response, wish, today)
    confirm_reader(
        session, viewer, response.id, wish.staff_id, is_confirmed=wish.is_confirmed, keys=keys, today=today
    )
    row = _find_open(session, response.id, wish, today) or TranslationAssignment(
        id=new_id(), response_id=response.id, staff_id=wish.staff_id, language=wish.language
    )
    row.until_on, row.assigned_by_id, row.assigned_on = wish.until_on, viewer.staff_id, today
    session.add(row)
    session.flush()
    details = {"language": wish.language, "until": wish.until_on.isoformat(), "translator": wish.staff_id}
    record(session, viewer, "experience given to a translator", response.id, details, now)
    return row


def end_assignment(
    session: Session, viewer: Viewer, assignment: TranslationAssignment, *, today: date, now: datetime
) -> None:
    """End it at once; done again it changes nothing. What was translated so far is kept."""
    if assignment.ended_on is not None:
        return
    assignment.ended_on = today
    session.flush()
    details = {"language": assignment.language, "translator": assignment.staff_id}
    record(session, viewer, "translation ended", assignment.response_id, details, now)


def get_assignment(session: Session, response: Response, assignment_id: str) -> TranslationAssignment:
    """One assignment of an account that the caller may see. Raises: NotFound (C102)."""
    row = session.get(TranslationAssignment, assignment_id)
    if row is None or row.response_id != response.id:
        raise NotFound("C102")
    return row


def _check(session: Session, response: Response, wish: Wish, today: date) -> None:
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict("C205")
    if response.id not in find_checked(session, select(Response.id).where(Response.id == response.id)):
        raise Conflict("C361")
    if wish.staff_id not in {one.id for one in list_translators(session)}:
        raise Conflict("C362")
    if wish.until_on < today or wish.language not in LANGUAGES or wish.language == response.language:
        raise Conflict("C363")


def _find_open(session: Session, response_id: str, wish: Wish, today: date) -> TranslationAssignment | None:
    wanted = select(TranslationAssignment).where(
        TranslationAssignment.response_id == response_id,
        TranslationAssignment.staff_id == wish.staff_id,
        TranslationAssignment.language == wish.language,
        TranslationAssignment.until_on >= today,
        TranslationAssignment.ended_on.is_(None),
    )
    return session.scalars(wanted.order_by(TranslationAssignment.id)).first()
