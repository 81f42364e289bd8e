"""How the types of the models are written in a new revision."""

from typing import Any, Literal

from consult.migrations import column_types
from consult.models.base import Enumeration, Identifier, UtcDateTime, Words


def render_item(what: str, item: Any, context: Any) -> str | Literal[False]:
    """Return the text for a type of ours; False lets Alembic write it."""
    written = _render_type(item) if what == "type" else None
    if written is None:
        return False
    context.imports.add(f"from {column_types.__name__} import {written.partition('(')[0]}")
    return written


def _render_type(item: Any) -> str | None:
    if isinstance(item, UtcDateTime):
        return "INSTANT"
    if item is Identifier:
        return "IDENTIFIER"
    if item is Words:
        return "WORDS"
    if isinstance(item, Enumeration):
        return f"kind({', '.join(repr(value) for value in (item.name, *item.enums))})"
    return None
