"""Files that staff attach to a consultation: minutes, e-mails, proof that something was sent, sources."""

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.draft_kinds import AttachedKind


class AttachedFile(Identified, Base):
    """One file, as it was given. It never holds an experience: that is sealed, and this is not.

    `sha256` is of its bytes, in hex; `media_type` is what its first bytes say, whatever it was called.
    """

    __tablename__ = "attached_file"
    __table_args__ = (
        UniqueConstraint("consultation_id", "kind", "sha256"),
        CheckConstraint("size_bytes > 0", "size"),
    )

    consultation_id: Mapped[str] = reference("consultation.id")
    kind: Mapped[AttachedKind] = enumeration(AttachedKind)
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    added_by_name: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
