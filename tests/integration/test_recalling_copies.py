"""A copy for somebody outside stays on record while it is out, and is taken back once it may not be."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import RecallCause
from consult.models.protection_kinds import RecordKind, RetentionUnit
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services.auditing import PUBLIC
from consult.services.expiring import delete_due
from consult.services.key_keeping import KeyStore
from consult.services.protection_content import Retention
from consult.services.withdrawing import withdraw
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.copying import LAST_DAY, order_copy
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import COMPLETE, make_notice
from tests.factories.region import make_partnership
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.translating import make_reader

WORDS = "Jag heter Sara Haddad och kom i mars. Skolan sade att det inte fanns plats."
LONG, SHORT = Retention(60, RetentionUnit.MONTHS), Retention(3, RetentionUnit.MONTHS)


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    make_partnership(session)
    version = make_questionnaire_version(session, make_consultation(session))
    return make_sealed_account(session, version, {"change": WORDS}, agent, language="sv")


@pytest.fixture
def reader(session: Session) -> Viewer:
    return make_reader(session)


def list_causes(session: Session) -> list[RecallCause]:
    return list(session.scalars(select(Recall.cause)))


def close_long_ago(session: Session, account: Response) -> None:
    """Records of files are kept for three months from the closing day, which are over."""
    consultation = session.get_one(Consultation, account.consultation_id)
    longer = dict.fromkeys((RecordKind.EXPERIENCES, RecordKind.KEYS), LONG)
    make_notice(session, consultation, retention={**COMPLETE.retention, **longer, RecordKind.EXPORTS: SHORT})
    consultation.closes_on = TODAY - timedelta(days=120)
    session.flush()


def delete_on(session: Session, store: KeyStore, day: date) -> list[str]:
    """The ids of the records of files that are left after that day's deleting."""
    delete_due(session, store, today=day, now=NOW)
    return list(session.scalars(select(ReleasedFile.id)))


def test_record__of_a_copy_that_is_out__outlasts_the_time_of_records_and_a_withdrawal_finds_it(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent, sqlite_store: KeyStore
) -> None:
    close_long_ago(session, account)
    copy = order_copy(session, reader, account, agent)
    keep_wraps(sqlite_store, agent)

    assert delete_on(session, sqlite_store, LAST_DAY + timedelta(days=400)) == [copy.file_id]
    assert session.scalars(select(AccountCopy.id)).all() == [copy.id]
    withdraw(session, session.get_one(Response, account.id), store=sqlite_store, actor=PUBLIC, now=NOW)
    assert list_causes(session) == [RecallCause.WITHDRAWN]


def test_record__of_a_copy_confirmed_deleted__is_kept_for_its_time_from_the_copys_last_day(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent, sqlite_store: KeyStore
) -> None:
    close_long_ago(session, account)
    copy = order_copy(session, reader, account, agent)
    keep_wraps(sqlite_store, agent)
    said = {"since_on": TODAY, "confirmed_at": NOW}
    session.add(Recall(file_id=copy.file_id, cause=RecallCause.NARROWED, **said))
    session.flush()

    last = SHORT.find_last_day(LAST_DAY)
    assert delete_on(session, sqlite_store, last) == [copy.file_id]
    assert delete_on(session, sqlite_store, last + timedelta(days=1)) == []
