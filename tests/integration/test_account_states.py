"""Experiences through all that happens to them, in any order: the rules of the design hold in every state.

A few short stories in the usual run, many long ones with --soak.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial, wraps
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session, sessionmaker

from consult.config import load_settings
from consult.errors import Conflict
from consult.models.engine import make_engine
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.sealing import key_rotation
from consult.sealing.backup_keys import draw_backup_key, find_backup_key
from consult.sealing.key_files import open_keys, read_public_key
from consult.services.backups.backing_up import back_up, name_keys_part
from consult.services.backups.restoring import Lists, restore
from consult.services.backups.sources import find_sources
from consult.services.backups.unpacking import Parts
from consult.services.concerns.concern_wraps import ConcernWraps
from consult.services.concerns.concerning import ConcernDetails, ConcernTerms, raise_concern
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.relaying import Powers
from consult.services.keeping.expiring import delete_due
from consult.services.keeping.retaining import find_time_kept
from consult.services.keys.comparing import Times
from consult.services.keys.key_keeping import KeyStore, StoredKeys
from consult.services.keys.resealing import reseal
from consult.services.permissions.permitting import Permission, permit
from consult.services.returns.answering import list_own_answers, save_answer
from consult.vocabulary import Purpose, Role, Standing, UseKind
from tests.factories.giving import PASSPHRASE, make_keys
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import keep_check
from tests.factories.searching import list_forms
from tests.integration.experiences_read import count, find_contacted, read_concerns, use_all
from tests.integration.passed_on import Group
from tests.integration.saved_installation import QUESTION, Installation, Told, by_oneself

USUAL = 19  # a seed under which every rule comes to its end
MOST, LATER = 3, timedelta(days=20 * 366)
DAYS = timedelta(days=7)
TIMES = Times(find_time_kept(30), DAYS, TODAY)
SAID = ("we came by sea", "جئنا عن طريق البحر", "ብባሕሪ መጺና")
WORDS = st.sampled_from(SAID)
NO_POWERS = Powers(may_correct=False)
POWERS = st.sampled_from([None, Powers(may_read_back=True), Powers(may_withdraw=True)])
OBSERVER = Viewer(None, frozenset(Role), Standing.OBSERVER)
IN_CLEAR = [form for words in SAID for form in list_forms(words).values()]
FIRED: Counter[str] = Counter()


@dataclass(frozen=True)
class State:
    """What is true of an experience. said: how often what is allowed was changed after sending.

    powers: what a group may do with it, where one passed it on.
    """

    told: Told = field(repr=False)
    may_quote: bool = False
    may_contact: bool = False
    said: int = 0
    may_analyse: bool = True
    is_checked: bool = False
    powers: Powers = NO_POWERS


@dataclass(frozen=True)
class Saved:
    """A backup, and what was true when it was made."""

    file: Path
    states: Mapping[str, State]
    concerns: Mapping[str, str]


def noted(act: Callable[..., None]) -> Callable[..., None]:
    """Count how often a rule comes to its end."""

    @wraps(act)
    def run(machine: "Accounts", **given: Any) -> None:
        act(machine, **given)
        FIRED[act.__name__] += 1

    return run


class Accounts(RuleBasedStateMachine):
    """People who tell, amend, permit and withdraw, groups for them, and staff who do all that staff do."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory(prefix="accounts-")
        self.instance = Path(self.scratch.name)
        for name in ("consult.sqlite", "keys.sqlite"):
            (self.instance / name).write_bytes((self.template / name).read_bytes())
        self.site = Installation(load_settings({"CONSULT_INSTANCE": str(self.instance)}))
        make_keys(self.site.settings)
        recovery_key, self.public_half = draw_backup_key()
        self.backup_key = find_backup_key(recovery_key)
        self.sources = find_sources(self.site.settings)
        self.states: dict[str, State] = {}
        self.gone: set[str] = set()
        self.ever: dict[str, Told] = {}
        self.saved: list[Saved] = []
        self.group = Group(self.site)
        self.lead_id = self.site.work(lambda session, _: make_staff(session).id)
        self.concerns: dict[str, str] = {}
        self.said: dict[str, int] = {}
        self.has_gap = False

    def teardown(self) -> None:
        self.scratch.cleanup()

    @precondition(lambda self: len(self.ever) < MOST)
    @rule(words=WORDS, may_quote=st.booleans(), is_checked=st.booleans(), powers=POWERS)
    @noted
    def give(self, words: str, may_quote: bool, is_checked: bool, powers: Powers | None) -> None:
        told = self.site.tell(words, self.group.lock(powers) if powers else by_oneself)
        self.ever[told.id], self.states[told.id] = told, State(told, powers=powers or NO_POWERS)
        self._permit(told, may_quote)
        if is_checked:
            self._check(told)

    @precondition(lambda self: self.states)
    @rule(data=st.data(), words=WORDS)
    @noted
    def amend(self, data: st.DataObject, words: str) -> None:
        state = self._draw(data)
        assert self.site.with_number(state.told, lambda session, opened: write(session, opened, words))
        is_same = words == state.told.words
        told = replace(state.told, words=words)
        self.states[told.id] = replace(state, told=told, is_checked=state.is_checked and is_same)

    @precondition(lambda self: self.states)
    @rule(data=st.data(), may_quote=st.booleans(), may_analyse=st.booleans())
    @noted
    def change_permission(self, data: st.DataObject, may_quote: bool, may_analyse: bool) -> None:
        self._permit(self._draw(data).told, may_quote, may_analyse)

    @precondition(lambda self: self.states)
    @rule(data=st.data())
    @noted
    def check(self, data: st.DataObject) -> None:
        self._check(self._draw(data).told)

    @precondition(lambda self: self.states)
    @rule(data=st.data())
    @noted
    def withdraw(self, data: st.DataObject) -> None:
        state = self._draw(data)
        self.site.withdraw(state.told)
        self._lose([state.told.id])

    @precondition(lambda self: any(one.powers.may_withdraw for one in self.states.values()))
    @rule()
    @noted
    def withdraw_by_group(self) -> None:
        """The group tries to withdraw everything, and can what it was let."""
        gone = [id for id, one in self.states.items() if self.group.withdraw(one.told)]
        assert gone == [id for id, one in self.states.items() if one.powers.may_withdraw]
        self._lose(gone)

    @precondition(lambda self: self.states)
    @rule(data=st.data(), words=WORDS)
    @noted
    def raise_concern(self, data: st.DataObject, words: str) -> None:
        told = self._draw(data).told
        terms = ConcernTerms(self.lead_id, TODAY + DAYS, TODAY, NOW, "To be seen deleted here")
        public_key = read_public_key(self.sources.key_file)

        def act(session: Session, _: object) -> str:
            response, details = session.get_one(Response, told.id), ConcernDetails(words)
            return raise_concern(session, SYSTEM, response, details, terms, public_key=public_key).id

        self.concerns[self.site.work(act)] = words

    @precondition(lambda self: len(self.ever) == MOST and self.states)
    @rule()
    @noted
    def retain(self) -> None:
        self.site.work(
            lambda session, store: delete_due(session, store, today=TODAY + LATER, now=NOW + LATER)
        )
        self._lose(list(self.states))  # concerns stay: nobody has closed any

    @rule()
    @noted
    def rotate(self) -> None:
        path = self.sources.key_file
        key_rotation.rotate(path, PASSPHRASE, today=TODAY)
        ring = open_keys(path, PASSPHRASE)
        self.site.work(lambda _, store: reseal(store, ring, tell=lambda *_: None))
        engine = make_engine(self.site.settings["DATABASE_URL"])
        reseal(ConcernWraps(sessionmaker(engine)), ring, tell=lambda *_: None)
        engine.dispose()

    @precondition(lambda self: len(self.saved) < MOST)
    @rule()
    @noted
    def back_up(self) -> None:
        file = self.instance / f"backup-{len(self.saved)}"
        back_up(self.sources, file, self.public_half, today=TODAY, keys_kept=DAYS)
        self.saved.append(Saved(file, dict(self.states), dict(self.concerns)))

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    @noted
    def restore(self, data: st.DataObject) -> None:
        saved = data.draw(st.sampled_from(self.saved), label="backup")
        is_known = self._is_known(saved)
        self.has_gap |= not is_known  # and nobody says that they dealt with it
        self._put_back(saved, Lists() if is_known else Lists(frozenset(self.gone), TODAY))
        stay = {id: state for id, state in saved.states.items() if id not in self.gone}
        self.states = {id: self._wait(state) for id, state in stay.items()}
        self.concerns = dict(saved.concerns)

    def _wait(self, state: State) -> State:
        """As a restore leaves it: nothing is allowed where it was changed since, or where nobody knows.

        A group reads nothing back then, nor after the person says what they allow.
        """
        said = self.said[state.told.id]
        if state.said == said and not self.has_gap:
            return state
        powers = replace(state.powers, may_read_back=False)
        nothing = {"may_quote": False, "may_analyse": False, "may_contact": False}
        return replace(state, said=said, powers=powers, **nothing)

    def _is_known(self, saved: Saved) -> bool:
        """Whether the key store that is there heard of any of it; else a list of what went is needed."""
        if not saved.states or self.gone.union(self.states) & set(saved.states):
            return True
        with pytest.raises(Conflict) as refused:
            self._put_back(saved, Lists())
        assert refused.value.code == "C054"
        return False

    def _put_back(self, saved: Saved, lists: Lists) -> None:
        parts = Parts(saved.file, name_keys_part(saved.file))
        restore(self.sources, self.instance, parts, self.backup_key, lists=lists, times=TIMES, now=NOW)

    @invariant()
    def each_opens_with_exactly_its_last_words_or_nowhere(self) -> None:
        now = {id: state.told.words for id, state in self.states.items()}
        assert self.site.open_at_desk() == now
        assert {id: self.site.open_with_number(told) for id, told in self.ever.items()} == {
            id: now.get(id, "") for id in self.ever
        }

    @invariant()
    def a_group_reads_back_what_it_was_let_and_nothing_else(self) -> None:
        now = {id: one.told.words for id, one in self.states.items() if one.powers.may_read_back}
        assert {id: self.group.read_back(told) for id, told in self.ever.items()} == {
            id: now.get(id, "") for id in self.ever
        }

    @invariant()
    def concerns_open_whatever_became_of_the_experience(self) -> None:
        assert self._read(read_concerns) == self.concerns

    @invariant()
    def no_key_is_left_without_its_experience(self) -> None:
        kept = self.site.work(lambda _, store: {one.response_id for one in store.list_kept()})
        assert kept == set(self.states)

    @invariant()
    def buckets_add_up(self) -> None:
        asked, counted = self._read(count)
        assert asked == counted

    @invariant()
    def only_what_is_permitted_and_checked_is_quoted_never_for_observers_and_each_use_is_on_record(
        self,
    ) -> None:
        ids = list(self.ever)
        wanted = {id for id, one in self.states.items() if one.may_quote and one.is_checked}
        assert self._read(partial(use_all, ids, OBSERVER)) == (set(), set(), set())
        read, quoted, on_record = self._read(partial(use_all, ids, SYSTEM))
        assert read == {id for id, one in self.states.items() if one.may_analyse}
        assert quoted == wanted
        assert on_record == {(id, UseKind.ANALYSIS) for id in read} | {(id, UseKind.DRAFT) for id in quoted}

    @invariant()
    def only_who_allows_it_is_written_to(self) -> None:
        ids = list(self.ever)
        found = self.site.work(lambda session, _: find_contacted(ids, session), commits=False)
        assert found == {id for id, one in self.states.items() if one.may_contact}

    @invariant()
    def nothing_said_lies_in_clear(self) -> None:
        for name in ("consult.sqlite", "keys.sqlite"):
            content = (self.instance / name).read_bytes()
            assert not [form for form in IN_CLEAR if form in content]

    def _draw(self, data: st.DataObject) -> State:
        return data.draw(st.sampled_from(list(self.states.values())), label="experience")

    def _permit(self, told: Told, may_quote: bool, may_analyse: bool = True) -> None:
        """Who is not quoted lets themselves be written to, so that neither stands for the other.

        Sharing, attribution and other responses are tried in test_permission_restored, test_sharing and
        test_told_elsewhere.
        """
        may_contact = not may_quote
        wanted = {Purpose.QUOTE: may_quote, Purpose.ANALYSE: may_analyse, Purpose.CONTACT: may_contact}
        permission = Permission(frozenset(one for one, is_given in wanted.items() if is_given))

        def allow(session: Session, store: KeyStore, opened: OpenedAccount) -> None:
            permit(session, store, opened.response.id, opened.key, permission, today=TODAY)

        self.site.with_number_and_keys(told, allow)
        counts = self.site.work(lambda _, store: store.list_changes(), commits=False)
        self.said[told.id] = counts.get(told.id, 0)
        said = {"may_quote": may_quote, "may_analyse": may_analyse, "may_contact": may_contact}
        self.states[told.id] = replace(self.states[told.id], said=self.said[told.id], **said)

    def _check(self, told: Told) -> None:
        self.site.with_number(told, lambda session, opened: keep_check(session, opened.response, opened.key))
        self.states[told.id] = replace(self.states[told.id], is_checked=True)

    def _lose(self, ids: list[str]) -> None:
        for id in ids:
            self.gone.add(id)
            del self.states[id]

    def _read(self, act: Callable[[Session, StoredKeys], Any]) -> Any:
        ring = open_keys(self.sources.key_file, PASSPHRASE)
        source = mock.Mock(unwrap=ring.unwrap, is_unlocked=lambda: True)
        return self.site.work(lambda session, store: act(session, StoredKeys(store, source)), commits=False)


def write(session: Session, opened: OpenedAccount, words: str) -> bool:
    own = {one.question_id: one for one in list_own_answers(session, opened.response, opened.key)}
    parent = own[QUESTION].revision_id
    given: dict[str, Any] = {"language": "ar", "parent_id": parent, "now": NOW, "key": opened.key}
    save_answer(session, opened.response, QUESTION, words, **given)
    return True


RULES = {name for name, one in vars(Accounts).items() if hasattr(one, "hypothesis_stateful_rule")}


@pytest.fixture
def template(
    tmp_path: Path, up_to_date_file: Path, up_to_date_keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "consult.sqlite").write_bytes(up_to_date_file.read_bytes())
    (tmp_path / "keys.sqlite").write_bytes(up_to_date_keys_file.read_bytes())
    monkeypatch.setattr(Accounts, "template", tmp_path, raising=False)


@pytest.mark.parametrize(
    ("which", "stories", "steps"),
    [(USUAL, 6, 12), *(pytest.param(one, 3, 40, marks=pytest.mark.soak) for one in range(51, 101))],
)
@pytest.mark.usefixtures("template")
def test_accounts__through_any_story__open_where_they_may_and_nowhere_else(
    which: int, stories: int, steps: int
) -> None:
    run_state_machine_as_test(
        seed(which)(Accounts),
        settings=settings(
            max_examples=stories,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # a step takes too long for shorter stories to be looked for
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert which != USUAL or set(FIRED) == RULES, "a rule that never comes to its end shows nothing"
