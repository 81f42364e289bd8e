"""Exact versions of a response, and the ledger of what was withdrawn from each since."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.draft_kinds import WithdrawnKind


class DraftVersion(Identified, Base):
    """The texts of a draft as they stood at one moment. It holds references to what is quoted, and no words.

    `digest` is the SHA-256 of the body as it was made, and never changes. The body changes only where a name
    may be shown no more; each time a row of the ledger says so. `section_digests` are by key, of the texts as
    they were made (services/versions/section_digests.py); null in a version from before they were kept.
    """

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    draft_id: Mapped[str] = reference("draft.id", ondelete="RESTRICT")
    number: Mapped[int]
    as_of_on: Mapped[date]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    section_digests: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    made_by_name: Mapped[str] = mapped_column(default="")
    withdrawals: Mapped[list["VersionWithdrawal"]] = relationship(
        cascade="all, delete-orphan", order_by="VersionWithdrawal.number"
    )


class VersionWithdrawal(Identified, Base):
    """One place of a version that gives less than when it was made; never whose words, nor why.

    `place`: of the block in its section, from 0. `since_on`: the day on which it was first seen; null until
    then. `at_most`: for a quotation that names less, how closely it may describe (describing_closely.py).
    """

    __tablename__ = "version_withdrawal"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        UniqueConstraint("version_id", "section_key", "place", "kind"),
    )

    version_id: Mapped[str] = reference("draft_version.id")
    number: Mapped[int]
    section_key: Mapped[str]
    place: Mapped[int]
    kind: Mapped[WithdrawnKind] = enumeration(WithdrawnKind)
    at_most: Mapped[int | None]
    since_on: Mapped[date | None]
