"""Permission that waits to be said again, because a restored backup brought it back as it once was."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identifier, enumeration
from consult.models.keeping_kinds import WaitCause


class SaidSince(Base):
    """How often the person changed something after sending, as the key store counts it too.

    Where the key store counts more, these data are older than what the person said last. `waits_because`: why
    nothing is allowed until the person says it again; null where what they said stands.
    """

    __tablename__ = "said_since"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    changes: Mapped[int] = mapped_column(default=0)
    waits_because: Mapped[WaitCause | None] = enumeration(WaitCause)
    waits_since_on: Mapped[date | None]
