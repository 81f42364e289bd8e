"""Forget what the machine named themes by, where the words may not be shown once a response is gone.

Nobody's words are read for it, since a withdrawal may come where nothing can be unlocked: the latest run
noted how many carry each phrase, and whoever goes is taken to have carried them all. What is forgotten too
early comes back where the next run finds it again. Drafts lose it too. What a person typed is theirs and
stays.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from analysis.whole_words import join_words, says
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, Theme
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.response import Answer, Response
from consult.models.wiping import wipe_after_commit
from consult.queries.runs import find_latest_run
from consult.services.drafts.names_in_drafts import find_names, list_drafts, withhold_in_drafts
from consult.services.identifiers.touched_phrases import list_touched
from consult.services.returns.locking_responses import lock_responses
from consult.services.themes.finding_decisions import list_said, read_shape
from consult.services.themes.restating_themes import DECIDING
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN, withhold
from consult.services.versions.withholding_in_versions import withhold_in_versions
from consult.vocabulary import Bucket, ResponseKind

BATCH = 500
ENDED = "ended_before"
"""In a run's manifest: experiences whose last day was before this one were taken away from its names."""
Carriers = Mapping[str, Sequence[int]]


def forget_phrases(session: Session, response_id: str) -> None:
    """Leave in every run that looked at a response, and in the others of its consultation, what still holds.

    Call it before the answers are deleted.
    """
    _forget_in(session, *_hold(session, response_id))


def forget_elsewhere(session: Session, response_id: str) -> None:
    """The same in all consultations but its own, where a permission no longer reaches the others."""
    kind, looked = _hold(session, response_id)
    home = session.scalar(select(Response.consultation_id).where(Response.id == response_id))
    _forget_in(session, kind, [run for run in looked if run.consultation_id != home])


def forget_ended(session: Session, ended: Mapping[str, date], *, today: date) -> None:
    """Leave what still holds where the last day of experiences is over; each is taken away once.

    ended: the last day of each, by id, before today. A run notes up to which day that was done.
    """
    if next(_list_due(session, ended), None) is None:
        return
    lock_responses(session, ended.keys())
    hold_every_name(session)
    for latest, went in list(_list_due(session, ended)):
        _forget(session, latest, is_account=True, went=went)
        latest.manifest = latest.manifest | {ENDED: today.isoformat()}
    session.flush()


def forget_taken_out(session: Session, response_id: str, taken_out: Collection[str]) -> None:
    """Leave out of these runs what has a word in it that was taken out of an experience.

    At once, though others may still carry it: what is taken out of one is private in all of them. Only what
    a return says openly stays.
    """
    _, looked = _hold(session, response_id)
    for latest in _list_latest(session, looked):
        _forget_some(
            session, latest, lambda said: list_touched(said, taken_out), lambda counts: [counts[0], 0]
        )


def forget_reworded(session: Session, response_id: str, before: Iterable[str], now: Iterable[str]) -> None:
    """Leave in these runs what still holds where an experience no longer says what it said.

    before: the answers that were changed, as they were; now: every answer. No phrase is in two of them.
    """
    _, looked = _hold(session, response_id)
    then, still = ("\n".join(map(join_words, answers)) for answers in (before, now))
    for latest in _list_latest(session, looked):
        _forget_some(
            session,
            latest,
            lambda said: {one for one in said if says(then, one) and not says(still, one)},
            lambda counts: [counts[0], max(0, counts[1] - 1)],
        )


def hold_every_name(session: Session) -> None:
    """Before many responses go in one transaction: wait once, for all consultations, in the one order.

    Why: each that goes waits for the consultations whose runs looked at it, and the record of who did what
    is held from its first line on; somebody who withdraws another meanwhile would wait for both the other
    way round. Rows that are waited for are locked before this is called, those with SKIP LOCKED after it.
    """
    for consultation_id in sorted(session.scalars(select(Consultation.id))):
        lock_name(session, f"{DECIDING}:{consultation_id}")


def _list_due(session: Session, ended: Mapping[str, date]) -> Iterator[tuple[AnalysisRun, int]]:
    """The latest runs where experiences are still to be taken away, and how many of them each looked at.

    Of one that only earlier runs looked at, it is enough that it was done in any of them.
    """
    by_run = _list_looked(session, ended)
    homes = select(AnalysisRun.consultation_id).where(AnalysisRun.id.in_(by_run)).distinct()
    for consultation_id in sorted(session.scalars(homes)):
        latest = find_latest_run(session, consultation_id)
        if latest is not None:
            runs = _list_of_consultation(session, latest)
            done, done_in = (max(run.manifest.get(ENDED, "") for run in some) for some in (runs, [latest]))
            inside = by_run.get(latest.id, set())
            before = {id for run in runs for id in by_run.get(run.id, ())} - inside
            went = sum(ended[id].isoformat() >= done_in for id in inside)
            if went or any(ended[id].isoformat() >= done for id in before):
                yield latest, went


def _list_looked(session: Session, response_ids: Iterable[str]) -> dict[str, set[str]]:
    """Which of these each run looked at, by the id of the run."""
    found: dict[str, set[str]] = {}
    ids = sorted(response_ids)
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        read = select(AnsweredItem.run_id, Answer.response_id).where(Answer.response_id.in_(some))
        stood = select(ResponseBucket.run_id, ResponseBucket.response_id).where(
            ResponseBucket.response_id.in_(some), ResponseBucket.bucket == Bucket.ANALYSED
        )
        for wanted in (read.join(Answer, Answer.id == AnsweredItem.answer_id), stood):
            for run_id, response_id in session.execute(wanted.distinct()):
                found.setdefault(run_id, set()).add(response_id)
    return found


def _forget_in(session: Session, kind: ResponseKind | None, looked: Sequence[AnalysisRun]) -> None:
    for latest in _list_latest(session, looked):
        _forget(session, latest, is_account=kind == ResponseKind.ACCOUNT, went=int(latest in looked))


def _hold(session: Session, response_id: str) -> tuple[ResponseKind | None, Sequence[AnalysisRun]]:
    """What a response is, and which runs looked at it; one that is being kept is waited for."""
    own = select(Response.kind).where(Response.id == response_id)
    kind = session.scalar(own.with_for_update())
    return kind, _list_runs(session, response_id)


def _list_latest(session: Session, looked: Iterable[AnalysisRun]) -> Iterator[AnalysisRun]:
    """The latest run of each consultation, once nobody else decides about its themes."""
    for consultation_id in sorted({run.consultation_id for run in looked}):
        lock_name(session, f"{DECIDING}:{consultation_id}")
        latest = find_latest_run(session, consultation_id)
        if latest is not None:
            yield latest


def _list_runs(session: Session, response_id: str) -> Sequence[AnalysisRun]:
    read = select(AnsweredItem.run_id).join(Answer, Answer.id == AnsweredItem.answer_id)
    stood = select(ResponseBucket.run_id).where(
        ResponseBucket.response_id == response_id, ResponseBucket.bucket == Bucket.ANALYSED
    )
    wanted = select(AnalysisRun).where(
        or_(AnalysisRun.id.in_(read.where(Answer.response_id == response_id)), AnalysisRun.id.in_(stood))
    )
    return session.scalars(wanted).all()


def _forget(session: Session, latest: AnalysisRun, *, is_account: bool, went: int) -> None:
    """Of a run that noted no carriers nothing is known: an experience takes every name, a return none."""
    session.refresh(latest)
    noted: Carriers | None = latest.manifest.get(CARRIERS)
    if noted is None and not is_account:
        return
    wipe_after_commit(session)
    left = _take_away(noted or {}, is_account=is_account, went=went)
    runs = _list_of_consultation(session, latest)
    _leave(session, runs, {*_list_all_said(runs), *(noted or ())}, left)
    for run in runs:
        rest = {name: value for name, value in run.manifest.items() if name != CARRIERS}
        run.manifest = rest | {SHOWN: sorted(left)} | ({CARRIERS: left} if run is latest else {})
    session.flush()


def _forget_some(
    session: Session,
    latest: AnalysisRun,
    find: Callable[[Collection[str]], Collection[str]],
    take: Callable[[Sequence[int]], list[int]],
) -> None:
    """Take some phrases' carriers away, and what nobody carries then out of every run and draft."""
    session.refresh(latest)
    noted: Carriers = latest.manifest.get(CARRIERS) or {}
    runs = _list_of_consultation(session, latest)
    said = {*_list_all_said(runs), *noted}
    taken = {one: take(noted.get(one, (0, 0))) for one in find(said)}
    gone = {one for one, counts in taken.items() if not any(counts)}
    if gone:
        wipe_after_commit(session)
    _leave(session, runs, said, said - gone)
    for run in runs if taken else ():
        told: dict[str, Any] = {SHOWN: [one for one in run.manifest.get(SHOWN, ()) if one not in gone]}
        told |= {CARRIERS: {one: n for one, n in (dict(noted) | taken).items() if one not in gone}}
        run.manifest = run.manifest | {name: value for name, value in told.items() if name in run.manifest}
    session.flush()


def _list_of_consultation(session: Session, latest: AnalysisRun) -> Sequence[AnalysisRun]:
    wanted = select(AnalysisRun).where(AnalysisRun.consultation_id == latest.consultation_id)
    return session.scalars(wanted.execution_options(populate_existing=True)).all()


def _list_all_said(runs: Iterable[AnalysisRun]) -> set[str]:
    return {phrase for run in runs for phrase in list_said(run.every_theme)}


def _leave(
    session: Session, runs: Sequence[AnalysisRun], said: Collection[str], left: Collection[str]
) -> None:
    """Leave in the themes of all runs, and in the drafts, what may still be shown."""
    for run in runs:
        leave_shown(run.every_theme, left)
    session.flush()
    consultation_id = runs[0].consultation_id
    names = find_names(session, consultation_id, said, left)
    withhold_in_drafts(session, names, list_drafts(session, consultation_id))
    withhold_in_versions(session, names, consultation_id)


def _take_away(noted: Carriers, *, is_account: bool, went: int) -> dict[str, list[int]]:
    """The carriers without so many of them; what nobody says openly and too few share is gone."""
    gone = (0, went) if is_account else (went, 0)
    left = {
        phrase: [max(0, count - less) for count, less in zip(counts, gone, strict=True)]
        for phrase, counts in noted.items()
    }
    return {phrase: counts for phrase, counts in left.items() if any(counts)}


def leave_shown(themes: Iterable[Theme], shown: Collection[str]) -> None:
    """Leave in the rows of themes what may be shown of the machine's words. shown: small letters."""
    for theme in themes:
        shape = read_shape(theme, {})
        left = withhold({theme.key: shape}, shown)[theme.key]
        if left != shape:
            theme.label, theme.key_phrases = left.label, list(left.phrases)
            theme.proposed_label = left.proposed_label or None
            theme.broader_label, theme.spoken = left.words["broader_label"], left.words["spoken"]
