"""Whom a copy of an account may go to and until when: never an observer, never longer than is allowed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.models.copies import AccountCopy
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services.permissions.consenting import Terms, give_consent
from consult.vocabulary import Purpose, Role, Sector, Standing
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.copying import LAST_DAY, order_copy
from tests.factories.numbering import TODAY
from tests.factories.region import make_contact, make_organisation, make_partnership, make_staff
from tests.factories.sealing import UnlockedAgent, keep_check, make_sealed_account
from tests.factories.translating import make_reader

pytestmark = pytest.mark.portable

Make = Callable[..., Any]


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    make_partnership(session)
    version = make_questionnaire_version(session, make_consultation(session))
    made = make_sealed_account(session, version, {"change": "Vi fick vänta."}, agent, language="sv")
    key = agent.open_key(made.id)
    assert key is not None
    keep_check(session, made, key)
    return made


@pytest.fixture
def reader(session: Session) -> Viewer:
    return make_reader(session)


@pytest.fixture
def order(session: Session, account: Response, reader: Viewer, agent: UnlockedAgent) -> Make:
    return lambda **values: order_copy(session, reader, account, agent, **values)


def fill_region(session: Session) -> None:
    """Two bodies that only observe, one by its sector; one that does not; people of theirs."""
    observer = make_organisation(session, name="Ålund Lodging", standing=Standing.OBSERVER)
    by_sector = make_organisation(session, name="Hearth Homes", sector=Sector.ACCOMMODATION_PROVIDER)
    full = make_organisation(session, name="Harbour Languages")
    make_contact(session, observer, email="Desk@Alund.example")
    make_contact(session, by_sector, email="officer@gmail.com")
    make_contact(session, full, email="office@harbour.example")
    make_staff(session, Role.BOARD_MEMBER, email="one@hearth.example", organisation_id=by_sector.id)


@pytest.mark.parametrize(
    "given",
    [
        {"name": "ÅLUND lodging"},
        {"name": "Liv Berg, Hearth Homes"},
        {"name": "Northgate Police"},
        {"address": "liv@alund.example"},
        {"address": "liv@mail.ALUND.example"},
        {"address": "two@hearth.example"},
        {"address": "officer@gmail.com"},
        {"address": "desk@northgate.police.uk"},
        {"address": "desk@homeoffice.gov.uk"},
        {"recipient": "hearth", "language": "", "name": "Hearth homes"},
        {"recipient": "hearth", "language": "", "name": "Härd", "also_called": ("Hearth Homes",)},
    ],
)
def test_copy__for_a_body_that_only_observes_or_somebody_there__is_refused_and_leaves_nothing(
    session: Session, order: Make, given: dict[str, Any]
) -> None:
    fill_region(session)
    with pytest.raises(CodedError) as refused:
        order(**given)
    assert refused.value.code == "C393"
    assert session.scalars(select(AccountCopy)).all() == []
    assert session.scalars(select(ReleasedFile)).all() == []


@pytest.mark.parametrize(
    "given",
    [
        {"name": "Harbour Languages", "address": "office@harbour.example"},
        {"name": "Hearth Holm", "address": "liv@gmail.com"},
        {"address": "liv@nothearth.example"},
        {"address": ""},
    ],
)
def test_copy__for_anybody_else__is_made(session: Session, order: Make, given: dict[str, Any]) -> None:
    fill_region(session)
    assert order(**given).number == 1


def test_copy__for_a_translator__may_not_outlast_the_permission(
    session: Session, account: Response, order: Make
) -> None:
    terms = {Purpose.ANALYSE: Terms(any_until_on=LAST_DAY)}
    give_consent(session, account.id, {Purpose.ANALYSE: True}, given_on=TODAY, terms=terms)
    with pytest.raises(CodedError) as refused:
        order(until_on=LAST_DAY + timedelta(days=1))
    assert refused.value.code == "C375"
    assert order(until_on=LAST_DAY).until_on == LAST_DAY


def test_copy__where_no_last_day_was_said_for_its_purpose__may_last_as_ordered(
    session: Session, account: Response, order: Make
) -> None:
    terms = {Purpose.QUOTE: Terms(any_until_on=LAST_DAY)}
    give_consent(session, account.id, {Purpose.QUOTE: True}, given_on=TODAY, terms=terms)
    assert order(until_on=date(2032, 1, 1)).number == 1
