"""A concern that somebody may come to serious harm: a record of its own, which no withdrawal destroys."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import (
    NO_ARRIVAL_ORDER,
    Base,
    Identified,
    Identifier,
    Versioned,
    enumeration,
    reference,
)
from consult.models.desk_kinds import ConcernState


class Concern(Identified, Versioned, Base):
    """Its words are sealed under a random key of its own, locked for the partnership in `key_wrapped`.

    Nothing of it hangs on the account's key. `keep_until_on` is its own retention.
    `consultation_id` stays when the account is gone: a legal hold on the consultation keeps the concern too.
    """

    __tablename__ = "concern"
    __mapper_args__ = {"version_id_col": Versioned.version}

    response_id: Mapped[str | None] = reference("response.id", ondelete="SET NULL")
    consultation_id: Mapped[str | None] = reference("consultation.id", ondelete="SET NULL")
    state: Mapped[ConcernState] = enumeration(ConcernState, default=ConcernState.OPEN)
    raised_on: Mapped[date]
    raised_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    lead_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    closed_on: Mapped[date | None]
    keep_until_on: Mapped[date]
    key_wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ConcernKeptAway(Base):
    """Whom the person never wants to read it: a copy of their list that lives as long as the concern does.

    It is sealed to `public_half`, whose private half comes of the concern's own key: so the person's return
    number replaces it while nobody on the staff is there (concerns/concern_lists.py). Not known is who was
    named where the concern was raised while the list was locked; without a half it was raised before there
    were such copies, and all that can be known is that nobody was named.
    """

    __tablename__ = "concern_kept_away"
    __table_args__ = NO_ARRIVAL_ORDER

    concern_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("concern.id", ondelete="CASCADE"), primary_key=True
    )
    public_half: Mapped[bytes | None] = mapped_column(LargeBinary)
    named_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_known: Mapped[bool]
