"""Cells of CSV files for people: one apostrophe keeps a spreadsheet from running a cell as a formula.

What is guarded here is what an import frees again, cell by cell, so that a round trip changes nothing.
"""

import re

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""Some spreadsheets take the wide forms for the plain ones, and leave out a line break at the beginning."""
MAY_NEED_GUARD = frozenset(FORMULA_STARTS + "'")
"""Characters with which a cell begins that is guarded; most begin with another."""
_GUARDABLE = re.compile(rf"'*[{re.escape(FORMULA_STARTS)}]")
_GUARDED = re.compile(rf"'+[{re.escape(FORMULA_STARTS)}]")


def guard_cell(text: str) -> str:
    """Put one apostrophe before a cell that a spreadsheet would run or an import would free by mistake."""
    return f"'{text}" if _GUARDABLE.match(text) else text


def free_cell(text: str) -> str:
    """Take away the one apostrophe that `guard_cell` put there, and no other."""
    return text[1:] if _GUARDED.match(text) else text
