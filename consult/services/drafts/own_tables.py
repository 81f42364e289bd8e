r"""A table that a person types, as lines of text and back.

`|= ` begins it with its caption; each other line is a row, the first one the headings, with its cells between
strokes; `|~ ` gives its source. In a cell `\|` is a stroke, `\n` a new line and `\\` the sign itself.
"""

import re
from collections.abc import Sequence

from analysis.drafting.blocks import OwnTable
from consult.errors import Conflict

CAPTION, SOURCE, CELL = "|=", "|~", "|"
MOST_COLUMNS, MOST_ROWS = 12, 200
_WRITTEN = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = re.compile(r"((?:\\.|[^\\|])*\\?)(?:\||$)", re.DOTALL)

Lines = Sequence[tuple[int, str]]


def is_of_table(line: str) -> bool:
    """Whether a line is part of a table."""
    return line.startswith(CELL)


def write_table(table: OwnTable) -> str:
    """Write a table as lines."""
    lines = [f"{CAPTION} {_write(table.caption)}", *map(_write_row, (table.columns, *table.rows))]
    return "\n".join([*lines, *([f"{SOURCE} {_write(table.source)}"] if table.source else [])])


def read_table(lines: Lines) -> OwnTable:
    """Read a table from its numbered lines. Raises: Conflict (C528), naming the line and what is wrong."""
    rows = [(number, _read_row(line)) for number, line in lines if line[:2] not in {CAPTION, SOURCE}]
    captions, sources = ([one for one in lines if one[1].startswith(mark)] for mark in (CAPTION, SOURCE))
    first = lines[0][0]
    caption = _read(captions[0][1][2:]) if captions else ""
    if not caption:
        raise _refuse(first, "it has no caption")
    if len(sources) > 1:
        raise _refuse(sources[1][0], "it gives its source twice")
    if not rows:
        raise _refuse(first, "it has no headings")
    columns = _read_heads(*rows[0])
    if len(rows) - 1 > MOST_ROWS:
        raise _refuse(first, f"it has more than {MOST_ROWS} rows")
    cells = tuple(_fit(number, row, len(columns)) for number, row in rows[1:])
    return OwnTable("", caption, columns, cells, _read(sources[0][1][2:]) if sources else "")


def _read_heads(number: int, heads: tuple[str, ...]) -> tuple[str, ...]:
    if len(heads) > MOST_COLUMNS:
        raise _refuse(number, f"it has more than {MOST_COLUMNS} columns")
    if not all(heads[1:]) or heads == ("",):
        raise _refuse(number, "each column needs a heading; only that of the first may be empty")
    return heads


def _fit(number: int, row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A row of as many cells as there are headings; those at the end that nobody typed are empty."""
    if len(row) > width:
        raise _refuse(number, f"a row has {len(row)} cells where there are {width} headings")
    return row + ("",) * (width - len(row))


def _write_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_write, cells))} |"


def _write(text: str) -> str:
    return "".join(_WRITTEN.get(sign, sign) for sign in text)


def _read_row(line: str) -> tuple[str, ...]:
    """The cells of a line; the stroke at its end closes the last one."""
    parts = [found[1] for found in _PARTS.finditer(line[1:].rstrip())]
    cells = parts[:-1] if len(parts) > 1 and not parts[-1] else parts
    return tuple(map(_read, cells)) or ("",)


def _read(text: str) -> str:
    read = _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text.strip())
    return read.strip()


def _refuse(line: int, reason: str) -> Conflict:
    return Conflict("C528", line=line, reason=reason)
