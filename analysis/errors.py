"""Failures of the analysis room, each with a stable code, a message and a remedy.

To add one, subclass AnalysisError with the next free code. `list_errors` feeds the page of error codes.
"""

from typing import ClassVar


class AnalysisError(Exception):
    """A failure that a person can act on; the message is filled from the facts given."""

    code: ClassVar[str] = "A000"
    message: ClassVar[str] = "The analysis failed."
    remedy: ClassVar[str] = "Look at the details, correct the input and run it again."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        self.text = self.message.format(**facts)
        super().__init__(f"{self.code}: {self.text} {self.remedy}")


class MissingColumns(AnalysisError):
    code = "A001"
    message = "The {frame} table has no column named {columns}."
    remedy = "Add the column, or name the right one, and run it again."


class UnexpectedColumns(AnalysisError):
    code = "A002"
    message = "The {frame} table has columns that it should not have: {columns}."
    remedy = "Leave these columns out and run it again."


class WrongValues(AnalysisError):
    code = "A003"
    message = "The {frame} table has wrong values in column {column}: {reason}."
    remedy = "Correct the values in that column and run it again."


class WrongSetting(AnalysisError):
    code = "A004"
    message = "The setting {setting} cannot be {value}: {reason}."
    remedy = "Choose a value inside the limits and run it again."


def list_errors() -> list[type[AnalysisError]]:
    """List every kind of failure by code."""
    found, waiting = set[type[AnalysisError]](), [AnalysisError]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting.extend(kind.__subclasses__())
    return sorted(found, key=lambda kind: kind.code)
