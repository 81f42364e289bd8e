"""Experiences of which nothing is allowed until the person says it again, see permissions/waiting.py."""

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.keeping_kinds import WaitCause
from consult.models.response import Response
from consult.models.waiting import SaidSince
from consult.queries.channels import COUNTED
from consult.queries.viewer import Viewer, is_visible
from consult.told import Told
from consult.vocabulary import ResponseKind, ResponseState

WAITING: Select[str] = select(SaidSince.response_id).where(SaidSince.waits_because.is_not(None))
"""The ids of what waits."""


def count_waiting(session: Session, viewer: Viewer) -> Mapping[WaitCause, Told]:
    """How many wait for which cause; one for which none waits is not in it."""
    joined = select(SaidSince.waits_because, *COUNTED).join(Response, Response.id == SaidSince.response_id)
    sent = (Response.kind == ResponseKind.ACCOUNT, Response.state == ResponseState.SUBMITTED)
    theirs = (is_visible(viewer), *sent, SaidSince.waits_because.is_not(None))
    rows = session.execute(joined.where(*theirs).group_by(SaidSince.waits_because))
    return {cause: Told(*numbers) for cause, *numbers in rows if cause is not None}
