"""Data and key store brought to say the same, whatever stopped between writing one and the other."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs.tidying import reconcile
from consult.models.audit import AuditEntry
from consult.models.engine import reading_only
from consult.models.groups import GroupEntry
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.sealing.codenames import StretchedCodename, new_codename, stretch_codename
from consult.sealing.keys import new_partnership_key
from consult.sealing.stretching import MINIMAL
from consult.services import auditing
from consult.services.consultations.reading_versions import read_definition
from consult.services.experiences.giving import BegunAccount, forget_draft, open_unsent, send_account
from consult.services.keeping.retaining import find_time_kept
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.comparing import Differences, Times, find_differences
from consult.services.keys.key_keeping import KeyStore
from consult.services.keys.reconciling import settle
from consult.vocabulary import ResponseState, WrapKind
from tests.factories.giving import begin_telling
from tests.factories.numbering import NOW, TODAY
from tests.integration.test_two_at_once import run_beside

pytestmark = pytest.mark.portable

WORDS = {"what_happened": "we came by sea", "area": "coast"}
KEPT, WEEK = find_time_kept(30), timedelta(days=7)
SALT = bytes(range(32))


def look(session: Session, store: KeyStore, days: int = 0) -> Differences:
    return find_differences(session, store, Times(KEPT, WEEK, TODAY + timedelta(days=days)))


def tidy_up(session: Session, store: KeyStore, days: int = 0) -> Differences:
    """Settle what differs that many days after TODAY; then nothing does."""
    found = look(session, store, days)
    if found:
        settle(session, store, found, today=TODAY + timedelta(days=days), now=NOW)
    assert not look(session, store, days)
    return found


def make_number() -> StretchedCodename:
    return stretch_codename(new_codename(), SALT, cost=MINIMAL)


def send(session: Session, store: KeyStore, begun: BegunAccount) -> None:
    opened = open_unsent(session, store, begun.response.id, begun.draft_key)
    definition = read_definition(begun.response.questionnaire_version)
    given: dict[str, Any] = {"number": make_number(), "public_key": new_partnership_key().public_key}
    send_account(session, store, opened, definition, {}, **given, today=TODAY, now=NOW)


def list_kinds(store: KeyStore, response_id: str) -> list[str]:
    return [one.kind.value for one in store.list_kept() if one.response_id == response_id]


def test_stores__that_agree__are_left_alone(session: Session, store: KeyStore) -> None:
    sent = begin_telling(session, store, WORDS)
    send(session, store, sent)
    forget_draft(store, sent.response.id)
    begin_telling(session, store, WORDS)

    assert look(session, store) == Differences()
    assert session.scalars(select(AuditEntry)).all() == []


def test_withdrawal__stopped_after_the_keys_were_destroyed__is_done_in_the_data(
    session: Session, store: KeyStore
) -> None:
    begun, other = begin_telling(session, store, WORDS), begin_telling(session, store, WORDS)
    send(session, store, begun)
    store.destroy(begun.response.id)

    assert tidy_up(session, store).to_withdraw == (begun.response.id,)

    assert begun.response.state is ResponseState.WITHDRAWN
    left = set(session.scalars(select(Answer.response_id)))
    assert left == {other.response.id}, "its words are gone, and only its"
    assert len(session.scalars(select(Revision)).all()) == len(WORDS)
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all()
    assert actions == ["account withdrawn", "key store reconciled"]
    details = session.scalars(select(AuditEntry.details).order_by(AuditEntry.sequence.desc())).first()
    assert details == {"to_withdraw": 1, "withdrawn": 1}
    assert auditing.verify_chain(session) is None


def test_withdrawn__with_keys_from_a_restored_key_store__loses_them_for_good(
    session: Session, store: KeyStore
) -> None:
    begun = begin_telling(session, store, WORDS)
    send(session, store, begun)
    wraps = [store.find(begun.response.id, kind) for kind in (WrapKind.PARTNERSHIP, WrapKind.PERSON)]
    begun.response.state = ResponseState.WITHDRAWN
    session.flush()
    assert all(wraps)

    assert tidy_up(session, store).to_destroy == (begun.response.id,)
    assert list_kinds(store, begun.response.id) == []
    assert store.list_destroyed() == [begun.response.id]


def test_sending__stopped_before_its_draft_was_forgotten__forgets_it(
    session: Session, store: KeyStore
) -> None:
    begun = begin_telling(session, store, WORDS)
    send(session, store, begun)

    assert tidy_up(session, store).sent_drafts == (begun.response.id,)
    assert list_kinds(store, begun.response.id) == ["partnership", "person"]


def test_sending__stopped_before_the_data_said_so__can_be_done_again(
    session: Session, store: KeyStore
) -> None:
    begun = begin_telling(session, store, WORDS)
    session.commit()
    send(session, store, begun)
    store.lock_for_good(begun.response.id, b"sealed", b"locked", b"salt", for_group=b"for the group")
    session.rollback()

    assert tidy_up(session, store).half_sent == (begun.response.id,)
    assert list_kinds(store, begun.response.id) == ["draft"], "nobody but its writer may open it"

    send(session, store, begun)
    session.commit()
    assert session.get_one(Response, begun.response.id).state is ResponseState.SUBMITTED
    assert tidy_up(session, store).sent_drafts == (begun.response.id,)
    assert list_kinds(store, begun.response.id) == ["partnership", "person"]


@pytest.mark.portable(False)
def test_sending__at_the_moment_of_reconciling__keeps_its_keys_and_leaves_no_line_in_the_record(
    engine: Engine, store: KeyStore
) -> None:
    with Session(engine) as session, session.begin():
        begun = begin_telling(session, store, WORDS)
        session.flush()
        session.expunge_all()

    def reconcile_now(session: Session) -> Any:
        with reading_only(), Session(engine) as reader:
            found = look(reader, store)
        assert found.half_sent == (begun.response.id,)
        return settle(session, store, found, today=TODAY, now=NOW)

    def send_now(session: Session) -> None:
        account = session.get_one(Response, begun.response.id)
        send(session, store, BegunAccount(account, begun.draft_key))

    assert run_beside(engine, send_now, reconcile_now).result() == {}
    assert list_kinds(store, begun.response.id) == ["draft", "partnership", "person"]
    with Session(engine) as session:
        assert session.get_one(Response, begun.response.id).state is ResponseState.SUBMITTED
        assert session.scalars(select(AuditEntry)).all() == []


def test_sent__in_an_older_copy_of_the_data_still_being_written__keeps_its_keys_for_a_time(
    session: Session, store: KeyStore
) -> None:
    """The right copy may be put back tomorrow; else its words go with its keys."""
    begun = begin_telling(session, store, WORDS)
    session.commit()
    send(session, store, begun)
    session.rollback()
    forget_draft(store, begun.response.id)

    assert tidy_up(session, store).newly_missed == (begun.response.id,)
    assert list_kinds(store, begun.response.id) == ["partnership", "person"]
    assert not tidy_up(session, store, days=WEEK.days)
    assert tidy_up(session, store, days=WEEK.days + 1).abandoned == (begun.response.id,)
    assert store.list_kept() == []


@pytest.mark.parametrize("may_read_back", [False, True])
def test_group__with_a_key_that_the_person_takes_back__loses_it(
    session: Session, store: KeyStore, may_read_back: bool
) -> None:
    """As when the data says so already, and an older copy of the key store was restored."""
    begun = begin_telling(session, store, WORDS)
    session.add(GroupEntry(response_id=begun.response.id, sealed_label=b"x", may_read_back=may_read_back))
    send(session, store, begun)
    store.lock_for_good(begun.response.id, b"sealed", b"locked", b"salt", for_group=b"for the group")
    forget_draft(store, begun.response.id)

    tidy_up(session, store)
    assert ("group" in list_kinds(store, begun.response.id)) is may_read_back


def test_draft__whose_writer_deleted_its_key__is_deleted_whole(session: Session, store: KeyStore) -> None:
    begun, other = begin_telling(session, store, WORDS), begin_telling(session, store, WORDS)
    store.destroy(begun.response.id)
    tidy_up(session, store)
    assert session.scalars(select(Response.id)).all() == [other.response.id]
    assert set(session.scalars(select(Answer.response_id))) == {other.response.id}


@pytest.mark.parametrize("is_sent", [False, True])
def test_draft__that_never_reached_the_data__goes_once_no_browser_opens_it(
    session: Session, store: KeyStore, is_sent: bool
) -> None:
    store.begin("gone", b"locked", today=TODAY)
    if is_sent:
        store.lock_for_good("gone", b"sealed", b"locked", b"salt")

    assert not tidy_up(session, store, days=KEPT.days), "the data may be about to say so"
    assert tidy_up(session, store, days=KEPT.days + 1).abandoned == ("gone",)
    assert (store.list_kept(), store.list_destroyed()) == ([], [])


def test_key__whose_account_is_missing__goes_after_as_long_as_its_backups_last(
    session: Session, store: KeyStore
) -> None:
    store.lock_for_good("gone", b"sealed", b"locked", b"salt")

    assert tidy_up(session, store).newly_missed == ("gone",)
    assert not tidy_up(session, store, days=WEEK.days)
    assert tidy_up(session, store, days=WEEK.days + 1).abandoned == ("gone",)
    assert store.list_kept() == []


def test_key__whose_account_is_back__is_no_longer_missed(session: Session, store: KeyStore) -> None:
    """As when the wrong copy of the database was restored first, and the right one after it."""
    begun = begin_telling(session, store, WORDS)
    send(session, store, begun)
    forget_draft(store, begun.response.id)
    store.note_missed([begun.response.id], TODAY - timedelta(days=30))

    assert tidy_up(session, store).back_again == (begun.response.id,)
    assert [one.missed_on for one in store.list_kept()] == [None, None]


def test_settling__told_the_same_twice__does_it_once(session: Session, store: KeyStore) -> None:
    begun = begin_telling(session, store, WORDS)
    send(session, store, begun)
    store.destroy(begun.response.id)
    found = look(session, store)
    settle(session, store, found, today=TODAY, now=NOW)
    settle(session, store, found, today=TODAY, now=NOW)
    withdrawn = select(AuditEntry.id).where(AuditEntry.action == "account withdrawn")
    assert len(session.scalars(withdrawn).all()) == 1


@pytest.mark.portable(False)
def test_reconcile__of_what_agrees__takes_no_lock(engine: Engine, store: KeyStore) -> None:
    """It runs every hour, so it must not make those wait who send something."""
    settings = {"SESSION_MINUTES": 30, "KEY_BACKUP_DAYS": 7}
    statements: list[str] = []

    def hear(*given: Any) -> None:
        statements.append(given[2])

    event.listen(engine, "before_cursor_execute", hear)
    reconcile(sessionmaker(engine), store, settings)
    reads = ("SELECT", "PRAGMA", "BEGIN DEFERRED")
    assert [one for one in statements if not one.startswith(reads)] == []


def test_withdraw__of_an_account_without_its_key_store__is_refused(session: Session, store: KeyStore) -> None:
    begun = begin_telling(session, store, WORDS)
    with pytest.raises(TypeError):
        withdraw(session, begun.response, actor="public", now=NOW)
