"""Shared writing: append-only revisions of an answer or a draft section."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identified, enumeration, reference
from consult.vocabulary import SubjectKind


class Revision(Identified, Base):
    """One saved text. Two children of one parent are a branch; `joined_id` names the second parent of a join.

    A sealed account keeps no instant and no author, and its body only sealed.
    """

    __tablename__ = "revision"
    __table_args__ = (Index(None, "subject_kind", "subject_id"), NO_ARRIVAL_ORDER)

    subject_kind: Mapped[SubjectKind] = enumeration(SubjectKind)
    subject_id: Mapped[str]
    parent_id: Mapped[str | None] = reference("revision.id", ondelete="RESTRICT")
    joined_id: Mapped[str | None] = reference("revision.id", ondelete="RESTRICT")
    author_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    author_name: Mapped[str] = mapped_column(default="")
    body: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime | None]
