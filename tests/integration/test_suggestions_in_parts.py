"""Suggestions are kept in parts: others write between them, and nothing stands before all is there."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.jobs import suggestions
from consult.jobs.dropping import drop_all_fallen
from consult.jobs.handlers import HANDLERS
from consult.jobs.reporting import Reporter
from consult.jobs.roles import WorkerRole
from consult.jobs.running import Bench
from consult.jobs.worker import sweep
from consult.models.analysis import AnalysisRun
from consult.models.coding import MACHINE, Coding, Segment
from consult.models.job import Job
from consult.models.response import Answer, Response
from consult.queries.codings import count_codings
from consult.queries.viewer import SYSTEM
from consult.services.analyses import suggestions_in_parts
from consult.services.keeping.withdrawing import withdraw
from consult.vocabulary import JobState
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.integration.other_writer import OtherWriter

pytestmark = pytest.mark.usefixtures("no_models")
Sessions = sessionmaker[Session]
Found = set[tuple[str, str, float | None, str]]


@pytest.fixture
def consultation_id(sessions: Sessions) -> str:
    with sessions.begin() as session:
        return make_told_consultation(session, returns=9).id


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    make_small_parts(monkeypatch)


@pytest.fixture
def before_each_part(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], None]], None]:
    """Do something before each part, outside of any transaction; told how many there were before it."""

    def do(act: Callable[[int], None]) -> None:
        keep, seen = Reporter.report, list[int]()

        def report(self: Reporter, step: str, done: int, total: int) -> None:
            keep(self, step, done, total)
            if step == "keeping what was found":
                act(len(seen))
                seen.append(done)

        monkeypatch.setattr(Reporter, "report", report)

    return do


def make_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions_in_parts, "MOST_ROWS", 4)
    monkeypatch.setattr(suggestions_in_parts, "BATCH", 3)


def list_rows(sessions: Sessions) -> Found:
    wanted = select(Coding.segment_id, Coding.code_id, Coding.score, Coding.because)
    with sessions.begin() as session:
        return {tuple(row) for row in session.execute(wanted.where(Coding.author == MACHINE))}


def count_shown(sessions: Sessions, consultation_id: str) -> int:
    with sessions.begin() as session:
        return sum(one.suggested for one in count_codings(session, SYSTEM, consultation_id))


def count_rows(sessions: Sessions) -> int:
    with sessions.begin() as session:
        return session.scalar(select(func.count(Coding.id))) or 0


def test_keeping__between_its_parts__keeps_no_writer_waiting_and_shows_nothing(
    sessions: Sessions,
    sqlite_url: str,
    settings: Mapping[str, Any],
    consultation_id: str,
    small_parts: None,
    before_each_part: Callable[[Callable[[int], None]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other, met = OtherWriter(sqlite_url, monkeypatch), list[tuple[str, int, int]]()

    def look(_number: int) -> None:
        shown = count_shown(sessions, consultation_id)
        met.append((other.write(), shown, count_rows(sessions)))

    before_each_part(look)
    assert run_analysis(sessions, settings, consultation_id) is not None

    assert len(met) > 9 and {(what, shown) for what, shown, _ in met} == {("written", 0)}
    assert met[0][2] == 0 < met[-1][2]
    assert count_shown(sessions, consultation_id) == count_rows(sessions) > met[-1][2]


def test_keeping__killed_half_way__leaves_nothing_shown_and_is_done_again(
    engine: Engine,
    settings: Mapping[str, Any],
    small_parts: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        consultation_id = make_told_consultation(session, returns=9).id
    keep, kept = suggestions.keep_part, list[int]()

    def be_killed(*given: Any, **named: Any) -> None:
        if len(kept) == 4:
            raise KeyboardInterrupt
        kept.append(1)
        keep(*given, **named)

    monkeypatch.setattr(suggestions, "keep_part", be_killed)
    with pytest.raises(KeyboardInterrupt):
        run_analysis(sessions, settings, consultation_id)
    left = count_rows(sessions)
    assert left and count_shown(sessions, consultation_id) == 0

    monkeypatch.setattr(suggestions, "keep_part", keep)
    with sessions.begin() as session:
        assert session.scalar(select(AnalysisRun.id)) is None
        session.execute(update(Job).values(heartbeat_at=datetime.now(UTC) - timedelta(minutes=5)))
    assert sweep(Bench(sessions, settings, HANDLERS), WorkerRole.ALL) == 1

    with sessions.begin() as session:
        assert session.scalar(select(Job.state)) is JobState.DONE
    assert count_shown(sessions, consultation_id) == count_rows(sessions) > left


def test_keeping__again_in_smaller_parts__finds_the_same_and_shows_what_was_until_the_end(
    sessions: Sessions,
    settings: Mapping[str, Any],
    consultation_id: str,
    before_each_part: Callable[[Callable[[int], None]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_analysis(sessions, settings, consultation_id)
    first, shown = list_rows(sessions), list[int]()
    make_small_parts(monkeypatch)
    before_each_part(lambda _number: shown.append(count_shown(sessions, consultation_id)))

    run_analysis(sessions, settings, consultation_id)

    assert len(shown) > 9 and set(shown) == {len(first)}
    assert list_rows(sessions) == first and count_rows(sessions) == len(first)


def test_keeping__of_a_return_withdrawn_between_two_parts__keeps_none_of_its_words(
    sessions: Sessions,
    settings: Mapping[str, Any],
    consultation_id: str,
    small_parts: None,
    before_each_part: Callable[[Callable[[int], None]], None],
) -> None:
    with sessions.begin() as session:
        ids = list(session.scalars(select(Response.id).order_by(Response.id)))

    def take_back(number: int) -> None:
        if number == 4:
            with sessions.begin() as session:
                for id in (ids[1], ids[7]):
                    withdraw(session, session.get_one(Response, id), actor="public", now=datetime.now(UTC))

    before_each_part(take_back)
    run_analysis(sessions, settings, consultation_id)

    with sessions.begin() as session:
        whose = select(Answer.response_id).join(Segment, Segment.answer_id == Answer.id)
        told = set(session.scalars(whose.join(Coding, Coding.segment_id == Segment.id)))
    assert told == set(ids) - {ids[1], ids[7]}


def test_dropping__while_an_attempt_is_at_work__leaves_what_it_keeps(
    sessions: Sessions,
    settings: Mapping[str, Any],
    consultation_id: str,
    small_parts: None,
    before_each_part: Callable[[Callable[[int], None]], None],
) -> None:
    dropped = list[int]()
    before_each_part(lambda _number: dropped.append(drop_all_fallen(sessions)))
    assert run_analysis(sessions, settings, consultation_id) is not None
    assert len(dropped) > 9 and not any(dropped)
    assert count_shown(sessions, consultation_id) == count_rows(sessions) > 0
