"""Make a copy of an account for somebody outside: masked, numbered, and on record as a file handed out.

Who holds it is kept with the file, and the use of the words names the file, so that a withdrawal finds it.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import FileKind
from consult.models.locking import lock_name
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.sealing.payloads import seal_json
from consult.sealing.places import place_of_copy
from consult.services import auditing
from consult.services.concerns.answering_for_readers import require_not_named
from consult.services.concerns.name_matching import Reader
from consult.services.consultations.notices import list_notices
from consult.services.consultations.protection_content import list_translators
from consult.services.copies.copied_passages import describe_passages, read_passages
from consult.services.copies.copy_orders import Copy, Order
from consult.services.days import find_day
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.consenting import find_last_day
from consult.services.permissions.opening import get_account_key
from consult.services.permissions.releasing import Holder, note_release
from consult.services.region.observers import require_no_observer
from consult.vocabulary import LANGUAGES, Purpose, ResponseState

FOR_TRANSLATION, SHARED = "for a translator", "that the person shares"


def make_copy(
    session: Session, viewer: Viewer, response: Response, order: Order, *, keys: AccountKeys, now: datetime
) -> Copy:
    """Make a copy and put it on record; the caller writes the file and keeps its digest.

    Raises: Conflict (C361) before it is checked for personal data as it stands, (C372, C373) for somebody
    whom the person keeps away or nobody answers for, (C375) for an order that makes no sense or lasts longer
    than the permission, (C376) where it is not allowed now, (C393) for an observer, (C394) to translate where
    the notice names no translator, (C205) once withdrawn; Locked.
    """
    lock_name(session, f"copy:{response.id}")
    session.refresh(response, with_for_update=True)
    _check(session, response, order, find_day(now))
    require_no_observer(session, order)
    for name in (order.name, *order.also_called):
        reader = Reader(name, order.address)
        require_not_named(session, response.id, reader, is_confirmed=order.is_confirmed, keys=keys)
    number = _find_number(session, response.id)
    file = _note_file(session, viewer, response, order, number, now)
    texts = tuple(read_passages(session, viewer, response, order, file.subject_id, keys=keys, now=now))
    copy = Copy(new_id(), file.id, number, order.name, order.until_on, find_day(now), order.language, texts)
    _keep(session, response, order, copy, keys)
    _audit(session, viewer, response, order, number, now)
    return copy


def _check(session: Session, response: Response, order: Order, today: date) -> None:
    if response.state is not ResponseState.SUBMITTED:
        raise Conflict("C205")
    is_language_right = order.language in LANGUAGES and order.language != response.language
    if not order.recipient and not _was_told_of_translators(session, response):
        raise Conflict("C394")
    if not order.name.strip() or order.until_on < today or not (order.recipient or is_language_right):
        raise Conflict("C375")
    last = find_last_day(session, response.id, Purpose.SHARE if order.recipient else Purpose.ANALYSE)
    if last is not None and order.until_on > last:
        raise Conflict("C375")


def _was_told_of_translators(session: Session, response: Response) -> bool:
    """Whether every notice since it was begun says that a translator outside may get a copy."""
    first = response.notice_version or 1
    notices = [one for one in list_notices(session, response.consultation_id) if one.number >= first]
    return bool(notices) and all(list_translators(one.content) for one in notices)


def _find_number(session: Session, response_id: str) -> int:
    latest = select(func.max(AccountCopy.number)).where(AccountCopy.response_id == response_id)
    return (session.scalar(latest) or 0) + 1


def _note_file(
    session: Session, viewer: Viewer, response: Response, order: Order, number: int, now: datetime
) -> ReleasedFile:
    said = f"Copy {number} of an experience {SHARED if order.recipient else FOR_TRANSLATION}"
    about, holder = (response.consultation_id, FileKind.EXPERIENCES, said), Holder(order.name, order.address)
    return note_release(session, viewer, *about, holder=holder, now=now)


def _keep(session: Session, response: Response, order: Order, copy: Copy, keys: AccountKeys) -> None:
    row = AccountCopy(id=copy.id, response_id=response.id, file_id=copy.file_id, number=copy.number)
    row.language, row.recipient = order.language, order.recipient
    row.until_on, row.made_on = copy.until_on, copy.made_on
    key = get_account_key(response.id, keys)
    row.sealed = seal_json(key, describe_passages(copy.texts), place_of_copy(copy.id))
    session.add(row)
    session.flush()


def _audit(
    session: Session, viewer: Viewer, response: Response, order: Order, number: int, now: datetime
) -> None:
    shared = {"recipient": order.recipient} if order.recipient else {"language": order.language}
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action="experience shared" if order.recipient else "experience copied for a translator",
        subject_kind="response",
        subject_id=response.id,
        details={"copy": number, "for": order.name, "until": order.until_on.isoformat(), **shared},
        now=now,
    )
