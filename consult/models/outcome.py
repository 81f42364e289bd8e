"""What became of a consultation: what the region said, and what government replied."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, Identifier, Versioned


class Outcome(Identified, Versioned, Base):
    """Texts are by language tag. `reply_source`: where the government's reply can be read.

    `published_at`: since when everybody can read it on a page of its own; null while nobody can.
    """

    __tablename__ = "outcome"
    __mapper_args__ = {"version_id_col": Versioned.version}

    consultation_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("consultation.id", ondelete="CASCADE"), unique=True
    )
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    replied_on: Mapped[date | None]
    replied: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reply_source: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    published_by_name: Mapped[str] = mapped_column(default="")
