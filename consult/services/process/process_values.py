"""How a response came about, as values: days, returns read, late ones, changes."""

from dataclasses import dataclass
from datetime import date

from consult.services.process.reading_rule import ReadingRule, Readings


@dataclass(frozen=True)
class Days:
    """When government consulted and when partners were asked; None where a day is not recorded."""

    opened_on: date | None
    deadline_on: date | None
    asked_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class Late:
    """Returns that came after the closing day of partners. rule: how they are treated, as a manager says.

    extended: how many of them came from organisations that a manager had given more time.
    """

    count: int = 0
    last_on: date | None = None
    rule: str = ""
    extended: int = 0


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changed because of a partner, as it is printed."""

    section: str
    what: str
    because_of: str


@dataclass(frozen=True)
class Process:
    """Everything that is told. given, files: what partners were given, files as name and SHA-256.

    readers: how many people read. withdrawn: returns that were taken back.
    """

    body: str
    days: Days
    given: str
    files: tuple[tuple[str, str], ...]
    readings: Readings
    rule: ReadingRule
    readers: int
    withdrawn: int
    late: Late
    changes: tuple[ChangeLine, ...]
