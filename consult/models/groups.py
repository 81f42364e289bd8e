"""Community groups that pass on what people tell: their links, numbers and cards, and who may give at all.

No row says which group passed on which account: an entry of a group's list can be told from another group's
only by opening it, with the private key that its number gives.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.models.base import (
    NO_ARRIVAL_ORDER,
    Base,
    Identified,
    Identifier,
    Versioned,
    enumeration,
    reference,
)
from consult.models.group_kinds import LostNumberState, LostNumberWay, WayIn
from consult.models.region import Organisation


class WayInRule(Identified, Base):
    """Who may give an experience: of one consultation, or of all where `consultation_id` is null."""

    __tablename__ = "way_in_rule"
    __table_args__ = (UniqueConstraint("consultation_id"),)

    consultation_id: Mapped[str | None] = reference("consultation.id", index=False)
    way_in: Mapped[WayIn] = enumeration(WayIn)


class RelayGroup(Identified, Versioned, Base):
    """An organisation's group: the hash of its link, and the key pair that its number opens.

    `link_hash`: null once the link is revoked. The public half of the key pair is in clear, the private half
    under the group number, which has a salt of its own.
    """

    __tablename__ = "relay_group"
    __mapper_args__ = {"version_id_col": Versioned.version}
    __table_args__ = (UniqueConstraint("organisation_id"),)

    organisation_id: Mapped[str] = reference("organisation.id", index=False)
    link_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_on: Mapped[date]
    may_print_cards: Mapped[bool] = mapped_column(default=False)
    number_lookup: Mapped[str | None] = mapped_column(unique=True)
    number_salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    locked_private_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    organisation: Mapped[Organisation] = relationship()
    agreements: Mapped[list["GroupAgreement"]] = relationship(
        back_populates="group", cascade="all, delete-orphan", order_by="GroupAgreement.agreement_version"
    )


class GroupAgreement(Identified, Base):
    """A group accepted one version of the agreement: on which day, and who said so for it."""

    __tablename__ = "group_agreement"
    __table_args__ = (UniqueConstraint("group_id", "agreement_version"),)

    group_id: Mapped[str] = reference("relay_group.id")
    agreement_version: Mapped[int]
    accepted_on: Mapped[date]
    accepted_by: Mapped[str]
    group: Mapped[RelayGroup] = relationship(back_populates="agreements")


class GroupEntry(Base):
    """One account on some group's list, and what the person lets the group's number do with it.

    `sealed_label`: the account's id and the group's own short label, sealed to the group's public key.
    The account's key, where the person lets the group read back, is sealed to it too, in the key store.
    `correction_key`: the public half of a pair that comes of the account's key; what is sealed to it can be
    read only by whoever opens the account. Null until the account is sent.
    """

    __tablename__ = "group_entry"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    sealed_label: Mapped[bytes] = mapped_column(LargeBinary)
    may_correct: Mapped[bool] = mapped_column(default=True)
    may_read_back: Mapped[bool] = mapped_column(default=False)
    may_withdraw: Mapped[bool] = mapped_column(default=False)
    correction_key: Mapped[bytes | None] = mapped_column(LargeBinary)


class Correction(Identified, Base):
    """What a group put right in an account it passed on, sealed to that account's correction key."""

    __tablename__ = "correction"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = reference("response.id")
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str]
    corrected_on: Mapped[date]


class InvitationCard(Identified, Base):
    """A card that a group hands out: the fingerprint of its code, and whether it was used. Never by whom."""

    __tablename__ = "invitation_card"
    __table_args__ = NO_ARRIVAL_ORDER

    group_id: Mapped[str] = reference("relay_group.id")
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_on: Mapped[date]
    is_used: Mapped[bool] = mapped_column(default=False)
    group: Mapped[RelayGroup] = relationship()


class ListeningEvent(Base):
    """An account that many people gave together. All is sealed but the number of people, if not small."""

    __tablename__ = "listening_event"
    __table_args__ = (CheckConstraint("people IS NULL OR people > 0", "people_some"), NO_ARRIVAL_ORDER)

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    people: Mapped[int | None]
    told_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class LostNumber(Identified, Versioned, Base):
    """Somebody who lost their number asks that their account be withdrawn: who found it, who confirmed.

    `reason`: what was typed to find it, until it is decided; then a code of `LostRefusal`, or nothing.
    `label_sealed`: how the group that asks calls it, sealed to that account's correction key; null where it
    told nothing, and once it is decided.
    """

    __tablename__ = "lost_number"
    __mapper_args__ = {"version_id_col": Versioned.version}

    consultation_id: Mapped[str] = reference("consultation.id")
    response_id: Mapped[str | None] = reference("response.id", ondelete="SET NULL")
    way: Mapped[LostNumberWay] = enumeration(LostNumberWay)
    state: Mapped[LostNumberState] = enumeration(LostNumberState)
    reason: Mapped[str] = mapped_column(default="")
    label_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_on: Mapped[date]
    decided_on: Mapped[date | None]
    found_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
    decided_by_id: Mapped[str | None] = reference("staff.id", ondelete="SET NULL", index=False)
