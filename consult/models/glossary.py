"""What the region calls things: a term and its agreed words in each language."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, Identified, Versioned


class GlossaryTerm(Identified, Versioned, Base):
    """One term. key: the term without its capitals, which stands once. words: by language tag."""

    __tablename__ = "glossary_term"
    __mapper_args__ = {"version_id_col": Versioned.version}

    key: Mapped[str] = mapped_column(unique=True)
    term: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    words: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
