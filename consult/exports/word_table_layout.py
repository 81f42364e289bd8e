"""How a table is laid out: the width of its columns, which hold numbers, and when headings stand on end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.drafting.blocks import Table

STANDING_FROM_COLUMNS = 8
"""From so many columns on the headings stand on end, or they would not fit the page."""

KEPT_TOGETHER_ROWS = 12
"""A table of so few rows is not parted by the end of a page."""

CELL_MARGIN, DENSE_CELL_MARGIN = 90, 40
_CHARACTER_WIDTH = 118  # a little more than Arial's mean, in twentieths of a point, at the size of tables
_FIRST_COLUMN_MORE, _STANDING_LEAST, _LONGEST_CHARACTERS = 600, 640, 60
_NUMBER = re.compile(r"[\d.,]+%?|fewer than [\d,]+|not shown|[<–—-]? ?\d*")


@dataclass(frozen=True)
class Layout:
    """Widths and height in twentieths of a point. numeric: which columns are set to the right."""

    widths: tuple[int, ...]
    numeric: tuple[bool, ...]
    standing: bool
    head_height: int
    kept_together: bool


def lay_out(table: Table, width: int) -> Layout:
    """Lay a table out in the width of the text."""
    standing = len(table.columns) >= STANDING_FROM_COLUMNS
    return Layout(
        widths=tuple(_share_width(table, width, standing=standing)),
        numeric=find_numeric(table),
        standing=standing,
        head_height=_measure_standing(table.columns[1:]) if standing else 0,
        kept_together=len(table.rows) <= KEPT_TOGETHER_ROWS,
    )


def find_numeric(table: Table) -> tuple[bool, ...]:
    """Find which columns hold numbers, and so are set to the right."""
    return tuple(_is_numeric(table, place) for place in range(len(table.columns)))


def _is_numeric(table: Table, place: int) -> bool:
    """Tell whether a column holds numbers or their protected stand-ins; the first names the row."""
    return place > 0 and bool(table.rows) and all(_NUMBER.fullmatch(row[place]) for row in table.rows)


def _measure_standing(heads: Sequence[str]) -> int:
    """Measure the height of headings on end: each on two lines, and at least its longest word."""
    longest = max(max(len(text) // 2 + 4, *(len(word) for word in text.split() or [""])) for text in heads)
    return min(longest, _LONGEST_CHARACTERS) * _CHARACTER_WIDTH + CELL_MARGIN


def _share_width(table: Table, width: int, *, standing: bool) -> list[int]:
    """Give each column room for what cannot be broken, then share what is left by how much text waits."""
    if standing:
        return _share_standing(table, width)
    places = range(len(table.columns))
    least = [_room(max(map(len, _list_unbroken(table, place)), default=1)) for place in places]
    left = width - sum(least)
    if left <= 0:
        return [width * share // sum(least) for share in least]
    wanted = [_room(max(map(len, _list_texts(table, place)), default=1)) for place in places]
    more = [max(want - low, 0) for want, low in zip(wanted, least, strict=True)]
    more[0] += _FIRST_COLUMN_MORE
    return [low + left * part // sum(more) for low, part in zip(least, more, strict=True)]


def _share_standing(table: Table, width: int) -> list[int]:
    """Give the columns under standing headings one width, and the first column the rest."""
    others = len(table.columns) - 1
    longest = max((len(word) for row in table.rows for text in row[1:] for word in text.split()), default=1)
    each = min(max(_STANDING_LEAST, longest * _CHARACTER_WIDTH), width * 3 // 4 // others)
    return [width - others * each, *[each] * others]


def _list_texts(table: Table, place: int) -> list[str]:
    return [table.columns[place], *(row[place] for row in table.rows)]


def _list_unbroken(table: Table, place: int) -> list[str]:
    """List what a column must hold on one line: single words, and its cells where they are numbers."""
    whole = [row[place] for row in table.rows] if _is_numeric(table, place) else []
    return [*whole, *(word for text in _list_texts(table, place) for word in text.split())]


def _room(characters: int) -> int:
    return min(characters, _LONGEST_CHARACTERS) * _CHARACTER_WIDTH + 2 * CELL_MARGIN
