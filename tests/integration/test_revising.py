"""Shared writing: nothing that was saved is lost, and a branch stays open until a person joins it."""

import threading
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.all import METADATA
from consult.models.revision import Revision
from consult.services.returns.revising import (
    Author,
    Saved,
    find_head,
    join_revisions,
    list_heads,
    list_history,
    save_revision,
)
from consult.vocabulary import SubjectKind
from tests.factories.numbering import NOW, seeded_id

pytestmark = pytest.mark.portable

SECTION = SubjectKind.SECTION


def save(session: Session, body: Any, parent: Revision | None, subject: str = "s1") -> Saved:
    parent_id = parent.id if parent else None
    return save_revision(session, SECTION, subject, body, parent_id=parent_id, now=NOW)


def find_text(session: Session) -> Any:
    head = find_head(session, SECTION, "s1")
    return head.body if head else None


def join(session: Session, body: Any, first: Revision, second: Revision) -> Saved:
    return join_revisions(session, SECTION, "s1", body, parent_ids=(first.id, second.id), now=NOW)


def test_save__from_the_head__becomes_the_head(session: Session) -> None:
    first = save(session, [{"text": "one"}], None)
    second = save(session, [{"text": "two"}], first.revision)
    assert not second.branched
    assert find_text(session) == [{"text": "two"}]


def test_save__told_who_and_when__keeps_both(session: Session) -> None:
    author = Author(name="Amal, Northtown Council")
    save_revision(session, SECTION, "s1", "x", parent_id=None, author=author, now=NOW, reason="typing error")
    session.commit()
    head = find_head(session, SECTION, "s1")
    assert head is not None
    assert (head.author_id, head.author_name, head.at) == (None, "Amal, Northtown Council", NOW)
    assert head.reason == "typing error"


def test_save__from_an_old_text__is_a_branch_with_both_texts(session: Session) -> None:
    first = save(session, "one", None).revision
    save(session, "hers", first)
    late = save(session, "his", first)
    assert late.branched
    assert {head.body for head in list_heads(session, SECTION, "s1")} == {"hers", "his"}
    with pytest.raises(Conflict, match="C204"):
        find_head(session, SECTION, "s1")


def test_save__two_first_texts__are_a_branch(session: Session) -> None:
    save(session, "hers", None)
    assert save(session, "his", None).branched


def test_save__repeated__is_the_same_save(session: Session) -> None:
    first = save(session, "one", None)
    again = save(session, "one", None)
    assert again.revision is first.revision
    assert not again.branched
    assert len(list_history(session, SECTION, "s1")) == 1


def test_save__repeated_after_others_wrote_on__is_still_the_same_save(session: Session) -> None:
    first = save(session, "one", None)
    save(session, "two", first.revision)
    again = save(session, "one", None)
    assert (again.revision, again.branched) == (first.revision, False)


def test_save__from_another_subjects_text__is_refused(session: Session) -> None:
    elsewhere = save(session, "one", None, subject="s2").revision
    with pytest.raises(Conflict, match="C231"):
        save(session, "two", elsewhere)


def test_join__of_two_heads__ends_the_branch(session: Session) -> None:
    hers, his = save(session, "hers", None).revision, save(session, "his", None).revision
    joined = join(session, "theirs", hers, his)
    assert not joined.branched
    assert find_text(session) == "theirs"
    assert join(session, "theirs", hers, his).revision is joined.revision


def test_join__of_a_text_that_was_written_on__is_refused(session: Session) -> None:
    hers, his = save(session, "hers", None).revision, save(session, "his", None).revision
    save(session, "hers, better", hers)
    with pytest.raises(Conflict, match="C203"):
        join(session, "theirs", hers, his)


def test_join__of_a_head_with_itself__is_refused(session: Session) -> None:
    hers = save(session, "hers", None).revision
    with pytest.raises(Conflict, match="C203"):
        join(session, "theirs", hers, hers)


def test_head__of_nothing__is_none(session: Session) -> None:
    assert find_head(session, SECTION, "s1") is None


def test_save__sealed_without_instant__keeps_only_the_sealed_bytes(session: Session) -> None:
    saved = save_revision(
        session, SubjectKind.ANSWER, "a1", None, parent_id=None, now=None, sealed=b"\x01\x02"
    )
    session.commit()
    assert (saved.revision.body, saved.revision.sealed, saved.revision.at) == (None, b"\x01\x02", None)
    assert list_heads(session, SECTION, "a1") == []


@pytest.mark.portable(False)
def test_save__by_two_at_once__keeps_both(engine: Engine) -> None:
    with Session(engine) as session:
        first = save(session, "one", None).revision.id
        session.commit()
    barrier = threading.Barrier(2)

    def write(body: str) -> None:
        barrier.wait()
        with Session(engine) as session:
            save_revision(session, SECTION, "s1", body, parent_id=first, now=NOW)
            session.commit()

    run_together(write, ["hers", "his"])
    with Session(engine) as session:
        assert {head.body for head in list_heads(session, SECTION, "s1")} == {"hers", "his"}


@pytest.mark.portable(False)
def test_save__the_same_twice_at_once__is_one_save(engine: Engine) -> None:
    barrier = threading.Barrier(4)

    def write(body: str) -> None:
        barrier.wait()
        with Session(engine) as session:
            save_revision(session, SECTION, "s1", body, parent_id=None, now=NOW)
            session.commit()

    run_together(write, ["same"] * 4)
    with Session(engine) as session:
        assert len(list_history(session, SECTION, "s1")) == 1


def run_together(work: Any, arguments: list[str]) -> None:
    threads = [threading.Thread(target=work, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Writers(RuleBasedStateMachine):
    """People who save from any text they once saw, send a save again, and join what they find."""

    engine = create_engine("sqlite://")
    subjects = 0

    @initialize()
    def begin(self) -> None:
        METADATA.create_all(self.engine)
        Writers.subjects += 1
        self.subject = seeded_id("subject", Writers.subjects)
        self.session = Session(self.engine)
        self.parents: dict[str, frozenset[str]] = {}
        self.saves: list[tuple[str | None, str, str]] = []

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()

    def heads(self) -> set[str]:
        return set(self.parents) - {parent for parents in self.parents.values() for parent in parents}

    @rule(data=st.data(), body=st.sampled_from("abc"))
    def save(self, data: st.DataObject, body: str) -> None:
        parent = data.draw(st.sampled_from([None, *self.parents]))
        self._save(parent, body)

    @precondition(lambda self: self.saves)
    @rule(data=st.data())
    def save_again(self, data: st.DataObject) -> None:
        parent, body, revision_id = data.draw(st.sampled_from(self.saves))
        assert self._save(parent, body) == revision_id

    @precondition(lambda self: len(self.heads()) > 1)
    @rule(data=st.data(), body=st.sampled_from("abc"))
    def join(self, data: st.DataObject, body: str) -> None:
        heads = [one for one in self.parents if one in self.heads()]  # as saved: ids are random
        first, second = data.draw(st.permutations(heads))[:2]
        joined = join_revisions(
            self.session, SECTION, self.subject, body, parent_ids=(first, second), now=NOW
        )
        self.parents[joined.revision.id] = frozenset({first, second})
        assert joined.branched == (len(self.heads()) > 1)

    @invariant()
    def heads_are_known(self) -> None:
        found = {head.id for head in list_heads(self.session, SECTION, self.subject)}
        assert found == self.heads()

    @invariant()
    def nothing_is_lost(self) -> None:
        history = [revision.id for revision in list_history(self.session, SECTION, self.subject)]
        assert sorted(history) == sorted(self.parents)
        assert all(set(history[:place]) >= self.parents[one] for place, one in enumerate(history))

    def _save(self, parent: str | None, body: str) -> str:
        saved = save_revision(self.session, SECTION, self.subject, body, parent_id=parent, now=NOW)
        known = saved.revision.id in self.parents
        assert known == any((parent, body) == (p, b) for p, b, _ in self.saves)
        self.parents[saved.revision.id] = frozenset({parent} - {None})
        self.saves.append((parent, body, saved.revision.id))
        assert saved.branched == (len(self.heads()) > 1)
        return saved.revision.id


TestWriters = Writers.TestCase
TestWriters.settings = settings(max_examples=40, stateful_step_count=12, deadline=None, derandomize=True)
