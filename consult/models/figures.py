"""Published figures by council and period: tables, their versions, and the cells that drafts cite."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.figure_kinds import CellState, FigureTopic


class FigureTable(Identified, Base):
    """One table that is published again and again; `key` is stable in files and addresses."""

    __tablename__ = "figure_table"

    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    topic: Mapped[FigureTopic] = enumeration(FigureTopic)
    versions: Mapped[list["FigureVersion"]] = relationship(
        back_populates="table", cascade="all, delete-orphan", order_by="FigureVersion.number"
    )


class FigureVersion(Identified, Base):
    """The table as one file gave it. The one with the highest number is in use; earlier ones stay.

    `left_out`: rows of the file that were not kept, each with its number and why. `outside`: places that are
    not in the region. `counties_include`: a county's figure has those of its districts in it.
    """

    __tablename__ = "figure_version"
    __table_args__ = (UniqueConstraint("table_id", "number"),)

    table_id: Mapped[str] = reference("figure_table.id")
    number: Mapped[int]
    source: Mapped[str]
    published_on: Mapped[date]
    address: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    digest: Mapped[str]
    counties_include: Mapped[bool]
    left_out: Mapped[list[Any]] = mapped_column(JSON, default=list)
    outside: Mapped[list[Any]] = mapped_column(JSON, default=list)
    is_fictional: Mapped[bool] = mapped_column(default=False)
    taken_in_at: Mapped[datetime]
    table: Mapped[FigureTable] = relationship(back_populates="versions")
    cells: Mapped[list["FigureCell"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="FigureCell.row"
    )


class FigureCell(Identified, Base):
    """One figure. `council`: the organisation's key in the directory; `given`: as the file names it."""

    __tablename__ = "figure_cell"
    __table_args__ = (UniqueConstraint("version_id", "council", "period", "measure"),)

    version_id: Mapped[str] = reference("figure_version.id")
    row: Mapped[int]
    council: Mapped[str]
    given: Mapped[str]
    period: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    measure: Mapped[str]
    state: Mapped[CellState] = enumeration(CellState)
    number: Mapped[int | None]
    version: Mapped[FigureVersion] = relationship(back_populates="cells")


class FigureCitation(Identified, Base):
    """A figure that a consultation's draft is to give. Without `pinned` it follows the latest version."""

    __tablename__ = "figure_citation"
    __table_args__ = (UniqueConstraint("consultation_id", "table_id", "place", "period", "measure"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    table_id: Mapped[str] = reference("figure_table.id")
    place: Mapped[str]
    period: Mapped[str]
    measure: Mapped[str]
    pinned: Mapped[int | None]
    cited_at: Mapped[datetime]
    table: Mapped[FigureTable] = relationship()
