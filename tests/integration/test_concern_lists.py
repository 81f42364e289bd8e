"""Whom a concern is kept from: the person's list as it was last, whatever became of their experience."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict
from consult.models.concern import Concern, ConcernKeptAway
from consult.models.desk_kinds import ConcernState
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.viewer import Viewer
from consult.sealing.keys import AccountKey
from consult.services.auditing import PUBLIC
from consult.services.concerns.concerning import (
    ConcernDetails,
    ConcernTerms,
    decide_concern,
    delete_expired_concerns,
    find_keep_until,
    raise_concern,
    read_concern,
)
from consult.services.concerns.keeping_away import keep_away
from consult.services.concerns.learning_lists import OpenedList, learn_lists, open_lists
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.vocabulary import Bucket, Role
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account

READS, NAMED, UNKNOWN, DAMAGED = "reads", "C389", "C395", "C396"
LIST = "MARKED my cousin Sara"


@dataclass
class Case:
    """An experience, its person's key, and three readers of experiences; Ada raises the concern."""

    session: Session
    store: KeyStore
    agent: UnlockedAgent
    account: Response
    number: AccountKey
    people: dict[str, Staff]

    def view(self, name: str) -> Viewer:
        return Viewer(self.people[name].id, frozenset({Role.MANAGER}))

    def give_terms(self, lead: str) -> ConcernTerms:
        until = find_keep_until(self.session, self.account, TODAY)
        return ConcernTerms(self.people[lead].id, until, TODAY, NOW)

    def raise_one(self, lead: str = "Ada", *, is_locked: bool = False) -> Concern:
        half = self.agent.key.public_key
        self.agent.is_locked = is_locked
        terms, details = self.give_terms(lead), ConcernDetails("MARKED")
        row = raise_concern(
            self.session, self.view("Ada"), self.account, details, terms, public_key=half, keys=self.agent
        )
        self.agent.is_locked = False
        return row

    def name(self, words: str) -> None:
        """With the number alone: nobody has unlocked."""
        self.agent.is_locked = True
        keep_away(self.session, self.store, self.account.id, self.number, words, on=TODAY)
        self.agent.is_locked = False

    def withdraw(self, *, has_number: bool) -> None:
        key = self.number if has_number else None
        withdraw(self.session, self.account, store=self.store, actor=PUBLIC, now=NOW, key=key)
        self.agent.wraps.clear()

    def open_lists(self) -> list[OpenedList]:
        return open_lists(self.session, self.agent, self.agent, self.account.id)

    def learn(self) -> None:
        learn_lists(self.session, self.open_lists())

    def read(self, row: Concern) -> list[str]:
        """What Ada, Ruth and Sara get."""
        return [self._read(row, name) for name in self.people]

    def _read(self, row: Concern, name: str) -> str:
        try:
            found = read_concern(self.session, self.view(name), row, self.agent, now=NOW)
        except AccessDenied as refused:
            return refused.code
        return READS if isinstance(found, ConcernDetails) else str(found)

    def decide(self, row: Concern, lead: str, by: str = "Ada") -> None:
        decide_concern(
            self.session, self.view(by), row, ConcernDetails("MARKED"), self.give_terms(lead),
            version=str(row.version), is_closed=False, keys=self.agent,
        )  # fmt: skip


def make_case(session: Session, store: KeyStore) -> Case:
    agent = UnlockedAgent()
    version = make_questionnaire_version(session, make_consultation(session))
    account = make_sealed_account(session, version, {"change": "We waited."}, agent)
    people = {
        name: make_staff(session, Role.MANAGER, name=f"{name} Quill", email=f"{name}@example.org")
        for name in ("Ada", "Ruth", "Sara")
    }
    number = agent.open_key(account.id)
    assert number
    return Case(session, store, agent, account, number, people)


@pytest.fixture
def on_both(session: Session, sqlite_store: KeyStore) -> Case:
    return make_case(session, sqlite_store)


@pytest.fixture
def case(sqlite_session: Session, sqlite_store: KeyStore) -> Case:
    return make_case(sqlite_session, sqlite_store)


def test_concern__after_each_change_of_the_list_and_the_withdrawal__is_kept_from_whoever_stood_in_it_last(
    on_both: Case,
) -> None:
    row = on_both.raise_one()
    assert on_both.read(row) == [READS, READS, READS]
    for words, found in (
        (LIST, [READS, READS, NAMED]), ("Ruth", [READS, NAMED, READS]), ("", [READS] * 3),
        (LIST, [READS, READS, NAMED]),
    ):  # fmt: skip
        on_both.name(words)
        assert on_both.read(row) == found
    on_both.withdraw(has_number=False)
    assert on_both.read(row) == [READS, READS, NAMED]
    on_both.agent.lock()
    assert on_both.read(row) == [Bucket.LOCKED] * 3


def test_concern__raised_while_somebody_stood_in_the_list__is_kept_from_them(on_both: Case) -> None:
    on_both.name(LIST)
    known, locked = on_both.raise_one(), on_both.raise_one(is_locked=True)
    assert on_both.read(known) == [READS, READS, NAMED]
    assert on_both.read(locked) == [READS, UNKNOWN, UNKNOWN]
    on_both.learn()
    on_both.withdraw(has_number=False)
    assert on_both.read(known) == on_both.read(locked) == [READS, READS, NAMED]
    kept = on_both.session.scalars(select(ConcernKeptAway.named_sealed)).all()
    assert not any(b"MARKED" in (one or b"MARKED") for one in kept)


@pytest.mark.parametrize(
    ("has_number", "found"), [(True, [READS, READS, NAMED]), (False, [READS, UNKNOWN, UNKNOWN])]
)
def test_concern__raised_while_locked_and_withdrawn_unseen__knows_what_the_person_brought(
    case: Case, has_number: bool, found: list[str]
) -> None:
    case.name(LIST)
    row = case.raise_one(is_locked=True)
    case.withdraw(has_number=has_number)
    case.learn()
    assert case.read(row) == found
    if not has_number:
        with pytest.raises(Conflict) as refused:
            case.decide(row, "Ruth")
        assert refused.value.code == "C397"
        case.decide(row, "Ada")


def test_concern__raised_while_locked_where_nobody_was_named__is_known_to_be_open_to_all(case: Case) -> None:
    row = case.raise_one(is_locked=True)
    case.withdraw(has_number=False)
    late = case.raise_one()
    assert case.read(row) == [READS, READS, READS]
    assert case.read(late) == [READS, UNKNOWN, UNKNOWN], "whether anybody had been named is gone"


@pytest.mark.parametrize(
    ("is_learned", "found"), [(True, [READS, READS, NAMED]), (False, [READS, UNKNOWN, UNKNOWN])]
)
def test_concern__of_before_there_were_copies__learns_while_the_experience_is_there(
    case: Case, is_learned: bool, found: list[str]
) -> None:
    row = case.raise_one()
    case.session.execute(delete(ConcernKeptAway))
    case.session.add(ConcernKeptAway(concern_id=row.id, is_known=True))  # as the migration leaves it
    case.session.flush()
    assert case.read(row) == [READS, READS, READS]
    case.name(LIST)
    assert case.read(row) == [READS, UNKNOWN, UNKNOWN]
    if is_learned:
        case.learn()
    case.withdraw(has_number=True)
    assert case.read(row) == found


@pytest.mark.parametrize("meanwhile", ["named", "named no more", "withdrawn"])
def test_concern__whose_list_was_changed_after_it_was_opened__does_not_learn_the_old_one(
    case: Case, meanwhile: str
) -> None:
    case.name("Ruth" if meanwhile != "named" else "")
    row = case.raise_one(is_locked=True)
    case.session.execute(delete(ConcernKeptAway))  # as of one that has no half to seal to
    opened = case.open_lists()
    assert len(opened) == 1
    if meanwhile == "withdrawn":
        case.withdraw(has_number=False)
    else:
        case.name(LIST if meanwhile == "named" else "")
    learn_lists(case.session, opened)
    assert case.read(row) == [READS, UNKNOWN, UNKNOWN]
    case.learn()
    later = {"named": [READS, READS, NAMED], "named no more": [READS] * 3}
    assert case.read(row) == later.get(meanwhile, [READS, UNKNOWN, UNKNOWN])


def change_it(row: ConcernKeptAway) -> None:
    row.named_sealed = (row.named_sealed or b"")[:-1] + b"?"


def take_it_out(row: ConcernKeptAway) -> None:
    row.named_sealed = None


def put_another_half(row: ConcernKeptAway) -> None:
    row.public_half = bytes(31) + b"?"


def test_concern__whose_copy_or_key_is_changed__opens_to_nobody(case: Case) -> None:
    case.name(LIST)
    changes: tuple[Callable[[ConcernKeptAway], None], ...] = (change_it, take_it_out, put_another_half)
    for harm in changes:
        row = case.raise_one()
        harm(case.session.get_one(ConcernKeptAway, row.id))
        case.session.flush()
        assert case.read(row) == [DAMAGED] * 3, harm
    row.key_wrapped = row.key_wrapped[:1] + bytes(8) + row.key_wrapped[9:]  # of another key
    assert case.read(row) == [DAMAGED] * 3


def test_lead__whom_the_list_names__is_refused_by_raising_and_by_deciding_and_may_decide_nothing(
    case: Case,
) -> None:
    row = case.raise_one("Sara")
    case.name(LIST)
    tried: tuple[Callable[[], object], ...] = (
        lambda: case.raise_one("Sara"),
        lambda: case.decide(row, "Sara"),
    )
    for act in tried:
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "C372"
    with pytest.raises(AccessDenied):
        case.decide(row, "Ruth", by="Sara")
    case.decide(row, "Ruth")


def test_copy_of_the_list__when_the_concern_is_deleted__goes_with_it(on_both: Case) -> None:
    row = on_both.raise_one()
    on_both.name(LIST)
    row.state = ConcernState.CLOSED
    on_both.session.flush()
    later = row.keep_until_on + timedelta(days=1)
    assert on_both.read(row) == [READS, READS, NAMED], "closed is not deleted"
    assert delete_expired_concerns(on_both.session, today=later, now=NOW) == 1
    assert on_both.session.scalar(select(func.count()).select_from(ConcernKeptAway)) == 0
