"""Where accounts stand in the staff area, counted without unlocking: unread, read, set aside, withdrawn.

What nobody has read and nobody may read is neither unread nor late: it is a state of its own.
"""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models.consent import Consent
from consult.models.desk_kinds import AppealState, Handled
from consult.models.handling import Handling
from consult.models.response import Response
from consult.queries.channels import COUNTED
from consult.queries.responses import RECEIVED
from consult.queries.viewer import Viewer, is_visible
from consult.queries.waiting import WAITING
from consult.told import Told
from consult.vocabulary import Purpose, ResponseKind, ResponseState

IS_SET_ASIDE = Handling.set_aside_on.is_not(None)


def count_handled(session: Session, viewer: Viewer, *, today: date) -> dict[Handled, Told]:
    """How many accounts stand where; every account received is in exactly one of them."""
    state = _state(today).label("handled")
    counted = _received(viewer).with_only_columns(state, *COUNTED).group_by(state)
    found = {Handled(name): Told(*numbers) for name, *numbers in session.execute(counted)}
    return {one: found.get(one, Told()) for one in Handled}


def count_received(session: Session, viewer: Viewer) -> Told:
    """How many accounts were received, whatever became of them."""
    return Told(*session.execute(select(*COUNTED).where(*_is_received(viewer))).one())


def count_unread_by_day(session: Session, viewer: Viewer, *, today: date) -> Mapping[date, Told]:
    """How many accounts that nobody has read yet came on which day."""
    unread = _received(viewer).where(_state(today) == Handled.UNREAD.value)
    counted = unread.with_only_columns(Response.received_on, *COUNTED).group_by(Response.received_on)
    rows = session.execute(counted)
    return {day: Told(*numbers) for day, *numbers in rows if day is not None}


def select_unread(viewer: Viewer, *, today: date) -> Select[str]:
    """The ids of accounts that nobody has read yet, may be read, and were neither set aside nor withdrawn."""
    return _received(viewer).where(_state(today) == Handled.UNREAD.value).with_only_columns(Response.id)


def find_not_permitted(
    session: Session, viewer: Viewer, response_ids: Collection[str], *, today: date
) -> set[str]:
    """Which of these accounts nobody has read and nobody may read."""
    closed = _received(viewer).where(_state(today) == Handled.NOT_PERMITTED.value)
    return set(session.scalars(closed.where(Response.id.in_(response_ids)).with_only_columns(Response.id)))


def find_handlings(session: Session, viewer: Viewer, response_ids: Collection[str]) -> dict[str, Handling]:
    """What was done with these accounts; one that nobody has looked at yet is not in it."""
    rows = select(Handling).join(Response, Response.id == Handling.response_id)
    found = session.scalars(rows.where(is_visible(viewer), Response.id.in_(response_ids)))
    return {one.response_id: one for one in found}


def list_appeals(session: Session, viewer: Viewer) -> list[Handling]:
    """Those that were set aside and whose teller says that it is an account, the oldest answer first."""
    rows = select(Handling).join(Response, Response.id == Handling.response_id)
    is_open = and_(Handling.appeal_state == AppealState.OPEN, Response.state == ResponseState.SUBMITTED)
    ordered = rows.where(is_visible(viewer), is_open).order_by(Handling.appealed_on, Handling.response_id)
    return list(session.scalars(ordered))


def find_covered(session: Session, viewer: Viewer, response_ids: Collection[str]) -> set[str]:
    """Which of these accounts are set aside as abusive, so that pages cover their words."""
    return {id for id, one in find_handlings(session, viewer, response_ids).items() if one.is_covered}


def find_set_aside(session: Session, asked: Select[str]) -> set[str]:
    """Which of the accounts asked for are set aside now."""
    rows = select(Handling.response_id).where(Handling.response_id.in_(asked), IS_SET_ASIDE)
    return set(session.scalars(rows))


def _received(viewer: Viewer) -> Select[Response]:
    joined = select(Response).outerjoin(Handling, Handling.response_id == Response.id)
    return joined.where(*_is_received(viewer))


def _is_received(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return is_visible(viewer), Response.kind == ResponseKind.ACCOUNT, Response.state.in_(RECEIVED)


def _may_read(today: date) -> ColumnElement[bool]:
    """As permissions/consenting.py decides it for an account's own consultation: by what was said last."""
    later, last = aliased(Consent), aliased(Consent)
    newest = (
        select(func.max(later.version))
        .where(later.response_id == Response.id, later.purpose == Purpose.ANALYSE)
        .correlate(Response)
        .scalar_subquery()
    )
    runs = or_(last.any_until_on.is_(None), last.any_until_on >= today)
    of_it = (last.response_id == Response.id, last.purpose == Purpose.ANALYSE, last.version == newest)
    may_be = select(last.id).where(*of_it, last.granted, runs).correlate(Response).exists()
    return and_(may_be, Response.id.not_in(WAITING))


def _state(today: date) -> ColumnElement[str]:
    return case(
        (Response.state == ResponseState.WITHDRAWN, Handled.WITHDRAWN.value),
        (IS_SET_ASIDE, Handled.SET_ASIDE.value),
        (Handling.first_read_on.is_not(None), Handled.READ.value),
        (_may_read(today), Handled.UNREAD.value),
        else_=Handled.NOT_PERMITTED.value,
    )
