"""What the region promises people who tell their experience, and who near them can help."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, Versioned, enumeration
from consult.vocabulary import SupportKind

USUAL_EMERGENCY_NUMBER = "999"
USUAL_AGE_THRESHOLD = 18


class CareSettings(Identified, Versioned, Base):
    """The region's one set. `emergency_words`: for people who cannot call; empty for our own words."""

    __tablename__ = "care_settings"
    __mapper_args__ = {"version_id_col": Versioned.version}

    reading_days: Mapped[int]
    readers: Mapped[str] = mapped_column(default="")
    emergency_number: Mapped[str] = mapped_column(default=USUAL_EMERGENCY_NUMBER)
    emergency_words: Mapped[str] = mapped_column(default="")
    age_threshold: Mapped[int] = mapped_column(default=USUAL_AGE_THRESHOLD)


class SupportLine(Identified, Base):
    """Somebody near who helps: whom to call or where to go. `written_in`: the language of these words."""

    __tablename__ = "support_line"

    kind: Mapped[SupportKind] = enumeration(SupportKind)
    name: Mapped[str]
    reach: Mapped[str]
    languages: Mapped[list[Any]]
    hours: Mapped[str] = mapped_column(default="")
    help_with: Mapped[str] = mapped_column(default="")
    is_free: Mapped[bool] = mapped_column(default=False)
    written_in: Mapped[str] = mapped_column(default="en")
