"""Experiences that one whose number is lost may be, by what is kept of them in clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from consult.models.groups import GroupEntry, ListeningEvent
from consult.models.response import Response
from consult.queries.viewer import Viewer, is_visible
from consult.vocabulary import Channel, ResponseKind, ResponseState
from consult.weeks import begin_week

LAST_DAY_OF_WEEK = timedelta(days=6)


class WayTold(StrEnum):
    """The way an experience came; nothing says through which group, or with which card."""

    GROUP = "group"
    EVENT = "event"
    CARD = "card"
    OPEN = "open"


@dataclass(frozen=True)
class Traits:
    """What is known of the one that is looked for; None for what is not. Weeks are named by their Mondays."""

    from_week: date | None = None
    to_week: date | None = None
    language: str | None = None
    way: WayTold | None = None

    def list_known(self) -> list[str]:
        """The names of those that are known, for the record."""
        weeks = "weeks" if self.from_week or self.to_week else None
        known = (weeks, self.language and "language", self.way and "way")
        return [name for name in known if name]


def list_weeks(session: Session, viewer: Viewer, consultation_id: str) -> list[date]:
    """The weeks in which any came that stands, by their Mondays."""
    days = session.scalars(_select(viewer, consultation_id).with_only_columns(Response.received_on))
    return sorted({begin_week(day) for day in days if day is not None})


def list_languages(session: Session, viewer: Viewer, consultation_id: str) -> Sequence[str]:
    """The declared languages of those that stand."""
    spoken = _select(viewer, consultation_id).with_only_columns(Response.language)
    return sorted(set(session.scalars(spoken)))


def list_sought(session: Session, viewer: Viewer, consultation_id: str, traits: Traits) -> list[Response]:
    """Those with these traits, by week; within one in an order that says nothing of who came first."""
    found = session.scalars(_select(viewer, consultation_id).where(*_conditions(traits))).all()
    return sorted(found, key=lambda one: (begin_week(one.received_on or date.max), one.id))


def find_ways(session: Session, viewer: Viewer, consultation_id: str) -> dict[str, WayTold]:
    """The way that each one came, by its id."""
    ids = _select(viewer, consultation_id).with_only_columns(Response.id)
    return {id: way for way in WayTold for id in session.scalars(ids.where(_came(way)))}


def _select(viewer: Viewer, consultation_id: str) -> Select[Response]:
    own = (Response.consultation_id == consultation_id, Response.kind == ResponseKind.ACCOUNT)
    return select(Response).where(is_visible(viewer), *own, Response.state == ResponseState.SUBMITTED)


def _conditions(traits: Traits) -> list[ColumnElement[bool]]:
    found = []
    if traits.from_week:
        found.append(Response.received_on >= traits.from_week)
    if traits.to_week:
        found.append(Response.received_on <= traits.to_week + LAST_DAY_OF_WEEK)
    if traits.language:
        found.append(Response.language == traits.language)
    return [*found, _came(traits.way)] if traits.way else found


def _came(way: WayTold) -> ColumnElement[bool]:
    """Whoever came by a group's link is on some group's list, and whoever came with a card is on none."""
    is_vouched = Response.channel == Channel.VOUCHED
    is_listed = exists().where(GroupEntry.response_id == Response.id)
    is_event = exists().where(ListeningEvent.response_id == Response.id)
    return {
        WayTold.GROUP: and_(is_vouched, is_listed, ~is_event),
        WayTold.EVENT: is_event,
        WayTold.CARD: and_(is_vouched, ~is_listed, ~is_event),
        WayTold.OPEN: and_(~is_vouched, ~is_event),
    }[way]
