"""On which days an organisation can have said something of a version: what staff record has the day typed."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.circulating import Circulated
from consult.models.positions import SectionPosition
from consult.models.versions import DraftVersion
from consult.services.agreement.circulating import list_asked
from consult.services.days import find_day, write_day


def list_first_days(session: Session, version: DraftVersion) -> Mapping[str, date]:
    """The day on which the request went out to each that was asked by a link, by the organisation's key.

    Nobody else is in it: of them the day of the version is the first. Nor is anybody of whom something was
    recorded before there was a link, for how they were asked is on no record.
    """
    rows = list_asked(session, version)
    first = select(SectionPosition.circulated_id, func.min(SectionPosition.given_at))
    of_these = first.where(SectionPosition.circulated_id.in_([one.id for one in rows]))
    said = {row[0]: row[1] for row in session.execute(of_these.group_by(SectionPosition.circulated_id))}
    return {one.organisation.key: find_day(one.made_at) for one in rows if _is_known(one, said.get(one.id))}


def check_day(session: Session, asked: Circulated, said_on: date, *, now: datetime) -> None:
    """Raises: Conflict (C537 it is a day to come, or before the version was made or the request went out)."""
    known = list_first_days(session, asked.version).get(asked.organisation.key)
    if not (known or find_day(asked.version.made_at)) <= said_on <= find_day(now):
        raise Conflict("C537", day=write_day(said_on))


def _is_known(row: Circulated, first_said_at: datetime | None) -> bool:
    """Whether the row was made with its link, and so when the request went out."""
    had_link = row.link_hash is not None or row.revoked_at is not None
    return had_link and (first_said_at is None or first_said_at > row.made_at)
