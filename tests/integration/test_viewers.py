"""Who may see: decided by role and standing, for lists and counts alike."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.response import Response
from consult.queries.responses import (
    Wanted,
    count_by_day,
    count_by_language,
    count_by_sector,
    count_by_sub_region,
    count_responses,
    get_response,
    select_responses,
)
from consult.queries.viewer import NOBODY, SYSTEM, Viewer, get_viewer
from consult.vocabulary import ResponseKind, ResponseState, Role, Sector, Standing
from tests.factories.collecting import (
    make_account,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.region import make_organisation, make_staff, make_sub_region

pytestmark = pytest.mark.portable

MANAGER = Viewer("m", frozenset({Role.MANAGER}))
OBSERVER = Viewer("o", frozenset({Role.MANAGER, Role.ANALYST}), Standing.OBSERVER)
CONSULTED = Viewer("c", frozenset({Role.MANAGER}), Standing.CONSULTED)
ADMINISTRATOR = Viewer("a", frozenset({Role.ADMINISTRATOR}))
BOARD_MEMBER = Viewer("b", frozenset({Role.BOARD_MEMBER}))
AUDITOR = Viewer("u", frozenset({Role.AUDITOR}))
TRANSLATOR = Viewer("t", frozenset({Role.TRANSLATOR}))


@pytest.fixture
def returned(session: Session) -> Response:
    """Two returns (the first is given), one of them in Arabic, one withdrawn, one begun, and two accounts."""
    version = make_questionnaire_version(session, make_consultation(session))
    area = make_sub_region(session, name="North")
    first = make_response(
        session, version, sector=Sector.HEALTH, sub_region=area, received_on=date(2031, 3, 3)
    )
    make_response(session, version, sector=Sector.HEALTH, language="ar")
    make_response(session, version, sector=Sector.POLICE, state=ResponseState.WITHDRAWN)
    make_response(session, version, state=ResponseState.IN_PROGRESS, received_on=None)
    make_account(session, version, language="ti")
    make_account(session, version, language="ti")
    return first


@pytest.mark.parametrize(
    ("viewer", "returns", "accounts", "quoted"),
    [
        (MANAGER, True, True, True),
        (OBSERVER, True, False, False),
        (CONSULTED, True, False, False),
        (ADMINISTRATOR, True, False, True),
        (BOARD_MEMBER, True, False, True),
        (AUDITOR, False, False, False),
        (TRANSLATOR, True, False, False),
        (NOBODY, False, False, False),
        (SYSTEM, True, True, True),
    ],
)
def test_viewer__each_kind__sees_as_promised(
    viewer: Viewer, returns: bool, accounts: bool, quoted: bool
) -> None:
    assert (viewer.sees_returns, viewer.sees_accounts, viewer.sees_quoted_accounts) == (
        returns,
        accounts,
        quoted,
    )


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [(MANAGER, 4), (OBSERVER, 2), (ADMINISTRATOR, 2), (AUDITOR, 0), (TRANSLATOR, 2), (NOBODY, 0)],
)
def test_responses__listed_and_counted__agree(
    session: Session, returned: Response, viewer: Viewer, seen: int
) -> None:
    listed = session.scalars(select_responses(viewer, returned.consultation_id)).all()
    assert len(listed) == seen
    assert count_responses(session, viewer, returned.consultation_id) == seen
    by_sector = count_by_sector(session, viewer, returned.consultation_id)
    assert sum(count for _, count in by_sector) == seen


def test_responses__asked_for_accounts_by_an_observer__are_none(session: Session, returned: Response) -> None:
    wanted = Wanted(kind=ResponseKind.ACCOUNT, states=tuple(ResponseState))
    assert count_responses(session, OBSERVER, returned.consultation_id, wanted) == 0
    assert count_responses(session, MANAGER, returned.consultation_id, wanted) == 2


def test_response__of_an_account__is_not_found_for_an_observer(session: Session, returned: Response) -> None:
    wanted = Wanted(kind=ResponseKind.ACCOUNT)
    account = session.scalars(select_responses(MANAGER, returned.consultation_id, wanted)).first()
    assert account is not None
    assert get_response(session, MANAGER, account.id) is account
    with pytest.raises(NotFound):
        get_response(session, OBSERVER, account.id)
    assert get_response(session, OBSERVER, returned.id) is returned


def test_counts__by_each_column__are_sorted_and_whole(session: Session, returned: Response) -> None:
    key = returned.consultation_id
    assert count_by_sector(session, OBSERVER, key) == [(Sector.HEALTH, 2)]
    assert count_by_sector(session, MANAGER, key) == [(None, 2), (Sector.HEALTH, 2)]
    assert count_by_language(session, MANAGER, key) == [("ti", 2), ("ar", 1), ("en", 1)]
    assert count_by_day(session, OBSERVER, key) == [(date(2031, 3, 3), 1), (date(2031, 3, 4), 1)]
    areas = [(area.name if area else None, n) for area, n in count_by_sub_region(session, OBSERVER, key)]
    assert areas == [(None, 1), ("North", 1)]


def test_responses__narrowed__are_only_those(session: Session, returned: Response) -> None:
    key = returned.consultation_id
    narrowed = Wanted(sector=Sector.HEALTH, sub_region_id=returned.sub_region_id)
    assert session.scalars(select_responses(OBSERVER, key, narrowed)).all() == [returned]


def test_get_viewer__of_a_department__observes(session: Session) -> None:
    department = make_organisation(session, sector=Sector.GOVERNMENT_DEPARTMENT, standing=Standing.OBSERVER)
    staff = make_staff(session, Role.ANALYST, Role.AUDITOR, organisation_id=department.id)
    viewer = get_viewer(session, staff.id)
    assert viewer == Viewer(staff.id, frozenset({Role.ANALYST, Role.AUDITOR}), Standing.OBSERVER)


def test_get_viewer__of_the_partnership__has_full_standing(session: Session) -> None:
    staff = make_staff(session, Role.MANAGER)
    assert get_viewer(session, staff.id).sees_accounts


def test_get_viewer__who_left__is_not_found(session: Session) -> None:
    staff = make_staff(session, Role.MANAGER, active=False)
    with pytest.raises(NotFound):
        get_viewer(session, staff.id)
