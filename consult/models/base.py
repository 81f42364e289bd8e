"""The plain declarative base and the column types that every model shares."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, MetaData, String, Text, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ID_LENGTH = 36
# Without a hidden row number SQLite keeps rows by their random id: nothing tells who came before whom.
NO_ARRIVAL_ORDER = {"sqlite_with_rowid": False}
Words = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
Identifier = String(ID_LENGTH).with_variant(postgresql.VARCHAR(ID_LENGTH, collation="C"), "postgresql")


class Enumeration(Enum):
    """A string with a CHECK; on PostgreSQL it sorts like every other string here."""

    inherit_cache = True


@compiles(Enumeration, "postgresql")
def _render_enumeration(element: Enumeration, compiler: Any, **options: Any) -> str:
    return f'{compiler.visit_enum(element, **options)} COLLATE "C"'


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in, aware out, kept in UTC. A naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must say its time zone")
        return (
            value.astimezone(UTC) if dialect.name != "sqlite" else value.astimezone(UTC).replace(tzinfo=None)
        )

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Flask-SQLAlchemy is bound to this metadata in app.py; the models know nothing of Flask."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {str: Words, datetime: UtcDateTime(), dict[str, Any]: JSON(), list[Any]: JSON()}


RANDOM = 4


def new_id() -> str:
    """A random id; it says nothing of when or in which order."""
    return str(uuid.uuid4())


def new_ids(number: int) -> list[str]:
    """So many random ids at once, in the order of ids, so that rows beside each other are kept so.

    Only for rows whose own order tells nothing.
    """
    return sorted(new_id() for _ in range(number))


def is_id(text: str) -> bool:
    """Whether a text that came from outside could be such an id, written as `new_id` writes it."""
    try:
        found = uuid.UUID(text)
    except ValueError:
        return False
    return found.version == RANDOM and str(found) == text


def identity() -> MappedColumn[str]:
    """Primary key: a random UUID as text; always the first column of its table."""
    return mapped_column(Identifier, primary_key=True, default=new_id, sort_order=-1)


def reference(target: str, *, ondelete: str = "CASCADE", index: bool = True) -> MappedColumn[Any]:
    """Foreign key to `table.id`; null where the annotation allows it."""
    return mapped_column(Identifier, ForeignKey(target, ondelete=ondelete), index=index)


def enumeration(kind: type[StrEnum], **options: Any) -> MappedColumn[Any]:
    """A column of an enumeration: a string with a CHECK named after the kind."""
    column_type = Enumeration(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
    return mapped_column(column_type, **options)


class Identified:
    """Mixin: a random id."""

    id: Mapped[str] = identity()


class Versioned:
    """Mixin: a counter that refuses a stale save (SQLAlchemy raises StaleDataError)."""

    version: Mapped[int] = mapped_column(default=1)
