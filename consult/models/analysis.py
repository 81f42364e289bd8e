"""Analysis runs, the bucket of every response and answer, themes and campaigns."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.coding import Segment
from consult.vocabulary import Bucket


class AnalysisRun(Identified, Base):
    """One run over a consultation, complete once `finished_at` is set. `as_of_on` dates what it makes.

    `is_decided`: people decided about the themes, and those as decided stand, not those that it found.
    """

    __tablename__ = "analysis_run"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[str] = reference("consultation.id")
    number: Mapped[int]
    as_of_on: Mapped[date]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_decided: Mapped[bool] = mapped_column(default=False)
    every_theme: Mapped[list["Theme"]] = relationship(
        back_populates="run", cascade="all, delete-orphan", order_by="Theme.key"
    )

    @property
    def themes(self) -> list["Theme"]:
        """The themes that stand: as people decided, or as found where nobody did."""
        return [theme for theme in self.every_theme if theme.is_decided == self.is_decided]

    @property
    def found_themes(self) -> list["Theme"]:
        """The themes as the machine found them, whatever people decided."""
        return [theme for theme in self.every_theme if not theme.is_decided]


class ResponseBucket(Identified, Base):
    """Where one response stands in one run: exactly one bucket, and the buckets add up."""

    __tablename__ = "response_bucket"
    __table_args__ = (UniqueConstraint("run_id", "response_id"),)

    run_id: Mapped[str] = reference("analysis_run.id")
    response_id: Mapped[str] = reference("response.id")
    bucket: Mapped[Bucket] = enumeration(Bucket)


class AnsweredItem(Identified, Base):
    """What one run found of one open answer: language, bucket, campaign and its share of shared wording.

    reads_as: the language that the words of a return clearly show where another was declared; else None.
    """

    __tablename__ = "answered_item"
    __table_args__ = (UniqueConstraint("run_id", "answer_id"),)

    run_id: Mapped[str] = reference("analysis_run.id")
    answer_id: Mapped[str] = reference("answer.id")
    language: Mapped[str]
    language_confident: Mapped[bool] = mapped_column(default=False)
    reads_as: Mapped[str | None]
    bucket: Mapped[Bucket] = enumeration(Bucket)
    campaign_key: Mapped[str] = mapped_column(default="")
    campaign_shared: Mapped[float | None]


class Theme(Identified, Base):
    """A pattern across segments. `key` is T01… and goes on to the same theme of the next run.

    `label` is the machine's until a person names the theme, `proposed_label` always. A name given before the
    run, by `renamed_at`, was carried over. `broader_key` (B01…) is the broader theme it stands in, which goes
    on likewise and has a person's name from `broader_named_at` on. `spoken`: language and phrases of each
    language it is spoken of in, the most spoken first.
    `is_decided`: it follows from what people decided (themes/restating_themes.py), beside what was found;
    its stability is the least of the themes that it was made of; of passages that were in none it is 1.
    """

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("run_id", "key", "is_decided"),)

    run_id: Mapped[str] = reference("analysis_run.id")
    key: Mapped[str]
    label: Mapped[str]
    key_phrases: Mapped[list[Any]] = mapped_column(JSON, default=list)
    size_responses: Mapped[int]
    stability: Mapped[float]
    proposed_label: Mapped[str | None]
    broader_key: Mapped[str | None]
    broader_label: Mapped[str | None]
    broader_named_at: Mapped[datetime | None]
    spoken: Mapped[list[Any] | None] = mapped_column(JSON)
    renamed_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    renamed_at: Mapped[datetime | None]
    is_decided: Mapped[bool] = mapped_column(default=False)
    run: Mapped[AnalysisRun] = relationship(back_populates="every_theme")
    placements: Mapped[list["ThemePlacement"]] = relationship(
        back_populates="theme", cascade="all, delete-orphan", order_by="ThemePlacement.score.desc()"
    )


class ThemePlacement(Identified, Base):
    """A segment belongs to a theme with a score, 0 to 1; `rank` 1 is the segment's best theme."""

    __tablename__ = "theme_placement"
    __table_args__ = (UniqueConstraint("theme_id", "segment_id"),)

    theme_id: Mapped[str] = reference("theme.id")
    segment_id: Mapped[str] = reference("segment.id")
    score: Mapped[float]
    rank: Mapped[int] = mapped_column(default=1)
    theme: Mapped[Theme] = relationship(back_populates="placements")
    segment: Mapped[Segment] = relationship()
