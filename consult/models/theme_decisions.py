"""What people decided about themes, one row a decision: added to, marked as undone, never written over."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.analysis import AnalysisRun
from consult.models.base import Base, Identified, enumeration, reference
from consult.models.theme_kinds import ThemeStep


class ThemeDecision(Identified, Base):
    """One decision, taken on what `run` had found; `number` counts up within the consultation.

    `content`: keys of themes, ids of passages, and names that the person typed; nobody else's words.
    """

    __tablename__ = "theme_decision"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    run_id: Mapped[str] = reference("analysis_run.id")
    number: Mapped[int]
    step: Mapped[ThemeStep] = enumeration(ThemeStep)
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decided_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    decided_at: Mapped[datetime]
    undone_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    undone_at: Mapped[datetime | None]
    run: Mapped[AnalysisRun] = relationship()
