"""Names of themes are forgotten for many responses in one transaction, while somebody else withdraws one.

PostgreSQL ends one of two transactions that wait for each other, and with it a withdrawal or a clean-up.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.base import new_id
from consult.models.consent import Use
from consult.models.conversation import QuotationVerdict
from consult.models.engine import make_engine
from consult.models.group_kinds import LostNumberState, LostNumberWay
from consult.models.groups import LostNumber
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import Recall
from consult.models.response import Response
from consult.queries.viewer import SYSTEM, get_viewer
from consult.services.concerns.concerning import ConcernDetails, ConcernTerms, raise_concern
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.keeping import expiring
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys import reconciling
from consult.services.keys.comparing import Differences
from consult.services.lost import lost_numbers
from consult.services.permissions.releasing import note_release
from consult.vocabulary import Bucket, Purpose, ResponseState, Role, UseKind, Verdict
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import make_notice
from tests.factories.region import make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.postgres
CLOSED, LONG_AFTER = date(2031, 6, 30), date(2060, 1, 1)
LOOKED_SECONDS = 0.5
YES: dict[str, Any] = {"verdict": Verdict.AGREED, "said_on": TODAY}
MODULES = {"expiring": expiring, "reconciling": reconciling}
STORE: Any = Mock(name="a key store that returns have nothing in")


@pytest.fixture
def engine(make_postgres: Callable[..., str], postgres_template: str) -> Iterator[Engine]:
    engine = make_engine(make_postgres(postgres_template))
    yield engine
    engine.dispose()


class Beside:
    """Somebody who withdraws a response after the first time that a step of the other transaction is done."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        self.engine, self.withdrawn_id = engine, ""
        self.pool = ThreadPoolExecutor(1)
        self.ended: Future[None] | None = None
        module, name = step.split(".")
        work: Callable[..., Any] = getattr(MODULES[module], name)
        monkeypatch.setattr(
            MODULES[module], name, lambda *given, **named: self._follow(work(*given, **named))
        )

    def _follow(self, done: Any) -> Any:
        if self.ended is None:
            self.ended = self.pool.submit(self._withdraw)
            wait([self.ended], LOOKED_SECONDS)
        return done

    def _withdraw(self) -> None:
        with Session(self.engine) as session, session.begin():
            response = session.get_one(Response, self.withdrawn_id)
            withdraw(session, response, actor="public", now=NOW)

    def finish(self) -> None:
        assert self.ended is not None, "nothing was done beside it"
        self.ended.result()
        self.pool.shutdown()


def withdraw_while(engine: Engine, told_id: str, act: Callable[[], None]) -> Future[None]:
    """Withdraw while somebody else has begun to act on the same experience; what becomes of that."""
    with ThreadPoolExecutor(1) as pool, Session(engine) as session, session.begin():
        response = session.get_one(Response, told_id, with_for_update=True)
        ended = pool.submit(act)
        wait([ended], LOOKED_SECONDS)
        withdraw(session, response, store=STORE, actor="public", now=NOW)
        session.commit()
    return ended


def fill(session: Session) -> tuple[list[AnalysisRun], list[Response]]:
    """Two consultations, each with a run; three returns to the first, and as many to the other."""
    runs, responses = [], []
    for place in range(2):
        consultation = make_consultation(session, slug=f"c-{place}", closes_on=CLOSED)
        version = make_questionnaire_version(session, consultation)
        make_notice(session, consultation)
        responses += [make_response(session, version, {"change": "Yes."}, notice_version=1) for _ in range(3)]
        at = {"started_at": NOW, "finished_at": NOW, "as_of_on": TODAY}
        runs.append(AnalysisRun(id=new_id(), consultation_id=consultation.id, number=1, manifest={}, **at))
    session.add_all(runs)
    session.flush()
    return runs, responses


def look(session: Session, response: Response, *runs: AnalysisRun) -> None:
    for run in runs:
        session.add(ResponseBucket(run_id=run.id, response_id=response.id, bucket=Bucket.ANALYSED))
    session.flush()


def list_left(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(select(Response.id).where(Response.state == ResponseState.SUBMITTED)))


def delete_due(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        expiring.delete_due(session, STORE, today=LONG_AFTER, now=NOW)


def test_returns__deleted_of_two_consultations_while_one_is_withdrawn__are_all_gone(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clean-up of the first consultation is on record before it comes to the second."""
    beside = Beside(engine, monkeypatch, "expiring._audit")
    with Session(engine) as session, session.begin():
        runs, responses = fill(session)
        for place, response in enumerate(responses):
            look(session, response, runs[place // 3])
        beside.withdrawn_id = responses[3].id
    delete_due(engine)
    beside.finish()
    assert list_left(engine) == []


def test_returns__deleted_that_runs_of_two_looked_at__wait_for_one_another_in_one_order(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one deleted first belongs to the run of the later consultation, and the next to the earlier's."""
    beside = Beside(engine, monkeypatch, "expiring.destroy")
    with Session(engine) as session, session.begin():
        runs, responses = fill(session)
        runs.sort(key=lambda run: run.consultation_id, reverse=True)
        first, second, _ = sorted(responses[:3], key=lambda one: one.id)
        look(session, first, runs[0])
        look(session, second, runs[1])
        look(session, responses[3], *runs)
        beside.withdrawn_id = responses[3].id
    delete_due(engine)
    beside.finish()
    assert list_left(engine) == []


def test_returns__in_one_file_deleted_while_another_in_it_is_withdrawn__mark_it_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is marked by whoever withdraws before the clean-up comes to the return that is in it too."""
    beside = Beside(engine, monkeypatch, "expiring.destroy")
    with Session(engine) as session, session.begin():
        runs, responses = fill(session)
        first, second, _ = sorted(responses[:3], key=lambda one: one.id)
        for response in (first, second, responses[3]):
            look(session, response, runs[0])
        file = note_release(session, SYSTEM, runs[0].consultation_id, FileKind.RETURNS, "A table", now=NOW)
        used = {"kind": UseKind.EXPORT, "purpose": Purpose.QUOTE, "subject_id": file.subject_id, "at": NOW}
        session.add_all(Use(id=new_id(), response_id=one.id, **used) for one in (second, responses[3]))
        beside.withdrawn_id = responses[3].id
    delete_due(engine)
    beside.finish()
    with Session(engine) as session:
        assert session.scalars(select(Recall.cause)).one() is RecallCause.EXPIRED


def test_withdrawals__that_only_the_key_store_knows__are_done_while_another_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Beside(engine, monkeypatch, "reconciling.withdraw")
    with Session(engine) as session, session.begin():
        runs, responses = fill(session)
        for place, response in enumerate(responses):
            look(session, response, runs[place // 3])
        beside.withdrawn_id = responses[3].id
        told = (responses[0].id, responses[3].id)
    with Session(engine) as session, session.begin():
        reconciling.settle(session, STORE, Differences(to_withdraw=told), today=TODAY, now=NOW)
    beside.finish()
    assert not set(told) & set(list_left(engine))


def test_lost_number__confirmed_while_the_person_withdraws__waits_for_them(engine: Engine) -> None:
    agent, way = UnlockedAgent(), LostNumberWay.ADDRESS
    with Session(engine) as session, session.begin():
        consultation = make_consultation(session)
        told = make_sealed_account(session, make_questionnaire_version(session, consultation), {}, agent)
        second, found = make_staff(session, Role.MANAGER).id, LostNumberState.FOUND
        asked = LostNumber(consultation_id=consultation.id, way=way, state=found, asked_on=TODAY)
        asked.response_id, told_id = told.id, told.id
        session.add(asked)
        session.flush()
        asked_id = asked.id

    def agree() -> None:
        with Session(engine) as session, session.begin():
            asked, viewer = session.get_one(LostNumber, asked_id), get_viewer(session, second)
            given = {"store": STORE, "keys": agent, "today": TODAY, "now": NOW}
            lost_numbers.confirm(session, viewer, asked, told_id, **given)

    withdraw_while(engine, told_id, agree).result()
    assert list_left(engine) == []


def test_concern__raised_while_the_person_withdraws__waits_for_them(engine: Engine) -> None:
    agent, details = UnlockedAgent(), ConcernDetails("Somebody may be in danger.")
    with Session(engine) as session, session.begin():
        told = make_sealed_account(
            session, make_questionnaire_version(session, make_consultation(session)), {}, agent
        )
        told_id, reader, key = told.id, make_staff(session, Role.MANAGER).id, agent.open_key(told.id)

    def raise_it() -> None:
        with Session(engine) as session, session.begin():
            response, viewer = session.get_one(Response, told_id), get_viewer(session, reader)
            terms = ConcernTerms(lead_id=reader, keep_until=TODAY, today=TODAY, now=NOW, why_shorter="Said.")
            given = {"public_key": agent.key.public_key, "keys": agent}
            raise_concern(session, viewer, response, details, terms, **given)

    with ThreadPoolExecutor(1) as pool, Session(engine) as session, session.begin():
        response = session.get_one(Response, told_id, with_for_update=True)
        ended = pool.submit(raise_it)
        wait([ended], LOOKED_SECONDS)
        withdraw(session, response, store=STORE, actor="public", now=NOW, key=key)
        session.commit()
        assert ended.exception() is None
    assert list_left(engine) == []


def test_verdict__given_while_the_experience_is_withdrawn__waits_and_is_refused(engine: Engine) -> None:
    agent, words = UnlockedAgent(), {"change": "We waited."}
    with Session(engine) as session, session.begin():
        version = make_questionnaire_version(session, make_consultation(session))
        told_id = make_sealed_account(session, version, words, agent).id
        session.add(QuotationVerdict(response_id=told_id, question_id="change", start=0, end=2, **YES))

    def refuse() -> None:
        with Session(engine) as session, session.begin():
            passage = Passage(told_id, "change", 0, 2)
            told = session.get_one(Response, told_id)
            give_verdict(session, UNCOUNTED, told, passage, Verdict.REFUSED, today=TODAY)

    with pytest.raises(Conflict, match="C205"):
        withdraw_while(engine, told_id, refuse).result()
    assert list_left(engine) == []
