"""What the rows of a table count, so that a cell is compared with every sentence about the same."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from analysis.drafting.blocks import Table
from analysis.drafting.shares import VOUCHED
from analysis.drafting.statements import Figure
from analysis.drafting.told_elsewhere import ELSEWHERE
from analysis.tables.rests import Rest, read_rest, write_rest

LEAVING_OUT = "Leaving out shared wording"
THROUGH_GROUPS = "Through community groups"
TOLD_BEFORE = "Told before, for other calls"
_PARTS: dict[str, dict[str, Any]] = {
    LEAVING_OUT: {"without_campaigns": True},
    THROUGH_GROUPS: {"group": VOUCHED},
    TOLD_BEFORE: {"group": ELSEWHERE},
}
"""What a further column counts of what its row does, by heading."""
_NAMES = ("measure", "question_id", "theme_id", "choice", "group", "public")
_RESTS = ("rest", "own_rest", "between")
_COUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(?![\d.]|,\d|\s?%)")
"""A whole number that is no share."""
_SIZE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def name_count(
    measure: str,
    *,
    question_id: str = "",
    theme_id: str = "",
    choice: str = "",
    group: str = "",
    public: bool = False,
    rests: Sequence[Rest | None] = (),
) -> str:
    """What the first number of a row counts, as a table keeps it: the key of a figure, in a text.

    public: all of them agreed to be named. rests: of a sum, what is left without those who did; the same
    leaving out shared wording, and of what lies between both.
    """
    values = (measure, question_id, theme_id, choice, group, "yes" if public else "")
    kept = (*zip(_NAMES, values, strict=True), *zip(_RESTS, map(write_rest, rests), strict=False))
    return urlencode([pair for pair in kept if pair[1]])


def find_counted(table: Table, row: int, place: int) -> Figure | None:
    """What a cell counts, without its number; None where that is not said, as of a share."""
    name = table.counts[row] if row < len(table.counts) else ""
    part = {} if place == 1 else _PARTS.get(table.columns[place])
    return replace(_read_name(name), **part) if name and place and part is not None else None


def list_row_rests(table: Table, row: int) -> tuple[Rest | None, ...]:
    """The rests of the sum in a row, as `name_count` kept them: three, None where one is not known."""
    said = dict(parse_qsl(table.counts[row])) if row < len(table.counts) else {}
    return tuple(read_rest(said.get(name, "")) for name in _RESTS)


def read_counts(text: str) -> list[int]:
    """The whole numbers of a text that are no shares."""
    return [int(found[1].replace(",", "")) for found in _COUNT.finditer(text)]


def read_sizes(text: str) -> list[int]:
    """The number of a cell that is a size; in millionths where a part is behind its point."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return []
    size = Decimal(text.replace(",", ""))
    return [int(size if size == int(size) else size * 1_000_000)]


def _read_name(name: str) -> Figure:
    said = dict(parse_qsl(name))
    measure, question, theme, choice, group, public = (said.get(one, "") for one in _NAMES)
    return Figure(measure, 0, 0, question, theme, choice, group, public=bool(public))
