"""The keys of concerns as a change of the partnership's key sees them: each kept with its own record."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, sessionmaker

from consult.models.concern import Concern
from consult.sealing.keys import fingerprint_of


@dataclass(frozen=True)
class SealedConcernKey:
    """The key of one concern, locked for the partnership; `response_id` is what others call it by."""

    response_id: str
    wrapped: bytes = field(repr=False)


class ConcernWraps:
    """Lists and exchanges them, each in a transaction of its own, so that it can be stopped anywhere."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def count_sealed(self) -> int:
        """How many concerns there are, whatever key they are locked for."""
        with self._sessions() as session:
            return session.scalar(select(func.count(Concern.id))) or 0

    def list_sealed_for(self, fingerprint: bytes) -> Sequence[SealedConcernKey]:
        """Those that are locked for the key with this fingerprint."""
        with self._sessions() as session:
            rows = session.execute(select(Concern.id, Concern.key_wrapped).order_by(Concern.id)).all()
        return [SealedConcernKey(id, wrap) for id, wrap in rows if fingerprint_of(wrap) == fingerprint]

    def replace_partnership_wrap(self, response_id: str, expected_old: bytes, new: bytes) -> bool:
        """Exchange one; False where it is gone or was exchanged meanwhile."""
        same = (Concern.id == response_id, Concern.key_wrapped == expected_old)
        with self._sessions.begin() as session:
            result = session.execute(update(Concern).where(*same).values(key_wrapped=new))
            return isinstance(result, CursorResult) and result.rowcount == 1
