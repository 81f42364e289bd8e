"""Files and tables that were handed out, and files that are to be deleted wherever they are."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, Identifier, enumeration, reference
from consult.models.keeping_kinds import FileKind, RecallCause, RecallState


class ReleasedFile(Identified, Base):
    """A file that somebody made and took away; whose words it holds, the record of uses says.

    `subject_id` with `staff_id` is what that record names it by. `digest` is the SHA-256 of its bytes, empty
    until they were written. Nobody on the staff: a command on the server made it. is_passed_on: it is
    for somebody outside, whom `holder_name` and `holder_address` say.
    """

    __tablename__ = "released_file"

    consultation_id: Mapped[str] = reference("consultation.id")
    kind: Mapped[FileKind] = enumeration(FileKind)
    description: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    holder_name: Mapped[str] = mapped_column(default="")
    holder_address: Mapped[str] = mapped_column(default="")
    is_passed_on: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(default="")


class Recall(Identified, Base):
    """A file that holds words which may no longer be used since `since_on`.

    It never says whose words, nor why anybody took them back. `told_of`: of a version that was sent, the
    number of the last row of its ledger when its holder was told; null where that was not kept.
    """

    __tablename__ = "recall"

    file_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("released_file.id", ondelete="CASCADE"), unique=True
    )
    cause: Mapped[RecallCause] = enumeration(RecallCause)
    since_on: Mapped[date]
    told_at: Mapped[datetime | None]
    told_of: Mapped[int | None]
    told_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    file: Mapped[ReleasedFile] = relationship()

    @property
    def state(self) -> RecallState:
        """How far it has come."""
        if self.confirmed_at is not None:
            return RecallState.CONFIRMED
        return RecallState.TO_DO if self.told_at is None else RecallState.TOLD


class ReleasedTable(Identified, Base):
    """Numbers that were handed out as a table: the next one must give no small number away beside it.

    `rows_by` names its labels, `columns_by` its groups; `groups` are the keys that each column stands for.
    `who` (returns, experiences, both), `question` (its number, empty for all) and `unit`: what it counted.
    `every` and `own`, which leaves out shared wording: by label the numbers shown, nothing where one was
    hidden, the total last. `apart`: the three once more, where `own` leaves out the open form; null where
    that was not shown. Without a consultation it is of several together; `half_year` (2026H1): of those
    received in it, or empty.
    """

    __tablename__ = "released_table"

    consultation_id: Mapped[str | None] = reference("consultation.id")
    half_year: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    rows_by: Mapped[str]
    columns_by: Mapped[str]
    who: Mapped[str] = mapped_column(default="both")
    question: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="people")
    groups: Mapped[list[Any]] = mapped_column(JSON, default=list)
    every: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    own: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    apart: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    staff_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    made_at: Mapped[datetime]
