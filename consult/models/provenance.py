"""How an experience came to be told and written down: sealed with its words, printed with each quotation."""

from dataclasses import dataclass, field

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import NO_ARRIVAL_ORDER, Base, Identifier
from consult.models.telling_kinds import Interpreter, Teller, Wording, Writer


@dataclass(frozen=True)
class Provenance:
    """Who told it, who wrote it down, and how; what nobody said is None.

    is_relayed: a community group passed it on. language: in which it was spoken, a tag or as it was named.
    described_as: how the person wants to be described beside a quotation, in their own words.
    """

    is_relayed: bool = False
    teller: Teller = Teller.PERSON
    writer: Writer = Writer.PERSON
    interpreter: Interpreter | None = None
    language: str = ""
    wording: Wording | None = None
    was_read_back: bool | None = None
    described_as: str = field(default="", repr=False)


SELF_TOLD = Provenance()
"""Told and written by the person: what holds unless somebody relays it."""

RELAYED = Provenance(is_relayed=True, writer=Writer.WORKER)
"""Told to a worker of a community group: where a relay begins, who then says the rest."""


class AccountProvenance(Base):
    """The provenance of one account, under its key; it dies with the account."""

    __tablename__ = "account_provenance"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    told_sealed: Mapped[bytes] = mapped_column(LargeBinary)
