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


class CodebookUnreadable(AnalysisError):
    code = "A020"
    message = "The codebook {path} cannot be used: {reason}."
    remedy = "Correct it: a CSV file in UTF-8 with the columns code, label, description and key_phrases."


class CodebookRowWrong(AnalysisError):
    code = "A021"
    message = "Row {row} of the codebook {path} is wrong: {reason}."
    remedy = "Correct that row and run it again; the heading is row 1."


class TableTooBig(AnalysisError):
    code = "A022"
    message = "The table {path} has more than {limit}."
    remedy = "Split it into several files, each with the heading, and run it on each."


class TableEncodingWrong(AnalysisError):
    code = "A023"
    message = "The table {path} is not in UTF-8: byte {byte} in line {line} cannot be read{guess}."
    remedy = "Open it in the program it came from and save it as CSV UTF-8."


class TableColumnMissing(AnalysisError):
    code = "A024"
    message = "The table {path} has no column named {column}. Its columns are: {found}."
    remedy = "Name one of these columns, written exactly as in the table."


class TableUnreadable(AnalysisError):
    code = "A025"
    message = "The table {path} cannot be read as CSV: {reason}."
    remedy = "Save it as CSV UTF-8 with one heading row and one row for each response."


class TableRowWrong(AnalysisError):
    code = "A026"
    message = "Row {row} of the table {path} has {found} cells where the heading has {expected}."
    remedy = (
        "Look for a stray comma or quotation mark in that row; text with commas must be in double quotes."
    )


class Stopped(AnalysisError):
    code = "A027"
    message = "The analysis was stopped during the step {step}, at {done} of {total}."
    remedy = "Nothing was written. Start it again when you are ready."


class FolderNotEmpty(AnalysisError):
    code = "A028"
    message = "The folder {folder} is not empty."
    remedy = "Name another folder, or say that this one may be replaced."


class FolderNotWritten(AnalysisError):
    code = "A029"
    message = "The results could not be written to {folder}: {reason}."
    remedy = "Nothing was changed there. Check free space and permissions and run it again."


class AccountsNotWritten(AnalysisError):
    code = "A030"
    message = "The results hold {count} answers from locked accounts, which are never written to files."
    remedy = "Leave the accounts out and write the rest."


class FolderHoldsOthers(AnalysisError):
    code = "A031"
    message = "The folder {folder} holds files that are not results of an analysis, such as {name}."
    remedy = "Name a folder of its own for the results, so that nothing else is lost."


class DecisionsWrong(AnalysisError):
    code = "A032"
    message = "Earlier decisions about tags cannot be used: {reason}."
    remedy = "Give each decision's segment, tag and whether it was accepted."


class TableNotOpened(AnalysisError):
    code = "A033"
    message = "The table {path} cannot be opened: {reason}."
    remedy = "Check its name and folder, and that you may read it."


class BlockWrong(AnalysisError):
    code = "A040"
    message = "The block {place} of the draft cannot be used: {reason}."
    remedy = "Correct that block, or take it out, and save again; the other blocks are kept."


class StatementWrong(AnalysisError):
    code = "A041"
    message = "The statement {place} of the draft cannot be used: {reason}."
    remedy = "Build the draft again; what people wrote in it is kept."


class CountsDoNotAddUp(AnalysisError):
    code = "A042"
    message = "The states of the {kind} add up to {found}, but {received} were received."
    remedy = "Run the analysis again so that every one is in exactly one state, then build the draft."


def list_errors() -> list[type[AnalysisError]]:
    """List every kind of failure by code."""
    found, waiting = set[type[AnalysisError]](), [AnalysisError]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting.extend(kind.__subclasses__())
    return sorted(found, key=lambda kind: kind.code)
