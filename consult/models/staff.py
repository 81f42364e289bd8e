"""Staff and their roles; the only model that knows Flask-Security."""

from datetime import datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import JSON, Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import Base, Identified, Identifier, enumeration, new_id, reference
from consult.vocabulary import Role

staff_role_holding = Table(
    "staff_role_holding",
    Base.metadata,
    Column("staff_id", Identifier, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", Identifier, ForeignKey("staff_role.id", ondelete="CASCADE"), primary_key=True),
)


class StaffRole(Identified, RoleMixin, Base):  # type: ignore[misc]  # its ids are integers
    """A role somebody on the staff may hold."""

    __tablename__ = "staff_role"

    name: Mapped[Role] = enumeration(Role, unique=True)
    description: Mapped[str] = mapped_column(default="")


class Staff(Identified, UserMixin, Base):  # type: ignore[misc]  # its ids are integers
    """Somebody who signs in to the staff area. Column names are those Flask-Security expects."""

    __tablename__ = "staff"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=new_id)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(JSON)
    organisation_id: Mapped[str | None] = reference("organisation.id", ondelete="SET NULL")
    roles: Mapped[list[StaffRole]] = relationship(  # type: ignore[assignment]
        secondary=staff_role_holding, order_by=StaffRole.name
    )
