"""Records are kept as long as was promised, a hold stops the clock but no person, and days become weeks."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.tidying import expire, tidy
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.audit import AuditEntry
from consult.models.concern import Concern
from consult.models.consent import Consent, Use
from consult.models.consultation import Consultation
from consult.models.desk_kinds import ConcernState
from consult.models.group_kinds import LostNumberState, LostNumberWay
from consult.models.groups import LostNumber
from consult.models.handling import Handling
from consult.models.job import OutboxMessage
from consult.models.keeping_kinds import RecallCause
from consult.models.protection_kinds import RecordKind
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.queries.viewer import SYSTEM
from consult.services.jobs.messaging import NewMessage, note_sent, queue_message
from consult.services.keeping.coarsening import FEWEST, coarsen_finished_weeks
from consult.services.keeping.coming_due import survey
from consult.services.keeping.expiring import ACTION, WITHOUT_OPEN, delete_due
from consult.services.keeping.holding import is_held, lift_hold, place_hold
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import Terms, give_consent
from consult.services.returns.exporting import build_response_table
from consult.services.themes.withholding_phrases import CARRIERS
from consult.vocabulary import Bucket, FormPurpose, Purpose, ResponseState
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import COMPLETE, make_notice
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.integration.drafting_record import start_record

pytestmark = pytest.mark.portable

CLOSED = date(2031, 6, 30)
SETTINGS = {"SESSION_MINUTES": 30, "KEY_BACKUP_DAYS": 7}
TABLES = (Answer, Revision, Consent, Use)
MONDAY = date(2031, 3, 3)


def fill(session: Session, store: KeyStore, **values: Any) -> Consultation:
    """A consultation with two returns and an experience, of which a table was made."""
    consultation = make_consultation(session, closes_on=CLOSED, **values)
    version = make_questionnaire_version(session, consultation)
    told = make_questionnaire_version(session, consultation, purpose=FormPurpose.ACCOUNT)
    agent = UnlockedAgent()
    for n in range(2):
        make_response(session, version, {"experience": f"Return {n}."}, consents={Purpose.QUOTE: True})
    make_sealed_account(session, told, {"experience": "The bus was late."}, agent)
    keep_wraps(store, agent)
    build_response_table(session, SYSTEM, consultation, keys=agent, now=NOW)
    return consultation


def promise(session: Session, consultation: Consultation) -> dict[RecordKind, date]:
    """Approve a complete file; the last day of each kind."""
    make_notice(session, consultation)
    for response in session.scalars(select(Response)).all():
        response.notice_version = 1
    session.flush()
    return {kind: one.find_last_day(CLOSED) for kind, one in COMPLETE.retention.items()}


def count_rows(session: Session, *tables: Any) -> list[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def delete_all(session: Session, store: KeyStore, today: date) -> dict[str, int]:
    counts: dict[str, int] = {}
    while batch := delete_due(session, store, today=today, now=NOW):
        for one in batch:
            counts |= {kind: counts.get(kind, 0) + number for kind, number in one.counts.items()}
    return counts


def find_end(last: dict[RecordKind, date]) -> date:
    return max(last.values()) + timedelta(days=1)


@pytest.mark.portable(False)
def test_records__on_and_after_their_last_day__are_kept_then_deleted_whole(
    session: Session, store: KeyStore
) -> None:
    last = promise(session, fill(session, store))
    on = last[RecordKind.RETURNS]
    assert "returns" not in delete_all(session, store, on)
    assert delete_all(session, store, on + timedelta(days=1))["returns"] == 2
    assert delete_all(session, store, find_end(last)).keys() <= {"experiences", WITHOUT_OPEN, "exports"}
    assert count_rows(session, Response, *TABLES) == [0] * 5
    assert store.list_kept() == [] and len(store.list_destroyed()) == 1
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == ACTION)).all()
    assert sum(entry.details.get("returns", 0) for entry in entries) == 2
    assert sum(entry.details.get("experiences", 0) for entry in entries) == 1


def test_files__that_hold_what_was_deleted__are_taken_back_and_kept_on_record(
    session: Session, store: KeyStore
) -> None:
    last = promise(session, fill(session, store))
    delete_all(session, store, find_end(last))
    recall = session.scalars(select(Recall)).one()
    assert recall.cause is RecallCause.EXPIRED and recall.file_id
    recall.confirmed_at = NOW
    assert delete_all(session, store, find_end(last)) == {"exports": 1}
    assert count_rows(session, ReleasedFile, Recall) == [0, 0]


def test_records__without_an_approved_file__stay_and_are_reported(session: Session, store: KeyStore) -> None:
    fill(session, store)
    assert delete_all(session, store, CLOSED + timedelta(days=36500)) == {}
    tallies = {one.kind: one for one in survey(session, today=TODAY)}
    assert tallies[RecordKind.RETURNS].unset == 2 and tallies[RecordKind.EXPERIENCES].unset == 1


def test_survey__at_any_time__adds_up_to_all_there_are(session: Session, store: KeyStore) -> None:
    consultation = fill(session, store)
    last = promise(session, consultation)
    staff = make_staff(session)
    held = session.scalars(select(Response.id).where(Response.kind == "return")).first()
    place_hold(
        session, consultation, response_id=held, reason="A court", until_on=None, actor=staff.id, now=NOW
    )
    for day in (TODAY, last[RecordKind.RETURNS], find_end(last)):
        tallies = {one.kind: one for one in survey(session, today=day)}
        assert tallies[RecordKind.RETURNS].total == 2 and tallies[RecordKind.EXPERIENCES].total == 1
    assert (tallies[RecordKind.RETURNS].held, tallies[RecordKind.RETURNS].due) == (1, 1)


@pytest.mark.parametrize("is_of_one", [True, False])
def test_hold__until_it_is_lifted__stops_deletion_of_what_it_names(
    session: Session, store: KeyStore, is_of_one: bool
) -> None:
    consultation = fill(session, store)
    end, staff = find_end(promise(session, consultation)), make_staff(session)
    one = session.scalars(select(Response.id).where(Response.kind == "account")).one()
    hold = place_hold(
        session,
        consultation,
        response_id=one if is_of_one else None,
        reason="Order of the county court",
        until_on=None,
        actor=staff.id,
        now=NOW,
    )
    delete_all(session, store, end)
    assert count_rows(session, Response) == [1 if is_of_one else 3]
    assert is_held(session, consultation.id, one, end)
    lift_hold(session, hold.id, actor=staff.id, now=NOW)
    delete_all(session, store, end)
    assert count_rows(session, Response, *TABLES) == [0] * 5
    actions = session.scalars(select(AuditEntry.action)).all()
    assert {"legal hold placed", "legal hold lifted"} <= set(actions)


def test_hold__past_its_day__holds_no_more(session: Session, store: KeyStore) -> None:
    consultation = fill(session, store)
    end, staff = find_end(promise(session, consultation)), make_staff(session)
    given = {"reason": "A court", "actor": staff.id, "now": NOW}
    place_hold(session, consultation, until_on=end, **given)  # type: ignore[arg-type]
    assert delete_all(session, store, end) == {}
    assert "returns" in delete_all(session, store, end + timedelta(days=1))


def test_hold__while_the_person_withdraws__does_not_stop_them(session: Session, store: KeyStore) -> None:
    consultation, staff = fill(session, store), make_staff(session)
    place_hold(session, consultation, reason="A court", until_on=None, actor=staff.id, now=NOW)
    account = session.scalars(select(Response).where(Response.kind == "account")).one()
    withdraw(session, account, store=store, actor="public", now=NOW)
    assert account.state is ResponseState.WITHDRAWN
    assert store.list_kept() == [] and store.list_destroyed() == [account.id]


def test_messages__sent_long_ago__are_deleted_and_others_stay(session: Session, store: KeyStore) -> None:
    for at in (NOW - timedelta(days=91), NOW - timedelta(days=89)):
        message = queue_message(session, NewMessage("a@example.org", "s", "b"), domain="x", now=at)
        note_sent(session, message.id, now=at)
    queue_message(session, NewMessage("a@example.org", "s", "b"), domain="x", now=NOW - timedelta(days=400))
    assert delete_all(session, store, TODAY) == {"messages": 1}
    assert count_rows(session, OutboxMessage) == [2]


def make_told(session: Session, *days: int) -> list[str]:
    """One experience received on each of these days after a Monday, with a permission of that day."""
    consultation = make_consultation(session)
    version = make_questionnaire_version(session, consultation, purpose=FormPurpose.ACCOUNT)
    ids = []
    for after in days:
        on = MONDAY + timedelta(days=after)
        account = make_sealed_account(session, version, {"experience": "x"}, UnlockedAgent(), received_on=on)
        for consent in session.scalars(select(Consent).where(Consent.response_id == account.id)):
            consent.given_on = on
        ids.append(account.id)
    session.flush()
    return ids


def list_days(session: Session, column: Any) -> list[int]:
    return sorted((day - MONDAY).days for day in session.scalars(select(column)))


@pytest.mark.parametrize(
    ("came", "left"),
    [((1, 3, 6), [0, 0, 0]), ((0, 1, 2, 3), [0, 0, 0, 0]), ((0, 1, 2, 3, 4), [0, 1, 2, 3, 4])],
)
def test_days__of_a_finished_week__are_kept_only_where_five_came(
    session: Session, came: tuple[int, ...], left: list[int]
) -> None:
    make_told(session, *came)
    coarsen_finished_weeks(session, today=MONDAY + timedelta(days=7))
    assert list_days(session, Response.received_on) == left
    assert set(list_days(session, Consent.given_on)) == {0}


def test_days__of_answers_and_lost_numbers__become_weeks_however_many_came(session: Session) -> None:
    """Of a request that nobody has found the experience of, too."""
    ids = make_told(session, 0, 1, 2, 3, 4)
    consultation_id = session.get_one(Response, ids[0]).consultation_id
    asked = {"consultation_id": consultation_id, "state": LostNumberState.ASKED}
    for after, response_id in enumerate((ids[0], ids[1], None)):
        on, way = (
            MONDAY + timedelta(days=after),
            LostNumberWay.GROUP if response_id else LostNumberWay.ADDRESS,
        )
        session.add(LostNumber(response_id=response_id, asked_on=on, way=way, **asked))
        if response_id:
            session.add(Handling(response_id=response_id, appealed_on=on))
    session.flush()

    coarsen_finished_weeks(session, today=MONDAY + timedelta(days=6))
    assert list_days(session, LostNumber.asked_on) == [0, 1, 2], "the week goes on"
    coarsen_finished_weeks(session, today=MONDAY + timedelta(days=7))
    assert list_days(session, LostNumber.asked_on) == [0, 0, 0]
    assert list_days(session, Handling.appealed_on) == [0, 0]


def test_days__of_the_week_that_goes_on__stay_until_it_is_over(session: Session) -> None:
    make_told(session, 1, 3)
    assert coarsen_finished_weeks(session, today=MONDAY + timedelta(days=6)) == 0
    assert list_days(session, Response.received_on) == [1, 3]
    assert coarsen_finished_weeks(session, today=MONDAY + timedelta(days=7)) == 2
    assert coarsen_finished_weeks(session, today=MONDAY + timedelta(days=8)) == 0


def test_days__where_one_of_five_withdraws__become_weeks(session: Session, store: KeyStore) -> None:
    ids = make_told(session, 0, 1, 2, 3, 4)
    assert len(ids) == FEWEST
    coarsen_finished_weeks(session, today=MONDAY + timedelta(days=9))
    withdraw(session, session.get_one(Response, ids[4]), store=store, actor="public", now=NOW)
    assert list_days(session, Response.received_on) == [0, 0, 1, 2, 3]
    coarsen_finished_weeks(session, today=MONDAY + timedelta(days=10))
    assert list_days(session, Response.received_on) == [0, 0, 0, 0, 0]


def test_table__with_experiences__gives_weeks_in_no_order_of_days(session: Session) -> None:
    consultation = make_consultation(session)
    version = make_questionnaire_version(session, consultation, purpose=FormPurpose.ACCOUNT)
    agent = UnlockedAgent()
    for after in (6, 5, 4, 3, 2):
        on = MONDAY + timedelta(days=after)
        make_sealed_account(session, version, {"experience": "x"}, agent, received_on=on)
    table = build_response_table(session, SYSTEM, consultation, keys=agent, now=NOW)
    ids, days = zip(*((row[0], row[1]) for row in table.rows), strict=True)
    assert set(days) == {MONDAY} and list(ids) == sorted(str(one) for one in ids)


def test_worker__at_its_turn__coarsens_and_deletes(
    sqlite_keys_url: str, sqlite_store: KeyStore, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        consultation = fill(session, sqlite_store, slug="old")
        consultation.closes_on = date(2001, 1, 1)
        promise(session, consultation)
        for response in session.scalars(select(Response)):
            response.received_on = date(2000, 12, 20)
        released = session.scalars(select(ReleasedFile)).one()
        released.digest = "0" * 64
        asked = {"way": LostNumberWay.ADDRESS, "state": LostNumberState.REFUSED, "reason": "told in March"}
        session.add(LostNumber(consultation_id=consultation.id, asked_on=TODAY, **asked))
    settings = {**SETTINGS, "KEYSTORE_URL": sqlite_keys_url}
    tidy(sessions, settings)
    with sessions() as session:
        assert count_rows(session, Response, *TABLES) == [0] * 5
        assert count_rows(session, Recall) == [1]
        assert session.scalars(select(LostNumber.reason)).all() == [""]
    assert expire(sessions, sqlite_store, settings, now=NOW) == {}


def test_worker__at_its_turn__forgets_what_may_not_be_analysed_since_its_last_day(
    sqlite_keys_url: str, sqlite_store: KeyStore, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        received, agent = start_record(session), UnlockedAgent()
        told = make_sealed_account(session, received.account_version, {"homes": "Qorvel came."}, agent)
        keep_wraps(sqlite_store, agent)
        ended = {Purpose.ANALYSE: Terms(any_until_on=date(2001, 1, 1))}
        give_consent(session, told.id, {Purpose.ANALYSE: True}, given_on=date(2000, 12, 20), terms=ended)
        session.add(ResponseBucket(run_id=received.run.id, response_id=told.id, bucket=Bucket.ANALYSED))
        received.run.manifest = {CARRIERS: {"qorvel": [0, 1], "rents": [1, 0]}}
    tidy(sessions, {**SETTINGS, "KEYSTORE_URL": sqlite_keys_url})
    with sessions() as session:
        assert session.scalars(select(AnalysisRun)).one().manifest[CARRIERS] == {"rents": [1, 0]}


def test_concern__closed_and_past_its_day__goes_unless_the_law_holds_it(
    session: Session, store: KeyStore
) -> None:
    consultation, staff = fill(session, store), make_staff(session)
    account = session.scalars(select(Response.id).where(Response.kind == "account")).one()
    given = {"state": ConcernState.CLOSED, "raised_on": TODAY, "key_wrapped": b"k", "sealed": b"s"}
    session.add(Concern(response_id=account, keep_until_on=TODAY, **given))
    hold = place_hold(session, consultation, reason="A court", until_on=None, actor=staff.id, now=NOW)
    later = TODAY + timedelta(days=1)
    assert delete_all(session, store, later) == {}
    lift_hold(session, hold.id, actor=staff.id, now=NOW)
    assert delete_all(session, store, TODAY) == {}
    assert delete_all(session, store, later) == {"concerns": 1}


@pytest.mark.parametrize("is_known", [True, False])
def test_concern__whose_experience_is_gone__is_still_held_with_its_consultation(
    session: Session, store: KeyStore, is_known: bool
) -> None:
    consultation, staff = fill(session, store), make_staff(session)
    given = {"state": ConcernState.CLOSED, "raised_on": TODAY, "key_wrapped": b"k", "sealed": b"s"}
    of = consultation.id if is_known else None
    session.add(Concern(response_id=None, consultation_id=of, keep_until_on=TODAY, **given))
    hold = place_hold(session, consultation, reason="A court", until_on=None, actor=staff.id, now=NOW)
    later = TODAY + timedelta(days=1)
    assert delete_all(session, store, later) == {}
    lift_hold(session, hold.id, actor=staff.id, now=NOW)
    assert delete_all(session, store, later) == {"concerns": 1}
