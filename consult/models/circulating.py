"""Organisations asked by a link about a version, or about what they said before, and codes for contacts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.agreement_kinds import AskedAbout
from consult.models.base import Base, Identified, enumeration, reference
from consult.models.consultation import Consultation
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.vocabulary import Standing


class Asked(Identified, Base):
    """One organisation asked about something; its link opens until the end of `closes_on`.

    `version_id`: of the version that it is asked about, or `consultation_id`: of the one for which it is
    asked whether what it said before still holds. `link_hash`: of the secret part; null where it was taken
    back, or where none was made because staff record what the organisation says. `standing`: when asked.
    `opened_at`: a code was first used. `revoked_at`: the last link that was taken back,
    less those made after the decision about the version where an earlier one was taken back too, and
    `asked_again_at`: when another was made after that.
    """

    __tablename__ = "circulated_to"
    __table_args__ = (
        UniqueConstraint("version_id", "organisation_id"),
        UniqueConstraint("consultation_id", "organisation_id"),
        CheckConstraint("version_id IS NULL OR consultation_id IS NULL", name="about_one"),
    )
    __mapper_args__ = {"polymorphic_on": "about", "polymorphic_abstract": True}

    about: Mapped[AskedAbout] = enumeration(AskedAbout)
    version_id: Mapped[str | None] = reference("draft_version.id")
    consultation_id: Mapped[str | None] = reference("consultation.id")
    organisation_id: Mapped[str] = reference("organisation.id")
    standing: Mapped[Standing] = enumeration(Standing)
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    closes_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    asked_again_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    codes: Mapped[list["PositionCode"]] = relationship(
        cascade="all, delete-orphan", order_by="PositionCode.sent_at.desc()"
    )
    wishes: Mapped[list["ListingWish"]] = relationship(
        cascade="all, delete-orphan", order_by="ListingWish.number"
    )

    @property
    def is_listed(self) -> bool | None:
        """Whether it wants to be listed as a contributor, by what it said last; None until it says."""
        return self.wishes[-1].is_listed if self.wishes else None


class Circulated(Asked):
    """One organisation asked what it says to a version."""

    __mapper_args__ = {"polymorphic_identity": AskedAbout.VERSION}

    version: Mapped[DraftVersion] = relationship()


class AskedToConfirm(Asked):
    """One organisation asked whether what it said to an earlier consultation still holds."""

    __mapper_args__ = {"polymorphic_identity": AskedAbout.CARRIED}

    consultation: Mapped[Consultation] = relationship()


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


class ListingWish(Identified, Base):
    """What an organisation said of being listed as a contributor, apart from endorsing. Rows are only added.

    `number`: in the order in which it said so by this link. `said_at`: null where that was not kept.
    """

    __tablename__ = "listing_wish"
    __table_args__ = (UniqueConstraint("circulated_id", "number"),)

    circulated_id: Mapped[str] = reference("circulated_to.id")
    number: Mapped[int]
    is_listed: Mapped[bool]
    said_at: Mapped[datetime | None]
