"""How a cell of a published table reads in a sentence: where, when, how many, and who published it."""

from analysis.drafting.figures import write_number
from analysis.drafting.statements import Tabled


def word_cell(cell: Tabled) -> str:
    """Say the cell in plain English; the same cell gives the same sentence."""
    districts = " (its districts included)" if cell.with_districts else ""
    said = f"{cell.title}, {cell.place_name}{districts}, {cell.period}: "
    without = f" ({say_missing(cell.missing)})" if cell.missing else ""
    source = f"{'Our sum of figures from' if cell.is_sum else 'Source:'} {cell.source}, {cell.published}"
    return f"{said}{write_number(cell.number)} {cell.measure}{without}. {source}."


def say_missing(count: int) -> str:
    """How many numbers are not in a sum, because none was published."""
    return f"{count} council{'' if count == 1 else 's'} not published"
