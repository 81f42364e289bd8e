"""What staff do with an experience beside reading it: counted, set aside, answered, decided by another."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import AccessDenied, Conflict
from consult.models.desk_kinds import AppealState, Handled, SetAsideReason
from consult.models.handling import Handling
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.queries.handled import (
    count_handled,
    count_received,
    count_unread_by_day,
    find_not_permitted,
)
from consult.queries.responses import select_response
from consult.queries.viewer import SYSTEM, Viewer
from consult.sealing.keys import unwrap_account_key
from consult.services.drafts.noticing import mark_record
from consult.services.experiences.ageing import count_working_days, find_unread, sort_by_age
from consult.services.experiences.listening import listen
from consult.services.experiences.setting_aside import (
    appeal,
    decide_appeal,
    note_reading,
    open_appeal,
    set_aside,
    take_back,
)
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import Terms, give_consent
from consult.services.permissions.reading import read_answers, read_excerpts
from consult.told import Told, add_up
from consult.vocabulary import Bucket, Channel, ExcerptGap, Purpose, Role, Standing, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, tell, visit

pytestmark = pytest.mark.portable

WORDS = "We waited for a year."
ALLOWED = {Purpose.ANALYSE: True, Purpose.QUOTE: True}


@dataclass
class Reference:
    response_id: str
    start: int = 0
    end: int = 9
    id: str = "e1"
    question_id: str = "change"
    revision_id: str | None = None


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


@pytest.fixture
def account(session: Session, version: QuestionnaireVersion, agent: UnlockedAgent) -> Response:
    return make_sealed_account(session, version, {"change": WORDS}, agent, consents=ALLOWED)


@pytest.fixture
def first(session: Session) -> Viewer:
    return Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))


@pytest.fixture
def second(session: Session) -> Viewer:
    return Viewer(make_staff(session, Role.MANAGER).id, frozenset({Role.MANAGER}))


def put_aside(session: Session, viewer: Viewer, account: Response) -> None:
    set_aside(session, viewer, account, SetAsideReason.TRIAL, today=TODAY, now=NOW)


def answer(session: Session, account: Response, agent: UnlockedAgent, text: str = "It is mine.") -> None:
    key = unwrap_account_key(agent.wraps[account.id], agent.key)
    appeal(session, account.id, text, key=key, today=TODAY)


def test_states__whatever_happens__add_up_to_what_was_received(
    session: Session, version: QuestionnaireVersion, agent: UnlockedAgent, first: Viewer, store: KeyStore
) -> None:
    ways = [Channel.VOUCHED, Channel.OPEN, Channel.VOUCHED, Channel.OPEN, Channel.OPEN, Channel.VOUCHED]
    made = [
        make_sealed_account(session, version, {"change": WORDS}, agent, channel=channel) for channel in ways
    ]
    make_sealed_account(session, version, {"change": WORDS}, agent, consents={Purpose.QUOTE: True})
    note_reading(session, made[0].id, today=TODAY)
    note_reading(session, made[1].id, today=TODAY)
    put_aside(session, first, made[1])
    put_aside(session, first, made[2])
    put_aside(session, first, made[3])
    take_back(session, first, made[3], now=NOW)
    for gone in (made[2], made[4]):
        withdraw(session, gone, actor="public", now=NOW, store=store)
    counts = count_handled(session, first, today=TODAY)
    assert counts == {
        Handled.UNREAD: Told(2, 1),
        Handled.NOT_PERMITTED: Told(1, 0),
        Handled.READ: Told(1, 1),
        Handled.SET_ASIDE: Told(1, 0),
        Handled.WITHDRAWN: Told(2, 1),
    }
    assert add_up(counts.values()) == count_received(session, first) == Told(7, 3)


def test_states__asked_by_an_observer__count_nothing(session: Session, account: Response) -> None:
    observer = Viewer(None, frozenset({Role.MANAGER}), Standing.OBSERVER)
    counted = add_up(count_handled(session, observer, today=TODAY).values())
    assert counted == count_received(session, observer) == Told()
    assert account.id and not count_unread_by_day(session, observer, today=TODAY)


@pytest.mark.parametrize("is_late", [False, True])
def test_unread__that_nobody_may_read__is_neither_unread_nor_late(
    session: Session, account: Response, first: Viewer, is_late: bool
) -> None:
    given = {"given_on": TODAY, "terms": {Purpose.ANALYSE: Terms(any_until_on=TODAY)}}
    give_consent(session, account.id, {Purpose.ANALYSE: True}, **given)
    today = TODAY + timedelta(days=is_late)
    assert add_up(count_unread_by_day(session, first, today=today).values()).all == (not is_late)
    assert find_not_permitted(session, first, [account.id], today=today) == (
        {account.id} if is_late else set()
    )
    give_consent(session, account.id, {Purpose.ANALYSE: False}, given_on=TODAY)
    assert find_unread(session, first, today=TODAY).early == Told()
    give_consent(session, account.id, {Purpose.ANALYSE: True}, given_on=TODAY)
    assert find_unread(session, first, today=TODAY).early == Told(1)


def test_unread__read_while_unlocked__is_read_and_stays_unread_while_locked(
    session: Session, account: Response, agent: UnlockedAgent, first: Viewer
) -> None:
    agent.lock()
    listen(session, first, account, keys=agent, now=NOW)
    assert count_unread_by_day(session, first, today=TODAY) == {TODAY: Told(1)}
    agent.is_locked = False
    listen(session, first, account, keys=agent, now=NOW)
    assert count_unread_by_day(session, first, today=TODAY) == {}
    assert session.get_one(Handling, account.id).first_read_on == NOW.date()


def test_ages__by_working_days__are_sorted_against_the_promise(session: Session, account: Response) -> None:
    monday = date(2026, 7, 6)
    assert count_working_days(monday, monday + timedelta(days=7)) == 5
    assert count_working_days(date(2026, 7, 3), monday) == 1
    assert count_working_days(monday, date(2026, 7, 1)) == 0
    apart = [Told(2, 1), Told(3, 3), Told(4, 0)]
    days = {monday - timedelta(days=back): told for back, told in zip((0, 9, 30), apart, strict=True)}
    found = sort_by_age(days, 10, monday)
    assert [found.early, found.due, found.late] == apart and found.all == Told(9, 4)
    assert find_unread(session, SYSTEM, today=account.received_on or TODAY).early == Told(1)


def test_set_aside__now__is_left_out_of_analysis_and_quotations_but_can_be_looked_at(
    session: Session, account: Response, agent: UnlockedAgent, first: Viewer
) -> None:
    before = mark_record(session, account.consultation_id, today=TODAY)
    put_aside(session, first, account)
    given = {"keys": agent, "now": NOW, "subject_id": "x"}
    reading = read_answers(
        session, SYSTEM, select_response(SYSTEM, account.id), purpose=Purpose.ANALYSE,
        use_kind=UseKind.ANALYSIS, **given,
    )  # fmt: skip
    assert reading.left_out == {account.id: Bucket.SET_ASIDE} and reading.rows == ()
    quoted = read_excerpts(session, SYSTEM, [Reference(account.id)], use_kind=UseKind.DRAFT, **given)
    assert quoted.left_out == {"e1": ExcerptGap.SET_ASIDE}
    assert listen(session, first, account, keys=agent, now=NOW).gap is None
    assert mark_record(session, account.consultation_id, today=TODAY) != before


def test_appeal__decided__by_another_person_only(
    session: Session, account: Response, agent: UnlockedAgent, first: Viewer, second: Viewer
) -> None:
    put_aside(session, first, account)
    answer(session, account, agent)
    row = session.get_one(Handling, account.id)
    assert b"mine" not in (row.appeal_sealed or b"") and open_appeal(session, row, agent) == "It is mine."
    with pytest.raises(AccessDenied) as refused:
        decide_appeal(session, first, account, is_granted=False, today=TODAY, now=NOW)
    with pytest.raises(Conflict) as early:
        take_back(session, first, account, now=NOW)
    assert (refused.value.code, early.value.code) == ("C334", "C338")
    decide_appeal(session, second, account, is_granted=True, today=TODAY, now=NOW)
    assert (row.appeal_state, row.set_aside_on) == (AppealState.GRANTED, None)
    agent.lock()
    assert open_appeal(session, row, agent) is Bucket.LOCKED


def test_appeal__refused__cannot_be_made_again(
    session: Session, account: Response, agent: UnlockedAgent, first: Viewer, second: Viewer
) -> None:
    with pytest.raises(Conflict):
        answer(session, account, agent)
    put_aside(session, first, account)
    with pytest.raises(Conflict) as empty:
        answer(session, account, agent, "  ")
    assert empty.value.code == "C337"
    answer(session, account, agent)
    decide_appeal(session, second, account, is_granted=False, today=TODAY, now=NOW)
    with pytest.raises(Conflict):
        answer(session, account, agent)
    assert count_handled(session, second, today=TODAY)[Handled.SET_ASIDE] == Told(1)


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def come_back(app: Flask, number: str) -> FlaskClient:
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})
    return client


def test_return_page__of_what_was_set_aside__says_why_and_takes_one_answer(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = come_back(app, tell(visit(app), WORDS))
    assert "set aside" not in client.get(f"{RETURN}/yours").text
    with sessions.begin() as session:
        account = session.scalars(select(Response)).one()
        viewer = Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))
        put_aside(session, viewer, account)
    assert "What you sent was set aside" in client.get(f"{RETURN}/yours").text
    assert "It looks like a trial of this form." in client.get(f"{RETURN}/set-aside").text
    assert client.post(f"{RETURN}/set-aside", data={"answer": " "}).status_code == 422
    sent = client.post(f"{RETURN}/set-aside", data={"answer": "MARKEDANSWER"}, follow_redirects=True)
    assert "You answered. Another person will decide." in sent.text
    with sessions.begin() as session:
        assert session.scalars(select(Handling)).one().appeal_state is AppealState.OPEN
