"""Numbers in a draft: whose they are is in its record, and a change of that is noticed."""

from sqlalchemy.orm import Session

from analysis.tables.tiers import UPPER
from consult.services.drafts.gathering import gather_record
from consult.services.drafts.noticing import mark_record
from consult.services.returns.sent_numbers import Council
from consult.vocabulary import Sector
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_sub_region
from tests.integration.drafting_record import make_received


def test_record__of_a_draft__knows_whose_numbers_are_and_changes_with_a_council(
    sqlite_session: Session,
) -> None:
    received = make_received(sqlite_session)
    session, consultation = received.session, received.consultation
    upper = {"sector": Sector.LOCAL_AUTHORITY_UPPER, "council_code": "E10000024"}
    county = make_organisation(
        session, name="Vale County", sub_region=make_sub_region(session, name="Vale"), **upper
    )
    sent = received.add_return("Homes", organisation=county, sector=Sector.LOCAL_AUTHORITY_UPPER)
    record = gather_record(session, consultation, as_of=None, keys=None, now=NOW)

    assert record.bodies[sent.id] == county.id
    assert Council(county.id, "Vale County", "E10000024", "Vale", UPPER) in record.councils
    assert record.mark == mark_record(session, consultation.id, today=TODAY)
    county.council_code = "E06000018"
    session.flush()
    assert record.mark != mark_record(session, consultation.id, today=TODAY)
