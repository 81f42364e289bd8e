"""The locked keys of experiences, for the commands that count them or lock them anew."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.key_record import find_sessions
from consult.models.response import AccountKey as AccountKeyRow
from consult.sealing.keys import fingerprint_of


@contextmanager
def open_wraps(settings: Mapping[str, Any]) -> Iterator["AccountKeyRows | None"]:
    """Give the locked keys; None where nothing is set up yet, so that there are none.

    Raises: ConfigurationError (C003, C013).
    """
    with ExitStack() as stack:
        sessions = find_sessions(settings, stack)
        yield AccountKeyRows(sessions) if sessions else None


@dataclass(frozen=True)
class RowOfKey:
    """One account's key."""

    response_id: str
    wrapped: bytes


@dataclass(frozen=True)
class AccountKeyRows:
    """Account keys in the table of the data database."""

    sessions: sessionmaker[Session]

    def list_sealed_for(self, fingerprint: bytes) -> list[RowOfKey]:
        """Those that are locked for the key with this fingerprint."""
        return [one for one in self.list_all() if fingerprint_of(one.wrapped) == fingerprint]

    def list_all(self) -> list[RowOfKey]:
        """Every key that is locked for the partnership."""
        columns = (AccountKeyRow.response_id, AccountKeyRow.sealed_to_partnership)
        wanted = select(*columns).where(AccountKeyRow.sealed_to_partnership.is_not(None))
        with self.sessions.begin() as session:
            found = session.execute(wanted.order_by(AccountKeyRow.response_id))
            return [RowOfKey(response_id, wrapped or b"") for response_id, wrapped in found]

    def replace_partnership_wrap(self, response_id: str, expected_old: bytes, new: bytes) -> bool:
        """Exchange one; False where it is gone or was exchanged meanwhile."""
        theirs = (
            AccountKeyRow.response_id == response_id,
            AccountKeyRow.sealed_to_partnership == expected_old,
        )
        with self.sessions.begin() as session:
            changed = update(AccountKeyRow).where(*theirs).values(sealed_to_partnership=new)
            return bool(session.execute(changed).rowcount)  # type: ignore[attr-defined]
