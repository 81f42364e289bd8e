"""Responses that were sent to government: which exact version, when, how, and with which proof."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.following_kinds import SendingWay
from consult.models.versions import DraftVersion


class Submission(Identified, Base):
    """One sending of a response. Nothing of it is changed; one that was recorded by mistake is undone.

    `version_id` with `digest`: what was sent; null and empty where it was sent before versions were kept, or
    in another way. `sign_off_id`: the decision that stood for it on that day; null where none did, and then
    `reason` says why it was sent; where one did, it is what was typed, if anything. `recipients`: names; who
    they are in full, released_file says, whose subject is this row. `their_reference`: as the portal or the
    recipient gave it. `file_id`: the proof.
    """

    __tablename__ = "submission"

    consultation_id: Mapped[str] = reference("consultation.id")
    version_id: Mapped[str | None] = reference("draft_version.id", index=False)
    digest: Mapped[str] = mapped_column(default="")
    sign_off_id: Mapped[str | None] = reference("sign_off.id", ondelete="SET NULL", index=False)
    reason: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date]
    way: Mapped[SendingWay | None] = enumeration(SendingWay)
    their_reference: Mapped[str] = mapped_column(default="")
    recipients: Mapped[list[Any]] = mapped_column(JSON, default=list)
    file_id: Mapped[str | None] = reference("attached_file.id", ondelete="SET NULL", index=False)
    recorded_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    recorded_by_name: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_name: Mapped[str] = mapped_column(default="")
    undone_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[DraftVersion | None] = relationship()
