"""Exact versions sent round to organisations: a link for each, and the codes sent to its contacts."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, enumeration, reference
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.vocabulary import Standing


class Circulated(Identified, Base):
    """One organisation asked what it says to one version; its link opens until the end of `closes_on`.

    `link_hash`: of the secret part; null where it was taken back, or where none was made because staff record
    what the organisation says. `standing`: when it was asked. `is_listed`: whether it wants to be listed as a
    contributor, which is apart from endorsing; null until it says. `opened_at`: a code was first used.
    """

    __tablename__ = "circulated_to"
    __table_args__ = (UniqueConstraint("version_id", "organisation_id"),)

    version_id: Mapped[str] = reference("draft_version.id")
    organisation_id: Mapped[str] = reference("organisation.id")
    standing: Mapped[Standing] = enumeration(Standing)
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    closes_on: Mapped[date]
    is_listed: Mapped[bool | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    version: Mapped[DraftVersion] = relationship()
    codes: Mapped[list["PositionCode"]] = relationship(
        cascade="all, delete-orphan", order_by="PositionCode.sent_at.desc()"
    )


class PositionCode(Identified, Base):
    """A code sent to one contact; only the latest of a link opens, once, and after few tries not at all.

    `code_hash` is keyed by the site's secret: six digits could be guessed from a plain hash.
    """

    __tablename__ = "position_code"

    circulated_id: Mapped[str] = reference("circulated_to.id")
    contact_id: Mapped[str] = reference("contact.id")
    code_hash: Mapped[str]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
