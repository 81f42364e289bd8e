"""Keep the locked keys of accounts, in a store apart from the data.

Every function here is one short transaction of the store, durable when it returns. Write here first and in
the data after, so that a crash between leaves an account that can still be opened, or one that cannot and
is tidied up by keys/reconciling.py; never one that opens and should not.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.engine import make_engine, reading_only, writing
from consult.models.key_store import ChangeCount, DestroyedKey, KeyWrap
from consult.models.locking import lock_name
from consult.models.wiping import wipe
from consult.sealing.agent_client import KeySource
from consult.sealing.keys import AccountKey, fingerprint_of
from consult.vocabulary import WrapKind

BATCH = 500
FOR_GOOD = (WrapKind.PARTNERSHIP, WrapKind.PERSON, WrapKind.GROUP)
"""The wraps of an account that was sent; while it is being written it has its draft's alone."""


@dataclass(frozen=True)
class Wrap:
    """A key as it is kept: locked, with the salt of the return number that opens it, if one does."""

    response_id: str
    kind: WrapKind
    wrapped: bytes = field(repr=False)
    salt: bytes | None = None


@dataclass(frozen=True)
class Kept:
    """That a wrap is there, and the days that tidying goes by."""

    response_id: str
    kind: WrapKind
    last_saved_on: date | None
    missed_on: date | None


class AccountKeys(Protocol):
    """What readers of accounts are given: it opens the key of one account."""

    def open_key(self, response_id: str) -> AccountKey | None:
        """The opened key; None where no key is kept. Raises: Locked, WrongKey, SealBroken."""


class AccountKeySource(AccountKeys, Protocol):
    """Account keys that say beforehand whether they could be opened."""

    def is_unlocked(self) -> bool:
        """Whether accounts can be read now."""


class KeyStore:
    """The key store of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def url(self) -> str:
        """Its address, with any password in it."""
        return self._engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def forget_connections(self) -> None:
        """After a fork: the connections are the other process's."""
        self._engine.dispose(close=False)

    def begin(self, response_id: str, locked: bytes, *, today: date) -> None:
        """Keep the key of a new account, locked for the browser that writes it.

        Raises: Conflict (C205) for an account that was begun before.
        """
        with self._changing(response_id) as session:
            if session.scalars(select(KeyWrap.kind).where(KeyWrap.response_id == response_id)).first():
                raise Conflict("C205")
            session.add(_make(Wrap(response_id, WrapKind.DRAFT, locked), last_saved_on=today))

    def note_saved(self, response_id: str, *, today: date) -> None:
        """Keep the day on which an unfinished account was last written on; never a finer time."""
        kept = self._find_row(response_id, WrapKind.DRAFT)
        if kept is not None and kept.last_saved_on != today:
            draft = (KeyWrap.response_id == response_id, KeyWrap.kind == WrapKind.DRAFT)
            with self._writing() as session:
                session.execute(update(KeyWrap).where(*draft).values(last_saved_on=today))

    def find(self, response_id: str, kind: WrapKind) -> Wrap | None:
        """The key as it is locked for one of those who may open it."""
        row = self._find_row(response_id, kind)
        return Wrap(row.response_id, row.kind, row.wrapped, row.salt) if row else None

    def lock_for_good(
        self, response_id: str, sealed: bytes, locked: bytes, salt: bytes, *, for_group: bytes | None = None
    ) -> None:
        """Keep the key of an account that is being sent: for the partnership, its number, perhaps a group.

        The draft's wrap stays until the data says that it was sent: see giving.forget_draft.
        Raises: Conflict (C205) once destroyed.
        """
        wraps = [Wrap(response_id, WrapKind.PARTNERSHIP, sealed)]
        wraps += [Wrap(response_id, WrapKind.PERSON, locked, salt)]
        wraps += [Wrap(response_id, WrapKind.GROUP, for_group)] if for_group else []
        gone = (KeyWrap.response_id == response_id, KeyWrap.kind.in_(FOR_GOOD))
        with self._changing(response_id) as session:
            session.execute(delete(KeyWrap).where(*gone))  # of a time when sending did not come to its end
            session.add_all(_make(one) for one in wraps)

    def drop(self, response_ids: Collection[str], kinds: Collection[WrapKind] = tuple(WrapKind)) -> None:
        """Forget wraps, with nothing in the ledger: of what was never sent, or no more allowed."""
        is_whole = set(kinds) == set(WrapKind)
        with self._writing() as session:
            for batch in _cut(response_ids):
                gone = (KeyWrap.response_id.in_(batch), KeyWrap.kind.in_(kinds))
                session.execute(delete(KeyWrap).where(*gone))
                if is_whole:
                    session.execute(delete(ChangeCount).where(ChangeCount.response_id.in_(batch)))
        self.wipe()

    def destroy(self, response_id: str) -> None:
        """Delete every wrap of an account and enter its id in the ledger, both or neither; safe to repeat."""
        with self._writing() as session:
            lock_name(session, _name(response_id))
            for table in (KeyWrap, ChangeCount):
                session.execute(delete(table).where(table.response_id == response_id))
            session.merge(DestroyedKey(response_id=response_id))
        self.wipe()

    def list_sealed_for(self, fingerprint: bytes) -> list[Wrap]:
        """Keys locked for the partnership's key with this fingerprint, by id; to change that key."""
        wanted = select(KeyWrap).where(KeyWrap.kind == WrapKind.PARTNERSHIP).order_by(KeyWrap.response_id)
        with self._reading() as session:
            found = session.scalars(wanted.execution_options(yield_per=BATCH))
            return [
                Wrap(one.response_id, one.kind, one.wrapped)
                for one in found
                if fingerprint_of(one.wrapped) == fingerprint
            ]

    def count_sealed(self) -> int:
        """How many keys are locked for a key of the partnership, whichever."""
        wanted = select(func.count()).where(KeyWrap.kind == WrapKind.PARTNERSHIP)
        with self._reading() as session:
            return session.scalar(wanted) or 0

    def replace_partnership_wrap(self, response_id: str, expected_old: bytes, new: bytes) -> bool:
        """Lock a key for another partnership key; False where it is gone or was replaced meanwhile."""
        theirs = (KeyWrap.response_id == response_id, KeyWrap.kind == WrapKind.PARTNERSHIP)
        with self._writing() as session:
            lock_name(session, _name(response_id))
            if session.scalar(select(KeyWrap.wrapped).where(*theirs)) != expected_old:
                return False
            session.execute(update(KeyWrap).where(*theirs).values(wrapped=new))
        self.wipe()
        return True

    def list_kept(self) -> list[Kept]:
        """Which wraps there are, by id; none of them is read."""
        columns = (KeyWrap.response_id, KeyWrap.kind, KeyWrap.last_saved_on, KeyWrap.missed_on)
        with self._reading() as session:
            ordered = select(*columns).order_by(KeyWrap.response_id, KeyWrap.kind)
            return [Kept(*row) for row in session.execute(ordered)]

    def list_destroyed(self) -> list[str]:
        """The ledger, by id: it has no other order."""
        with self._reading() as session:
            return list(session.scalars(select(DestroyedKey.response_id).order_by(DestroyedKey.response_id)))

    def note_missed(self, response_ids: Collection[str], on: date | None) -> None:
        """Keep the day since which accounts are missing from the data; None once they are back."""
        with self._writing() as session:
            for batch in _cut(response_ids):
                theirs = update(KeyWrap).where(KeyWrap.response_id.in_(batch))
                session.execute(theirs.values(missed_on=on))

    def find_changes(self, response_id: str) -> int:
        """How often the account was changed after sending, as far as it is counted here."""
        with self._reading() as session:
            row = session.get(ChangeCount, response_id)
            return row.changes if row else 0

    def list_changes(self) -> dict[str, int]:
        """How often each account was changed after sending; one that never was is not in it."""
        with self._reading() as session:
            rows = session.execute(select(ChangeCount.response_id, ChangeCount.changes))
            return {row.response_id: row.changes for row in rows}

    def raise_counts(self, counts: Mapping[str, int]) -> int:
        """Let each count be at least this, of accounts whose keys were not destroyed; how many rose."""
        risen = 0
        with self._writing() as session:
            for id in sorted(counts):
                lock_name(session, _name(id))
            gone = set(session.scalars(select(DestroyedKey.response_id)))  # looked at once all are held
            for id in sorted(counts.keys() - gone):
                row = session.get(ChangeCount, id) or ChangeCount(response_id=id, changes=0)
                risen += row.changes < counts[id]
                row.changes = max(row.changes, counts[id])
                session.add(row)
        return risen

    def wipe(self) -> None:
        """Empty SQLite's log, which would keep what was deleted; where somebody reads, the next time does."""
        wipe(self._engine)

    def _find_row(self, response_id: str, kind: WrapKind) -> KeyWrap | None:
        with self._reading() as session:
            return session.get(KeyWrap, (response_id, kind))

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with reading_only(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with writing(), Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def _changing(self, response_id: str) -> Iterator[Session]:
        """Write wraps of one account, but never of one whose keys were destroyed."""
        with self._writing() as session:
            lock_name(session, _name(response_id))
            if session.get(DestroyedKey, response_id) is not None:
                raise Conflict("C205")
            yield session


@dataclass(frozen=True)
class StoredKeys:
    """Account keys as readers get them: found in the store, opened by the key agent."""

    store: KeyStore
    source: KeySource

    def open_key(self, response_id: str) -> AccountKey | None:
        """The opened key; None where no key is kept. Raises: Locked, WrongKey, SealBroken."""
        wrap = self.store.find(response_id, WrapKind.PARTNERSHIP)
        return self.source.unwrap(wrap.wrapped) if wrap else None

    def is_unlocked(self) -> bool:
        """Whether accounts can be read now."""
        return self.source.is_unlocked()


def make_key_store(url: str) -> KeyStore:
    """The key store at an address; it is not looked at yet."""
    return KeyStore(make_engine(url))


@contextmanager
def opened_key_store(url: str) -> Iterator[KeyStore]:
    """The key store for as long as the block lasts."""
    store = make_key_store(url)
    try:
        yield store
    finally:
        store.close()


def _make(wrap: Wrap, last_saved_on: date | None = None) -> KeyWrap:
    return KeyWrap(
        response_id=wrap.response_id,
        kind=wrap.kind,
        wrapped=wrap.wrapped,
        salt=wrap.salt,
        last_saved_on=last_saved_on,
    )


def _name(response_id: str) -> str:
    return f"key:{response_id}"


def _cut(ids: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
