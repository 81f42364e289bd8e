"""Many rows at once, past the unit of work: no object is made of them, and none that is there is told."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from consult.models.base import Base


def insert_rows(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, given by column; a column that is not given has its default."""
    if rows:
        session.execute(insert(model.__table__), list(rows))  # type: ignore[arg-type]  # its table is a Table
