"""A copy for somebody outside stays on record while it is out, and is taken back once it may not be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.protection_kinds import RecordKind, RetentionUnit
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.auditing import PUBLIC
from consult.services.concerns.keeping_away import keep_away
from consult.services.consultations.protection_content import Retention
from consult.services.copies.copy_orders import Copy
from consult.services.copies.ending_copies import recall_ended_copies
from consult.services.identifiers.clearing import keep_check, open_for_check
from consult.services.identifiers.redacting import find_redactions
from consult.services.keeping.expiring import delete_due
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import Terms, give_consent
from consult.services.permissions.releasing import Holder, note_release
from consult.vocabulary import Purpose
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.copying import ADDRESS, LAST_DAY, NAME, order_copy
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import COMPLETE, HOUSING, make_notice
from tests.factories.region import make_partnership
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.sealing import keep_check as seal_check
from tests.factories.translating import make_reader
from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form, tell, visit
from tests.integration.test_account_amending import QUESTION, find_parent

pytestmark = pytest.mark.portable

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


def is_out(session: Session, copy: Copy) -> bool:
    """Whether nobody has to take it back."""
    return copy.file_id not in session.scalars(select(Recall.file_id)).all()


def share_with(session: Session, account: Response, *keys: str, until: date | None = None) -> None:
    terms = {Purpose.SHARE: Terms(any_until_on=until, recipients=keys)}
    give_consent(session, account.id, {Purpose.SHARE: bool(keys)}, given_on=TODAY, terms=terms)


def analyse_until(session: Session, account: Response, until: date | None) -> None:
    terms = {Purpose.ANALYSE: Terms(any_until_on=until)}
    give_consent(session, account.id, {Purpose.ANALYSE: True}, given_on=TODAY, terms=terms)


def test_sharing__taken_back_from_one_recipient__takes_back_the_copies_of_that_one_alone(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    share_with(session, account, "clinic", "housing")
    clinic = order_copy(session, reader, account, agent, language="", recipient="clinic", name="Clinic")
    housing = order_copy(session, reader, account, agent, language="", recipient="housing", name="Homes")
    translator = order_copy(session, reader, account, agent)
    share_with(session, account, "housing")
    assert [is_out(session, one) for one in (clinic, housing, translator)] == [False, True, True]
    share_with(session, account)
    assert [is_out(session, one) for one in (housing, translator)] == [False, True]
    assert set(list_causes(session)) == {RecallCause.NARROWED}


@pytest.mark.parametrize("before", [None, date(2032, 1, 1)])
def test_last_day__set_before_that_of_a_copy__takes_it_back_and_leaves_one_that_ends_in_time(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent, before: date | None
) -> None:
    analyse_until(session, account, before)
    share_with(session, account, "clinic", until=before)
    given = {"language": "", "recipient": "clinic"}
    ends_in_time = order_copy(session, reader, account, agent, until_on=TODAY)
    later = order_copy(session, reader, account, agent)
    shared = order_copy(session, reader, account, agent, **given)
    shared_in_time = order_copy(session, reader, account, agent, until_on=TODAY, **given)

    share_with(session, account, "clinic", until=TODAY)
    assert [is_out(session, one) for one in (shared, shared_in_time, later)] == [False, True, True]
    analyse_until(session, account, TODAY)
    assert [is_out(session, one) for one in (ends_in_time, later, shared_in_time)] == [True, False, True]


def test_analysing__refused__takes_back_every_copy(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    share_with(session, account, "clinic")
    order_copy(session, reader, account, agent, language="", recipient="clinic")
    order_copy(session, reader, account, agent)
    give_consent(session, account.id, {Purpose.ANALYSE: False}, given_on=TODAY)
    assert list_causes(session) == [RecallCause.NARROWED] * 2


def test_permission__whose_last_day_is_over__ends_its_copies_though_their_own_day_is_not(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    copy = order_copy(session, reader, account, agent)
    row = session.scalars(select(Consent).where(Consent.purpose == Purpose.ANALYSE)).one()
    row.any_until_on = TODAY
    session.flush()
    assert recall_ended_copies(session, today=TODAY) == 0 and is_out(session, copy)
    assert recall_ended_copies(session, today=TODAY + timedelta(days=1)) == 1
    assert list_causes(session) == [RecallCause.EXPIRED]


def test_holder__whom_the_person_names_later__has_to_give_the_copy_back_and_the_others_keep_theirs(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    named = order_copy(session, reader, account, agent)
    other = order_copy(session, reader, account, agent, name="Nadia Karim", address="nadia@example.org")
    key = agent.open_key(account.id)
    assert key is not None
    keep_away(session, UNCOUNTED, account.id, key, "nobody from Leeds", on=TODAY)
    assert list_causes(session) == []
    keep_away(session, UNCOUNTED, account.id, key, "Liv Berg is my husband's cousin", on=TODAY)
    assert [is_out(session, one) for one in (named, other)] == [False, True]


def test_recipient__named_by_what_another_language_calls_it__has_to_give_the_copy_back(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    consultation = session.get_one(Consultation, account.consultation_id)
    clinic = replace(HOUSING, key="clinic", names={"en": "Harbour Clinic", "cy": "Clinig Porthladd"})
    make_notice(session, consultation, recipients=(clinic,))
    share_with(session, account, "clinic")
    given = {"language": "", "recipient": "clinic", "name": "Harbour Clinic"}
    copy = order_copy(session, reader, account, agent, **given)
    key = agent.open_key(account.id)
    assert key is not None
    keep_away(session, UNCOUNTED, account.id, key, "neb o Porthladd", on=TODAY)
    assert not is_out(session, copy)


def check(
    session: Session, reader: Viewer, account: Response, agent: UnlockedAgent, *, taken_out: Sequence[str]
) -> None:
    clearing = open_for_check(session, reader, account, keys=agent, now=NOW)
    keep_check(
        session, reader, account, clearing, {}, {"change": taken_out}, mark=clearing.mark,
        is_finished=False, keys=agent, today=TODAY, now=NOW,
    )  # fmt: skip


def test_words__taken_out_after_a_copy_was_made__take_it_back(
    session: Session, account: Response, reader: Viewer, agent: UnlockedAgent
) -> None:
    check(session, reader, account, agent, taken_out=["Sara Haddad"])
    key = agent.open_key(account.id)
    assert key is not None
    as_found = find_redactions(session, select(Response.id), agent)[account.id].redactions
    seal_check(session, account, key, *as_found)
    copy = order_copy(session, reader, account, agent)
    check(session, reader, account, agent, taken_out=["Sara Haddad"])
    assert is_out(session, copy), "nothing more was taken out"
    check(session, reader, account, agent, taken_out=["mars"])
    assert not is_out(session, copy)


def hand_out(sessions: sessionmaker[Session]) -> None:
    """A copy of the one experience there is, as its record says."""
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        about = (response.consultation_id, FileKind.EXPERIENCES, "Copy 1")
        file = note_release(session, SYSTEM, *about, holder=Holder(NAME, ADDRESS), now=NOW)
        days = {"until_on": LAST_DAY, "made_on": TODAY}
        made = AccountCopy(file_id=file.id, number=1, language="en", sealed=b"", **days)
        made.response_id = response.id
        session.add(made)


def test_person__with_the_number__takes_copies_back_by_naming_their_holder_or_by_other_words(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    app = open_form(make_app, sessions)
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": tell(visit(app))})

    def amend(words: str) -> list[RecallCause]:
        page = client.get(QUESTION).text
        client.post(QUESTION, data={"q_what_happened": words, **find_parent(page)})
        with sessions() as session:
            return list_causes(session)

    amend("We waited.")
    hand_out(sessions)
    assert amend("We waited.") == []
    assert amend("We waited for long.") == [RecallCause.NARROWED]
    with sessions.begin() as session:
        session.delete(session.scalars(select(Recall)).one())
    client.post(f"{RETURN}/keep-away", data={"q_kept_away": "Liv Berg"})
    with sessions() as session:
        assert list_causes(session) == [RecallCause.NARROWED]
