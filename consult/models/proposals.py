"""Questions that were read from a consultation document and wait for a person to confirm them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, Versioned, enumeration, reference
from consult.models.limit_kinds import LimitUnit
from consult.models.proposal_kinds import ProposalState, ProposedKind


class ProposedQuestion(Identified, Versioned, Base):
    """A numbered question. source_name: of the document; place: where in it ("page 4").

    reasons: what it asks to be explained beside a choice. limit_number, limit_unit: of an answer.
    read_number, read_text: as they stand in the document, whatever was made of them. beside: the lines under
    it there.
    """

    __tablename__ = "proposed_question"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        CheckConstraint("(limit_number IS NULL) = (limit_unit IS NULL)", name="limit"),
        CheckConstraint("limit_number > 0", name="limit_number"),
    )

    consultation_id: Mapped[str] = reference("consultation.id")
    position: Mapped[int]
    number: Mapped[str]
    text: Mapped[str]
    kind: Mapped[ProposedKind] = enumeration(ProposedKind)
    choices: Mapped[list[Any]] = mapped_column(default=list)
    reasons: Mapped[str] = mapped_column(default="")
    limit_number: Mapped[int | None]
    limit_unit: Mapped[LimitUnit | None] = enumeration(LimitUnit)
    source_name: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    read_number: Mapped[str]
    read_text: Mapped[str]
    beside: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[ProposalState] = enumeration(ProposalState, default=ProposalState.PROPOSED)
    decided_by_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
