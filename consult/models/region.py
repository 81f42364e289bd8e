"""The region: partnership, sub-regions, organisations, contacts and forums."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.tables.limits import USUAL_SMALL_NUMBER
from consult.models.base import Base, Identified, Versioned, enumeration, reference
from consult.vocabulary import ForumKind, Sector, Standing


class Partnership(Identified, Base):
    """The one partnership that this installation serves.

    hides_silent: where fewer than the small number did not raise something, that is not published either.
    """

    __tablename__ = "partnership"

    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    small_number: Mapped[int] = mapped_column(default=USUAL_SMALL_NUMBER)
    hides_silent: Mapped[bool] = mapped_column(default=False)
    is_fictional: Mapped[bool] = mapped_column(default=False)


class SubRegion(Identified, Base):
    """A part of the region; `key` is stable in files."""

    __tablename__ = "sub_region"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Organisation(Identified, Versioned, Base):
    """A member or stakeholder body. Its standing decides what its people may see."""

    __tablename__ = "organisation"
    __mapper_args__ = {"version_id_col": Versioned.version}

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    sector: Mapped[Sector] = enumeration(Sector)
    standing: Mapped[Standing] = enumeration(Standing, default=Standing.FULL)
    council_code: Mapped[str | None]
    sub_region_id: Mapped[str | None] = reference("sub_region.id", ondelete="SET NULL")
    sub_region: Mapped[SubRegion | None] = relationship()
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", order_by="Contact.name"
    )


class Contact(Identified, Base):
    """A named person at an organisation."""

    __tablename__ = "contact"

    organisation_id: Mapped[str] = reference("organisation.id")
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    job_title: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    organisation: Mapped[Organisation] = relationship(back_populates="contacts")


class Forum(Identified, Base):
    """The board, a sub-group or a locality forum."""

    __tablename__ = "forum"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[ForumKind] = enumeration(ForumKind)
    quorum: Mapped[int] = mapped_column(default=0)
    chair_contact_id: Mapped[str | None] = reference("contact.id", ondelete="SET NULL")
    members: Mapped[list["ForumMember"]] = relationship(
        back_populates="forum", cascade="all, delete-orphan", order_by="ForumMember.id"
    )


class ForumMember(Identified, Base):
    """An organisation's seat on a forum, and who sits in it."""

    __tablename__ = "forum_member"
    __table_args__ = (UniqueConstraint("forum_id", "organisation_id"),)

    forum_id: Mapped[str] = reference("forum.id")
    organisation_id: Mapped[str] = reference("organisation.id")
    contact_id: Mapped[str | None] = reference("contact.id", ondelete="SET NULL")
    from_on: Mapped[date | None]
    forum: Mapped[Forum] = relationship(back_populates="members")
    organisation: Mapped[Organisation] = relationship()
