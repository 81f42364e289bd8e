"""The column types that revisions are written with.

A revision describes a past state, so it never imports the models: what is here stays as it is.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles

ID_LENGTH = 36
KIND_LENGTH = 40

INSTANT = sa.DateTime(timezone=True)
WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
IDENTIFIER = sa.String(ID_LENGTH).with_variant(postgresql.VARCHAR(ID_LENGTH, collation="C"), "postgresql")


class Kind(sa.Enum):
    """A string with a named CHECK of the values allowed."""

    inherit_cache = True


@compiles(Kind, "postgresql")
def _render_kind(element: Kind, compiler: Any, **options: Any) -> str:
    return f'{compiler.visit_enum(element, **options)} COLLATE "C"'


def kind(name: str, *values: str) -> Kind:
    """The type of a column that holds one of these values."""
    return Kind(*values, native_enum=False, create_constraint=True, length=KIND_LENGTH, name=name)
