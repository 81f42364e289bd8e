"""What was typed about a lost number goes once nobody needs it; the request, and a code of why not, stay."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.group_kinds import LostNumberState, LostNumberWay, LostRefusal
from consult.models.groups import LostNumber
from consult.models.protection_kinds import RecordKind
from consult.models.response import Response
from consult.services.keeping.holding import place_hold
from consult.services.lost.forgetting_requests import forget_reasons
from tests.factories.collecting import make_account, make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import COMPLETE, make_notice
from tests.factories.region import make_staff

CLOSED = date(2031, 6, 30)
TYPED = "told of Qorvel in March"
LAST = COMPLETE.retention[RecordKind.EXPERIENCES].find_last_day(CLOSED)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def consultation(sqlite_session: Session) -> Consultation:
    consultation = make_consultation(sqlite_session, closes_on=CLOSED)
    make_notice(sqlite_session, consultation)
    return consultation


def ask(session: Session, consultation: Consultation, state: LostNumberState, **values: Any) -> LostNumber:
    given = {"way": LostNumberWay.ADDRESS, "asked_on": TODAY, "reason": TYPED, **values}
    asked = LostNumber(consultation_id=consultation.id, state=state, **given)
    session.add(asked)
    session.flush()
    return asked


def read_reason(session: Session, today: date) -> str:
    forget_reasons(session, today=today)
    return session.scalars(select(LostNumber.reason)).one()


@pytest.mark.parametrize("state", [LostNumberState.REFUSED, LostNumberState.WITHDRAWN])
def test_reason__of_a_request_decided_long_ago__goes_at_once(
    sqlite_session: Session, consultation: Consultation, state: LostNumberState
) -> None:
    ask(sqlite_session, consultation, state)
    assert read_reason(sqlite_session, TODAY) == ""


def test_reason__from_the_list__stays_with_the_request(
    sqlite_session: Session, consultation: Consultation
) -> None:
    ask(sqlite_session, consultation, LostNumberState.REFUSED, reason=LostRefusal.DOUBTED.value)
    assert read_reason(sqlite_session, AFTER) == "doubted"


def test_reason__of_a_request_that_nobody_decides__goes_with_the_time_of_experiences(
    sqlite_session: Session, consultation: Consultation
) -> None:
    asked = ask(sqlite_session, consultation, LostNumberState.ASKED)
    assert read_reason(sqlite_session, LAST) == TYPED
    assert read_reason(sqlite_session, AFTER) == "" and asked.state is LostNumberState.ASKED


def test_reason__of_an_experience_that_is_found_and_still_kept__stays_until_it_is_decided(
    sqlite_session: Session, consultation: Consultation
) -> None:
    found: Response = make_account(sqlite_session, make_questionnaire_version(sqlite_session, consultation))
    ask(sqlite_session, consultation, LostNumberState.FOUND, response_id=found.id)
    assert read_reason(sqlite_session, AFTER) == TYPED


def test_reason__where_the_law_holds_the_whole_consultation__stays(
    sqlite_session: Session, consultation: Consultation
) -> None:
    ask(sqlite_session, consultation, LostNumberState.ASKED)
    staff = make_staff(sqlite_session)
    place_hold(sqlite_session, consultation, reason="A court", until_on=None, actor=staff.id, now=NOW)
    assert read_reason(sqlite_session, AFTER) == TYPED
