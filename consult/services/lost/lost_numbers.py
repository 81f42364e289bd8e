"""Somebody who has no number asks to withdraw: one on the staff finds the account, another decides.

The group learns nothing of the words, and nobody on the staff can do it alone: whoever noted a request may
find the account, and another confirms. Neither may be somebody whom the person keeps away. What was typed to
find it is kept until it is decided, and never in the record of who did what, which nothing empties.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.group_kinds import LostNumberState, LostNumberWay, LostRefusal
from consult.models.groups import LostNumber
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.models.wiping import wipe_after_commit
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.concerns.leaving_to_others import require_not_kept_away
from consult.services.keys.key_keeping import AccountKeys, KeyStore
from consult.services.returns.retracting import withdraw_on_request
from consult.vocabulary import ResponseKind, ResponseState

OPEN = (LostNumberState.ASKED, LostNumberState.FOUND)


def ask_through_group(
    session: Session, response: Response, *, label_sealed: bytes | None = None, today: date
) -> LostNumber:
    """The group asks for the person, from its own list; asked again, it is the same request.

    label_sealed: how the group calls it, where it tells that; see lost/lost_labels.py.
    """
    asked = _find_open(session, response)
    if asked is None:
        asked = _add(session, response.consultation_id, LostNumberWay.GROUP, response.id, "", today)
    asked.label_sealed = label_sealed or asked.label_sealed
    session.flush()
    return asked


def ask_by_address(
    session: Session, consultation_id: str, *, reason: str, actor: str, today: date, now: datetime
) -> LostNumber:
    """Somebody wrote to a listed address; staff note what leads to the account, and never its words.

    Who noted it is on record: their word alone says that anybody asked.
    """
    asked = _add(session, consultation_id, LostNumberWay.ADDRESS, None, reason, today)
    _audit(session, "lost number noted", asked, actor, now)
    return asked


def ask_for_account(
    session: Session,
    viewer: Viewer,
    response: Response,
    *,
    reason: str,
    keys: AccountKeys,
    today: date,
    now: datetime,
) -> LostNumber:
    """Staff were asked to withdraw this account: note it and that it is this one; somebody else confirms.

    Where a request about it is open, that is the one; who found it stays. Raises: as `find_account` does.
    """
    require_not_kept_away(session, viewer, response.id, keys=keys)
    asked = _find_open(session, response)
    if asked is None:
        about, actor = response.consultation_id, _name(viewer)
        asked = ask_by_address(session, about, reason=reason, actor=actor, today=today, now=now)
    if asked.state is LostNumberState.ASKED:
        find_account(session, viewer, asked, response, reason=reason, keys=keys, now=now)
    return asked


def list_requests(session: Session) -> Sequence[LostNumber]:
    """Every request, those to be decided first, then by the day."""
    found = session.scalars(select(LostNumber).order_by(LostNumber.asked_on.desc(), LostNumber.id)).all()
    return sorted(found, key=lambda one: one.state not in OPEN)


def count_open(session: Session) -> int:
    """How many requests wait for somebody to find or to confirm."""
    return session.scalar(select(func.count(LostNumber.id)).where(LostNumber.state.in_(OPEN))) or 0


def get_request(session: Session, request_id: str) -> LostNumber:
    """Return the request. Raises: NotFound (C102)."""
    found = session.get(LostNumber, request_id)
    if found is None:
        raise NotFound("C102")
    return found


def check_sought(asked: LostNumber) -> None:
    """Raises: Conflict (C355) where nothing is to be found: it is decided, or a group named the account."""
    if asked.state not in OPEN or asked.way is not LostNumberWay.ADDRESS:
        raise Conflict("C355")


def find_account(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    response: Response,
    *,
    reason: str,
    keys: AccountKeys,
    now: datetime,
) -> None:
    """Say which account it is, and by what it was found. Raises: Conflict (C355) once decided or gone.

    Where no group named it, it may turn out to be another than was found before. Raises besides: AccessDenied
    (C389, C390) for whoever one of the two keeps away, Locked while that cannot be told.
    """
    for id in {response.id, asked.response_id or response.id}:
        require_not_kept_away(session, viewer, id, keys=keys)
    may_be = asked.way is LostNumberWay.ADDRESS or asked.response_id in (None, response.id)
    same = may_be and response.consultation_id == asked.consultation_id
    is_there = response.kind is ResponseKind.ACCOUNT and response.state is ResponseState.SUBMITTED
    if asked.state not in OPEN or not same or not is_there:
        raise Conflict("C355")
    asked.response_id, asked.found_by_id, asked.reason = response.id, _name(viewer), reason
    asked.state = LostNumberState.FOUND
    session.flush()
    _audit(session, "lost number found", asked, _name(viewer), now)


def confirm(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    looked_at: str,
    *,
    store: KeyStore,
    keys: AccountKeys,
    today: date,
    now: datetime,
) -> None:
    """A second person agrees, and the account is withdrawn. looked_at: its id, as their page showed it.

    Raises: Conflict (C354) for the one who found it, (C355) where nothing is found, it is gone, or somebody
    has meanwhile found that it is another one; AccessDenied (C389, C390) for whoever it keeps away, Locked
    while that cannot be told.
    """
    _require_may_decide(session, viewer, asked, keys)
    actor = _name(viewer)
    if actor == asked.found_by_id:
        raise Conflict("C354")
    response = None
    if asked.response_id == looked_at:  # locked first, as whoever withdraws it does
        response = session.get(Response, asked.response_id, with_for_update=True)
    if asked.state is not LostNumberState.FOUND or response is None:
        raise Conflict("C355")
    _decide(session, asked, LostNumberState.WITHDRAWN, actor, today)
    session.flush()
    if response.state is ResponseState.SUBMITTED:
        reason = "the person asked, and a second on the staff confirmed it"
        withdraw_on_request(session, response, store=store, reason=reason, actor=actor, now=now)
    _audit(session, "lost number confirmed", asked, actor, now)


def refuse(
    session: Session,
    viewer: Viewer,
    asked: LostNumber,
    *,
    reason: LostRefusal,
    keys: AccountKeys,
    today: date,
    now: datetime,
) -> None:
    """Say why it is not done, by a code.

    Raises: Conflict (C355) once decided; AccessDenied (C389, C390) for whoever the account keeps away, Locked
    while that cannot be told.
    """
    _require_may_decide(session, viewer, asked, keys)
    if asked.state not in OPEN:
        raise Conflict("C355")
    actor = _name(viewer)
    _decide(session, asked, LostNumberState.REFUSED, actor, today)
    asked.reason = reason.value
    session.flush()
    _audit(session, "lost number refused", asked, actor, now, reason=reason.value)


def _find_open(session: Session, response: Response) -> LostNumber | None:
    """The request about this account that is not decided; two who ask at once find the same."""
    lock_name(session, f"lost number:{response.id}")
    wanted = select(LostNumber).where(LostNumber.response_id == response.id, LostNumber.state.in_(OPEN))
    return session.scalars(wanted.order_by(LostNumber.id)).first()


def _require_may_decide(session: Session, viewer: Viewer, asked: LostNumber, keys: AccountKeys) -> None:
    if asked.response_id:
        require_not_kept_away(session, viewer, asked.response_id, keys=keys)


def _name(viewer: Viewer) -> str:
    return viewer.staff_id or auditing.SYSTEM


def _decide(session: Session, asked: LostNumber, state: LostNumberState, actor: str, today: date) -> None:
    asked.state, asked.decided_by_id, asked.decided_on = state, actor, today
    asked.label_sealed, asked.reason = None, ""
    wipe_after_commit(session)


def _add(
    session: Session,
    consultation_id: str,
    way: LostNumberWay,
    response_id: str | None,
    reason: str,
    today: date,
) -> LostNumber:
    asked = LostNumber(
        consultation_id=consultation_id,
        way=way,
        response_id=response_id,
        reason=reason,
        asked_on=today,
        state=LostNumberState.ASKED,
    )
    session.add(asked)
    session.flush()
    return asked


def _audit(session: Session, action: str, asked: LostNumber, actor: str, now: datetime, **codes: str) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="lost_number",
        subject_id=asked.id,
        details={"way": asked.way.value, **codes},
        now=now,
    )
