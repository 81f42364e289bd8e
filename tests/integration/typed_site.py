"""A site on which a form of the staff area is tried, and the form as somebody types it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session, sessionmaker


@dataclass(frozen=True)
class Site:
    """What the pages are tried on. typed: everything that a form needs, by the names of its fields."""

    sessions: sessionmaker[Session]
    typed: dict[str, str]
