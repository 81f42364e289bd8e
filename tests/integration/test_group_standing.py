"""A group whose organisation may no longer relay sees nothing of what it passed on."""

import pytest
from sqlalchemy.orm import Session

from consult.models.groups import RelayGroup
from consult.models.region import Organisation
from consult.services.experiences.grouping import find_by_number, may_see_list
from consult.vocabulary import Sector, Standing
from tests.factories.numbering import TODAY
from tests.factories.region import make_organisation


def make_group(session: Session, **values: object) -> RelayGroup:
    organisation: Organisation = make_organisation(session, key="circle", name="Circle", **values)
    group = RelayGroup(
        organisation_id=organisation.id, link_hash="hash", expires_on=TODAY, number_lookup="number"
    )
    session.add(group)
    session.flush()
    return group


@pytest.mark.parametrize(
    ("standing", "sector", "is_open"),
    [
        (Standing.FULL, Sector.MIGRANT_LED, True),
        (Standing.OBSERVER, Sector.MIGRANT_LED, False),
        (Standing.CONSULTED, Sector.MIGRANT_LED, False),
        (Standing.FULL, Sector.POLICE, False),
    ],
)
def test_list__of_a_group__opens_only_while_its_organisation_may_relay(
    sqlite_session: Session, standing: Standing, sector: Sector, is_open: bool
) -> None:
    group = make_group(sqlite_session, standing=standing, sector=sector)

    assert may_see_list(group) is is_open
    assert (find_by_number(sqlite_session, "number") is not None) is is_open


def test_list__of_a_group_whose_link_was_revoked__does_not_open(sqlite_session: Session) -> None:
    group = make_group(sqlite_session, standing=Standing.FULL, sector=Sector.MIGRANT_LED)
    group.link_hash = None
    sqlite_session.flush()

    assert find_by_number(sqlite_session, "number") is None
