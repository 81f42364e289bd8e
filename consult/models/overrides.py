"""Findings about a draft that a named person lets stand, each with a reason that is printed."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.evidence_kinds import BrokenKind


class FindingOverride(Identified, Base):
    """One finding that stands, for as long as its fingerprint is the same and nobody lifts it.

    `fingerprint`: SHA-256 over what was found, in hex. No statement is named here, since a quotation's name
    would name whoever is quoted.
    """

    __tablename__ = "finding_override"
    __table_args__ = (CheckConstraint("reason <> ''", "reason"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    section_key: Mapped[str]
    kind: Mapped[BrokenKind] = enumeration(BrokenKind)
    fingerprint: Mapped[str]
    reason: Mapped[str]
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    staff_name: Mapped[str]
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by_name: Mapped[str] = mapped_column(default="")
