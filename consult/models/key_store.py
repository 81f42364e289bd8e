"""The key store: account keys, locked, in a database of their own.

It shares no metadata with the data database: nothing joins the two, and a copy of one holds nothing of the
other.
"""

from datetime import date, datetime

from sqlalchemy import LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from consult.models.base import (
    NAMING_CONVENTION,
    NO_ARRIVAL_ORDER,
    Identifier,
    UtcDateTime,
    Words,
    enumeration,
)
from consult.vocabulary import WrapKind

VERSION_TABLE = "key_store_version"
"""Where the key store keeps how far along its own line of revisions it is."""


class KeyStoreBase(DeclarativeBase):
    """What the tables of the key store share, and those of the data database do not."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {str: Words, datetime: UtcDateTime()}


class KeyWrap(KeyStoreBase):
    """An account's own random key, locked once more for each of those who may open it.

    `salt` gives the key of a return number. `last_saved_on` is kept of drafts only, so that what was never
    sent can be deleted once no browser opens it; `missed_on` is the day the account was first found missing.
    """

    __tablename__ = "key_wrap"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    kind: Mapped[WrapKind] = enumeration(WrapKind, primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    last_saved_on: Mapped[date | None]
    missed_on: Mapped[date | None]


class DestroyedKey(KeyStoreBase):
    """The ledger of withdrawals: the random id of each account whose keys were destroyed, nothing else."""

    __tablename__ = "destroyed_key"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(Identifier, primary_key=True)


class ChangeCount(KeyStoreBase):
    """How often the person changed something after sending: what, and when, is not here.

    Data that count fewer are older than what the person said last; see permissions/waiting.py.
    """

    __tablename__ = "change_count"
    __table_args__ = NO_ARRIVAL_ORDER

    response_id: Mapped[str] = mapped_column(Identifier, primary_key=True)
    changes: Mapped[int]
