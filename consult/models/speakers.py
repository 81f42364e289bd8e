"""How many people speak a language in a part of the region, by public figures; never by what was received."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, reference
from consult.models.region import SubRegion


class SpeakerFigure(Identified, Base):
    """One published figure, with where it was published and the day it is of."""

    __tablename__ = "speaker_figure"
    __table_args__ = (UniqueConstraint("sub_region_id", "language"), CheckConstraint("people >= 0", "people"))

    sub_region_id: Mapped[str] = reference("sub_region.id")
    language: Mapped[str]
    people: Mapped[int]
    source: Mapped[str]
    as_of_on: Mapped[date]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    sub_region: Mapped[SubRegion] = relationship()
