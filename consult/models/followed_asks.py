"""What is followed up: what a response asked of government, and what government replied to each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, Versioned, enumeration, reference
from consult.models.following_kinds import ReplyKind


class FollowedAsk(Identified, Versioned, Base):
    """One thing that is asked. Its words stand in an exact version, or somebody typed them.

    `version_id`, `section_key`, `block_id`, `item`: the text of the version, of a list its item from 0; what
    may be named there no more is gone here too. Null and empty where it was typed. `text`: by language tag,
    typed; what is there for English is shown in place of the version's words. `submission_id`: of what was
    typed, makes a repeated submit the same submit.
    """

    __tablename__ = "followed_ask"
    __table_args__ = (UniqueConstraint("version_id", "section_key", "block_id", "item"),)
    __mapper_args__ = {"version_id_col": Versioned.version}

    consultation_id: Mapped[str] = reference("consultation.id")
    position: Mapped[int]
    version_id: Mapped[str | None] = reference("draft_version.id", index=False)
    section_key: Mapped[str] = mapped_column(default="")
    block_id: Mapped[str] = mapped_column(default="")
    item: Mapped[int] = mapped_column(default=0)
    text: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    submission_id: Mapped[str | None] = mapped_column(unique=True)
    reply: Mapped["AskReply | None"] = relationship(back_populates="ask", cascade="all, delete-orphan")


class AskReply(Identified, Base):
    """What government replied to one ask. `text`: by language; `place`: where it can be read, never opened.

    `replied_on`: of the reply; where government is silent, the day on which somebody looked.
    """

    __tablename__ = "ask_reply"

    ask_id: Mapped[str] = reference("followed_ask.id", index=False)
    kind: Mapped[ReplyKind] = enumeration(ReplyKind)
    text: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    place: Mapped[str] = mapped_column(default="")
    replied_on: Mapped[date]
    recorded_by_name: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    ask: Mapped[FollowedAsk] = relationship(back_populates="reply")

    __table_args__ = (UniqueConstraint("ask_id"),)
