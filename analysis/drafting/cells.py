"""How a cell of a published table reads in a sentence: where, when, how many, and who published it."""

from analysis.drafting.figures import write_number
from analysis.drafting.statements import Tabled


def word_cell(cell: Tabled) -> str:
    """Say the cell in plain English; the same cell gives the same sentence."""
    districts = " (its districts included)" if cell.with_districts else ""
    said = f"{cell.title}, {cell.place_name}{districts}, {cell.period}: "
    return f"{said}{write_number(cell.number)} {cell.measure}. Source: {cell.source}, {cell.published}."
