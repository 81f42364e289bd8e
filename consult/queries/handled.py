"""Where accounts stand in the staff area, counted without unlocking: unread, read, set aside, withdrawn."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from consult.models.desk_kinds import AppealState, Handled
from consult.models.handling import Handling
from consult.models.response import Response
from consult.queries.responses import RECEIVED
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import ResponseKind, ResponseState

IS_SET_ASIDE = Handling.set_aside_on.is_not(None)


def count_handled(session: Session, viewer: Viewer) -> dict[Handled, int]:
    """How many accounts stand where; every account received is in exactly one of them."""
    state = _state().label("handled")
    counted = _received(viewer).with_only_columns(state, func.count()).group_by(state)
    found = {Handled(name): number for name, number in session.execute(counted)}
    return {one: found.get(one, 0) for one in Handled}


def count_received(session: Session, viewer: Viewer) -> int:
    """How many accounts were received, whatever became of them."""
    received = select(func.count(Response.id)).where(*_is_received(viewer))
    return session.scalar(received) or 0


def count_unread_by_day(session: Session, viewer: Viewer) -> Counter[date]:
    """How many accounts that nobody has read yet came on which day."""
    unread = _received(viewer).where(_state() == Handled.UNREAD.value)
    counted = unread.with_only_columns(Response.received_on, func.count()).group_by(Response.received_on)
    return Counter({day: number for day, number in session.execute(counted) if day is not None})


def select_unread(viewer: Viewer) -> Select[str]:
    """The ids of accounts that nobody has read yet and that were neither set aside nor withdrawn."""
    return _received(viewer).where(_state() == Handled.UNREAD.value).with_only_columns(Response.id)


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


def find_set_aside(session: Session, asked: Select[str]) -> set[str]:
    """Which of the accounts asked for are set aside now."""
    rows = select(Handling.response_id).where(Handling.response_id.in_(asked), IS_SET_ASIDE)
    return set(session.scalars(rows))


def _received(viewer: Viewer) -> Select[Response]:
    joined = select(Response).outerjoin(Handling, Handling.response_id == Response.id)
    return joined.where(*_is_received(viewer))


def _is_received(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return is_visible(viewer), Response.kind == ResponseKind.ACCOUNT, Response.state.in_(RECEIVED)


def _state() -> ColumnElement[str]:
    return case(
        (Response.state == ResponseState.WITHDRAWN, Handled.WITHDRAWN.value),
        (IS_SET_ASIDE, Handled.SET_ASIDE.value),
        (Handling.first_read_on.is_not(None), Handled.READ.value),
        else_=Handled.UNREAD.value,
    )
