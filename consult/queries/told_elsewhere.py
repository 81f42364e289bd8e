"""Experiences told elsewhere that a response to government may draw on today, as far as permission reaches.

Only what somebody allows for any response of the partnership, until a day that has not passed, is selected;
permissions/consenting.py decides again at each use. What is made up is used in what is made up alone.
"""

from datetime import date

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.handling import Handling
from consult.models.response import Response
from consult.queries.responses import Wanted, select_responses
from consult.queries.viewer import Viewer, is_visible
from consult.queries.waiting import WAITING
from consult.vocabulary import Channel, Purpose, ResponseKind, ResponseState


def select_others(viewer: Viewer, consultation: Consultation) -> Select[str]:
    """Select the ids of what stands that was told for others, whatever each allows; made-up for made-up."""
    of_others = select(Consultation.id).where(
        Consultation.id != consultation.id, Consultation.is_fictional.is_(consultation.is_fictional)
    )
    set_aside = select(Handling.response_id).where(Handling.set_aside_on.is_not(None))
    return select(Response.id).where(
        is_visible(viewer),
        Response.kind == ResponseKind.ACCOUNT,
        Response.state == ResponseState.SUBMITTED,
        Response.consultation_id.in_(of_others),
        Response.id.not_in(set_aside),
    )


def select_available(viewer: Viewer, consultation: Consultation, *, today: date) -> Select[str]:
    """Select the ids of what could be drawn on today, whether this consultation does or not."""
    return select_others(viewer, consultation).where(_reaches_all(today), Response.id.not_in(WAITING))


def select_drawn_on(viewer: Viewer, consultation: Consultation, *, today: date) -> Select[str]:
    """Select the ids of what this consultation draws on; none unless it does."""
    available = select_available(viewer, consultation, today=today)
    return available if draws_on(consultation) else available.where(false())


def draws_on(consultation: Consultation) -> bool:
    """Whether a consultation draws on experiences told elsewhere; a standing call never does."""
    return consultation.uses_told_elsewhere and not consultation.is_standing_call


def select_used(
    viewer: Viewer, consultation: Consultation, wanted: Wanted, *, today: date
) -> Select[Response]:
    """Select what a consultation received, and the experiences it draws on, in the same order."""
    own = select_responses(viewer, consultation.id, wanted)
    if not draws_on(consultation):
        return own
    own_ids = own.with_only_columns(Response.id).order_by(None)
    both = or_(Response.id.in_(own_ids), Response.id.in_(select_drawn_on(viewer, consultation, today=today)))
    return select(Response).where(both).order_by(Response.received_on.nulls_last(), Response.id)


def count_available(
    session: Session, viewer: Viewer, consultation: Consultation, *, today: date
) -> list[tuple[Channel, int]]:
    """How many could be drawn on today, by the way they came, most first; no word is needed for it."""
    available = select_available(viewer, consultation, today=today)
    counted = available.with_only_columns(Response.channel, func.count()).group_by(Response.channel)
    found = [(row[0], row[1]) for row in session.execute(counted)]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _reaches_all(today: date) -> ColumnElement[bool]:
    """As permissions/consenting.py decides it elsewhere: by what was last said of analysing."""
    later, last = aliased(Consent), aliased(Consent)
    newest = (
        select(func.max(later.version))
        .where(later.response_id == Response.id, later.purpose == Purpose.ANALYSE)
        .correlate(Response)
        .scalar_subquery()
    )
    of_it = (last.response_id == Response.id, last.purpose == Purpose.ANALYSE, last.version == newest)
    holds = (*of_it, last.granted, last.any_until_on >= today)
    return select(last.id).where(*holds).correlate(Response).exists()
