"""Bring the data and the key store to say the same, after a crash, a restored backup or a withdrawal.

What the ledger of the key store says was withdrawn is withdrawn in the data too. Keys that lead to nothing
go: at once where the account was withdrawn, and else after a time, since a key whose account is missing may
mean that the wrong database was restored. So do those of an account whose sending did not come to its end,
and a group's where the person no longer lets it read. What people changed since these data, as the key
store counts it, lets what they allow wait until they say it again.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.response import Response
from consult.models.waiting import SaidSince
from consult.services import auditing
from consult.services.keeping.erasing import erase_unsent
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.comparing import Differences
from consult.services.keys.key_keeping import FOR_GOOD, KeyStore
from consult.services.permissions.waiting import let_changed_wait
from consult.services.returns.locking_responses import lock_responses
from consult.services.themes.forgetting_phrases import forget_phrases, hold_every_name
from consult.vocabulary import ResponseState, WrapKind


def settle(
    session: Session, store: KeyStore, found: Differences, *, today: date, now: datetime
) -> Mapping[str, int]:
    """Do what the differences ask for, with one line in the record that says how many; safe to repeat."""
    _hold_all(session, found)
    withdrawn = sum(_apply_ledger(session, store, id, now) for id in found.to_withdraw)
    half_sent = sum(_drop_half_sent(session, store, id) for id in found.half_sent)
    for id in found.to_destroy:
        store.destroy(id)
    if found.sent_drafts:
        store.drop(found.sent_drafts, (WrapKind.DRAFT,))
    if found.not_for_groups:
        store.drop(found.not_for_groups, (WrapKind.GROUP,))
    if found.abandoned:
        store.drop(found.abandoned)
    if found.newly_missed:
        store.note_missed(found.newly_missed, today)
    if found.back_again:
        store.note_missed(found.back_again, None)
    changed_since, uncounted = _let_wait(session, store, found, today)
    counts = {name: len(ids) for name, ids in asdict(found).items() if ids}
    counts |= {"withdrawn": withdrawn, "half_sent": half_sent, "changed_since": changed_since}
    counts |= {"uncounted": uncounted}
    counts = {name: number for name, number in counts.items() if number}
    if counts:  # else it was only being sent at that moment, and the record must not say when
        _record(session, counts, now)
    return counts


def _let_wait(session: Session, store: KeyStore, found: Differences, today: date) -> tuple[int, int]:
    """Let what is older than its last change wait; let the key store count what only the data know."""
    if not (found.changed_since or found.uncounted):
        return 0, 0
    counts = store.list_changes()
    known = {one.response_id: one.changes for one in session.scalars(select(SaidSince))}
    changed = found.changed_since
    waiting = [id for id in changed if let_changed_wait(session, id, counts.get(id, 0), today=today)]
    for id in waiting:
        forget_phrases(session, id)
    if waiting:  # what a group may do is among what the person may have taken back
        store.drop(waiting, (WrapKind.GROUP,))
    return len(waiting), store.raise_counts({id: known[id] for id in found.uncounted if id in known})


def _hold_all(session: Session, found: Differences) -> None:
    """Wait for whoever withdraws or changes one of them at this moment, and then for the names of themes."""
    ids = {*found.to_withdraw, *found.changed_since}
    if ids:
        lock_responses(session, ids)
        hold_every_name(session)


def _record(session: Session, counts: Mapping[str, int], now: datetime) -> None:
    auditing.record(
        session,
        actor=auditing.SYSTEM,
        action="key store reconciled",
        subject_kind="key_store",
        subject_id="",
        details=dict(counts),
        now=now,
    )


def _apply_ledger(session: Session, store: KeyStore, response_id: str, now: datetime) -> bool:
    """Withdraw what was withdrawn, and delete what its writer deleted before it was sent."""
    response = session.get(Response, response_id, with_for_update=True)
    if response is None or response.state is ResponseState.WITHDRAWN:
        return False
    if response.state is ResponseState.IN_PROGRESS:
        erase_unsent(session, response_id)
        session.expire_all()
        return False
    withdraw(session, response, store=store, actor=auditing.SYSTEM, now=now)
    return True


def _drop_half_sent(session: Session, store: KeyStore, response_id: str) -> bool:
    """Leave an account that is still being written its draft's wrap alone; False where it was sent by now.

    Whoever sends holds the row from before the keys are written until the commit: so after this lock it is
    either sent, or its keys lead to nothing.
    """
    state = select(Response.state).where(Response.id == response_id).with_for_update()
    if session.scalars(state).one_or_none() is not ResponseState.IN_PROGRESS:
        return False
    store.drop((response_id,), FOR_GOOD)
    return True
