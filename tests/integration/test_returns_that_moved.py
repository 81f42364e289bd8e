"""A return that says, once sent, that it is of another place: two files by area tell nobody's number."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.region import SubRegion
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.services.returns.moving_returns import MOVED, describe_again
from consult.services.returns.submitting import Sender
from consult.vocabulary import Sector
from tests.integration.test_numbers_without_letters import NUMBERS, analyst, asked

__all__ = ["analyst", "asked"]
MOMENT = timedelta(seconds=1)


def move_one(sessions: sessionmaker[Session], area: str) -> None:
    """One of the groups of the moor is of another area from now on."""
    with sessions.begin() as session:
        made_at = session.scalars(select(ReleasedFile.made_at)).all()[-1]
        wanted = select(SubRegion.id).where(SubRegion.key == area)
        one = session.scalars(
            select(Response).where(Response.sector == Sector.VOLUNTARY_COMMUNITY).order_by(Response.id)
        ).first()
        assert one is not None
        sender = Sender(sector=one.sector, sub_region_id=session.scalars(wanted).one())
        describe_again(session, one, sender, now=made_at + MOMENT)


def test_file_by_area__after_one_return_moved__is_refused(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert analyst.get(f"{NUMBERS}/by-area.csv").status_code == 200
    move_one(sessions, "moor")
    assert analyst.get(f"{NUMBERS}/by-area.csv").status_code == 200, "it is where it was"
    move_one(sessions, "coast")
    refused = analyst.get(f"{NUMBERS}/by-area.csv")
    assert refused.status_code == 409 and "C408" in refused.text
    with sessions() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == MOVED))
        moor = session.scalars(select(SubRegion.id).where(SubRegion.key == "moor")).one()
        assert entry.details == {"from": moor}
