"""A return that says, once sent, that it is of another place: two files by area tell nobody's number."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import Organisation, SubRegion
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.services.region.directing import OrganisationDetails, change_organisation
from consult.services.returns.moving_returns import MOVED, describe_again
from consult.services.returns.submitting import Sender
from consult.vocabulary import Purpose, Sector
from tests.factories.collecting import make_response
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation
from tests.integration.test_numbers_without_letters import NUMBERS, analyst, asked

__all__ = ["analyst", "asked"]
MOMENT = timedelta(seconds=1)
UNNAMED = {Purpose.ANALYSE: True, Purpose.ATTRIBUTE: False, Purpose.QUOTE: False}


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


def send_twice(session: Session) -> Response:
    """A group of the moor sends a return under a name that is wrong, and another that replaces it."""
    moor = session.scalars(select(SubRegion).where(SubRegion.key == "moor")).one()
    version = session.scalars(select(QuestionnaireVersion)).one()
    body = make_organisation(
        session, name="Harbour Lihgt", sector=Sector.VOLUNTARY_COMMUNITY, sub_region=moor
    )
    who: dict[str, Any] = {"organisation": body, "sector": body.sector, "sub_region": moor}
    make_response(
        session, version, {"homes": 12}, received_on=TODAY - timedelta(days=2), consents=UNNAMED, **who
    )
    return make_response(session, version, {"homes": 15}, received_on=TODAY, consents=UNNAMED, **who)


def test_file_by_area__after_a_body_with_two_returns_changed_the_name_on_one__is_refused(
    analyst: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        later = send_twice(session).id
    assert "315" in analyst.get(f"{NUMBERS}/by-area.csv").text, "the later one counts"
    with sessions.begin() as session:
        one = session.get_one(Response, later)
        sender = Sender(None, "Harbour Light", one.sector, one.sub_region_id)
        made_at = session.scalars(select(ReleasedFile.made_at)).one()
        describe_again(session, one, sender, now=made_at + MOMENT)
    refused = analyst.get(f"{NUMBERS}/by-area.csv")
    assert refused.status_code == 409 and "C408" in refused.text, "327 less 315 is what it gave before"


@pytest.mark.parametrize(("code", "status"), [("E06000018", 409), ("E10000024", 200)])
def test_file_by_area__after_a_county_is_found_to_have_no_districts__is_refused(
    analyst: FlaskClient, sessions: sessionmaker[Session], code: str, status: int
) -> None:
    assert analyst.get(f"{NUMBERS}/by-area.csv").status_code == 200
    with sessions.begin() as session:
        made_at = session.scalars(select(ReleasedFile.made_at)).one()
        county = session.scalars(select(Organisation).where(Organisation.name == "Vale County")).one()
        details = OrganisationDetails(county.key, county.name, county.sector, None, code, "vale")
        change_organisation(session, county, details, actor="system", now=made_at + MOMENT)
    assert analyst.get(f"{NUMBERS}/by-area.csv").status_code == status
