"""What the rows of a table count, so that a cell is compared with every sentence about the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from analysis.drafting.blocks import Table
from analysis.drafting.shares import VOUCHED
from analysis.drafting.statements import Figure
from analysis.drafting.told_elsewhere import ELSEWHERE

LEAVING_OUT = "Leaving out shared wording"
THROUGH_GROUPS = "Through community groups"
TOLD_BEFORE = "Told before, for other calls"
_PARTS: dict[str, dict[str, Any]] = {
    LEAVING_OUT: {"without_campaigns": True},
    THROUGH_GROUPS: {"group": VOUCHED},
    TOLD_BEFORE: {"group": ELSEWHERE},
}
"""What a further column counts of what its row does, by heading."""
_NAMES = ("measure", "question_id", "theme_id", "choice", "group")
_COUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(?![\d.]|,\d|\s?%)")
"""A whole number that is no share."""


def name_count(
    measure: str, *, question_id: str = "", theme_id: str = "", choice: str = "", group: str = ""
) -> str:
    """What the first number of a row counts, as a table keeps it: the key of a figure, in a text."""
    values = (measure, question_id, theme_id, choice, group)
    return urlencode([pair for pair in zip(_NAMES, values, strict=True) if pair[1]])


def list_figures(table: Table) -> Iterator[Figure]:
    """The figures that a table gives of what its rows are said to count; a cell without a number gives none.

    Their base is the number that the table is out of; 0 where it says none, and of a part that leaves out
    shared wording, whose base is another.
    """
    base = next(iter(read_counts(table.base)), 0)
    for name, row in zip(table.counts, table.rows, strict=False):
        if name:
            yield from _list_row(_read_name(name, base), table.columns, row)


def read_counts(text: str) -> list[int]:
    """The whole numbers of a text that are no shares."""
    return [int(found[1].replace(",", "")) for found in _COUNT.finditer(text)]


def _read_name(name: str, base: int) -> Figure:
    said = dict(parse_qsl(name))
    measure, question, theme, choice, group = (said.get(one, "") for one in _NAMES)
    return Figure(measure, 0, base, question, theme, choice, group)


def _list_row(figure: Figure, columns: tuple[str, ...], row: tuple[str, ...]) -> Iterator[Figure]:
    for place, (heading, cell) in enumerate(zip(columns, row, strict=False)):
        part = {} if place == 1 else _PARTS.get(heading)
        if place and part is not None:
            for count in read_counts(cell)[:1]:
                one = replace(figure, count=count, **part)
                yield replace(one, base=0) if one.without_campaigns else one
