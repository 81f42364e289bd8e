"""Find where data and key store differ, after a crash, a restored backup or a withdrawal; change nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.groups import GroupEntry
from consult.models.response import Response
from consult.models.waiting import SaidSince
from consult.services.keys.key_keeping import FOR_GOOD, Kept, KeyStore
from consult.vocabulary import ResponseKind, ResponseState, WrapKind

BATCH = 500


@dataclass(frozen=True)
class Times:
    """How long drafts stay that nobody saved, and keys whose accounts are missing; and what day it is."""

    drafts_kept: timedelta
    missing_kept: timedelta
    today: date


@dataclass(frozen=True)
class Differences:
    """Where data and key store differ, by the ids of accounts."""

    to_withdraw: tuple[str, ...] = ()
    to_destroy: tuple[str, ...] = ()
    sent_drafts: tuple[str, ...] = ()
    half_sent: tuple[str, ...] = ()
    not_for_groups: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()
    newly_missed: tuple[str, ...] = ()
    back_again: tuple[str, ...] = ()
    changed_since: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def find_differences(session: Session, store: KeyStore, times: Times) -> Differences:
    """Compare them, changing nothing. The session must not have read anything yet.

    The store is read first: of a key that was there then, the account is in the data now, or gone for good;
    only a draft's may not be there yet.
    """
    kept, destroyed = _by_account(store.list_kept()), set(store.list_destroyed())
    changes = store.list_changes()
    states = _find_states(session, kept.keys() | destroyed)
    missing = [id for id in kept if _is_missing(kept[id], states.get(id)) and id not in destroyed]
    withdrawn = [id for id, state in states.items() if state is ResponseState.WITHDRAWN]
    abandoned = [id for id in missing if _is_abandoned(kept[id], times)]
    newly_missed = [id for id in missing if _is_newly_missed(kept[id]) and id not in abandoned]
    known = _find_known_changes(session)
    return Differences(
        to_withdraw=_sort(destroyed & states.keys() - set(withdrawn)),
        to_destroy=_sort(kept.keys() & (destroyed | set(withdrawn))),
        sent_drafts=_sort(id for id in kept if _is_sent_draft(kept[id], states.get(id))),
        half_sent=_sort(id for id in kept if _is_half_sent(kept[id], states.get(id))),
        not_for_groups=_sort(_list_not_for_groups(session, kept, states)),
        abandoned=_sort(abandoned),
        newly_missed=_sort(newly_missed),
        back_again=_sort(id for id in kept.keys() - set(missing) if any(one.missed_on for one in kept[id])),
        changed_since=_sort(
            id
            for id, state in states.items()
            if state is ResponseState.SUBMITTED and changes.get(id, 0) > known.get(id, 0)
        ),
        uncounted=_sort(id for id in kept if known.get(id, 0) > changes.get(id, 0)),
    )


def _by_account(kept: Iterable[Kept]) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for one in kept:
        found.setdefault(one.response_id, []).append(one)
    return found


def _find_states(session: Session, ids: Collection[str]) -> dict[str, ResponseState]:
    states: dict[str, ResponseState] = {}
    for batch in _cut(ids):
        of_these = select(Response.id, Response.state).where(
            Response.id.in_(batch), Response.kind == ResponseKind.ACCOUNT
        )
        states.update({row.id: row.state for row in session.execute(of_these)})
    return states


def _find_known_changes(session: Session) -> dict[str, int]:
    """How often each was changed after sending, as the data have it."""
    rows = session.execute(select(SaidSince.response_id, SaidSince.changes))
    return {row.response_id: row.changes for row in rows}


def _list_not_for_groups(
    session: Session, kept: Mapping[str, Collection[Kept]], states: Mapping[str, ResponseState]
) -> Iterator[str]:
    """Sent accounts with a wrap for a group that may not read them back: that power is never given again."""
    ids = [id for id in kept if states.get(id) is ResponseState.SUBMITTED and _has(kept[id], WrapKind.GROUP)]
    for batch in _cut(ids):
        refused = (GroupEntry.response_id.in_(batch), GroupEntry.may_read_back.is_(False))
        yield from session.scalars(select(GroupEntry.response_id).where(*refused))


def _is_missing(wraps: Collection[Kept], state: ResponseState | None) -> bool:
    """No account at all, or one from before it was sent, as an older copy of the data has it."""
    return state is None or (state is ResponseState.IN_PROGRESS and not _has(wraps, WrapKind.DRAFT))


def _is_half_sent(wraps: Collection[Kept], state: ResponseState | None) -> bool:
    """Being written, or sent at this very moment; with its draft's wrap, so that it can be sent again."""
    is_written = state is ResponseState.IN_PROGRESS and _has(wraps, WrapKind.DRAFT)
    return is_written and _has(wraps, *FOR_GOOD)


def _is_abandoned(wraps: Collection[Kept], times: Times) -> bool:
    """A draft that no browser opens any more, or a key whose account has been missing for long."""
    saved = [one.last_saved_on for one in wraps if one.kind is WrapKind.DRAFT and one.last_saved_on]
    if saved:
        return max(saved) < times.today - times.drafts_kept
    return all(one.missed_on and one.missed_on < times.today - times.missing_kept for one in wraps)


def _is_newly_missed(wraps: Collection[Kept]) -> bool:
    """Drafts go by the day they were saved: one that is only just begun is not in the data yet."""
    return not _has(wraps, WrapKind.DRAFT) and not any(one.missed_on for one in wraps)


def _is_sent_draft(wraps: Collection[Kept], state: ResponseState | None) -> bool:
    return state is ResponseState.SUBMITTED and _has(wraps, WrapKind.DRAFT)


def _has(wraps: Collection[Kept], *kinds: WrapKind) -> bool:
    return any(one.kind in kinds for one in wraps)


def _sort(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


def _cut(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
