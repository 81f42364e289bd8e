"""What a person may have typed in a block, as sentences that can be checked.

A number in a table of one's own says what it counts in the heading above it or in the name of its row, so
that it is put into a sentence with both: "Housing: 12 returns".
"""

import re
from collections.abc import Iterator

from analysis.drafting.blocks import Block, Footnote, Heading, OwnTable
from analysis.drafting.footnotes import leave_out_marks, list_marked

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(%|per\s?cent)?(?!\w).*", re.IGNORECASE)
_COUNTED = re.compile(r"\b(returns?|respondents?|responses|replies|experiences?)\b", re.IGNORECASE)
_SHARE = re.compile(r"%|\bper\s?cent|\bshare\b", re.IGNORECASE)


def list_typed(block: Block) -> tuple[str, ...]:
    """The texts that a person may have typed in a block, without marks of footnotes; none of references."""
    if isinstance(block, Heading | Footnote):
        return (block.text,)
    if isinstance(block, OwnTable):
        return tuple(_list_in_table(block))
    return tuple(map(leave_out_marks, list_marked(block)))


def _list_in_table(table: OwnTable) -> Iterator[str]:
    """The words of a table, and a sentence for each number in it."""
    yield from filter(None, (table.caption, table.source, *table.columns))
    for row in table.rows:
        for place, cell in enumerate(row):
            said = _say_number(cell, table.columns[place], row[0]) if place else ""
            yield from filter(None, (said or cell,))


def _say_number(cell: str, heading: str, name: str) -> str:
    """A number with what it counts; nothing where the cell is none, or where neither heading nor row says."""
    number = _NUMBER.fullmatch(cell)
    if number is None:
        return ""
    for counted, about in ((heading, name), (name, heading)):
        noun = _COUNTED.search(counted)
        if noun:
            share = "%" if number[2] or _SHARE.search(counted) else ""
            return f"{about}: {number[1]}{share} {noun[1].lower()}"
    return ""
