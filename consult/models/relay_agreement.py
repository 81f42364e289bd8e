"""What a community group accepts before it writes down what somebody tells: every version of the text."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, reference


class RelayAgreement(Identified, Base):
    """One version: by language tag the title and the promises, one a line. It never changes.

    The first version is put in place by the migration that made this table.
    """

    __tablename__ = "relay_agreement"

    version: Mapped[int] = mapped_column(unique=True)
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    promises: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_on: Mapped[date]
    published_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
