"""A version of published figures as rows of a file that the import reads again."""

from collections.abc import Iterator

from analysis.tables.published import MARKS
from consult.models.figure_kinds import CellState
from consult.models.figures import FigureVersion

COLUMNS = ("council", "period", "measure", "value", "source", "published_on")
WRITTEN = {
    state: next(mark for mark, kind in MARKS.items() if kind == state) for state in set(MARKS.values())
}


def list_rows(version: FigureVersion) -> Iterator[tuple[str | int, ...]]:
    """Every figure in the order of its file; a mark where there is no number."""
    for cell in version.cells:
        value = write_value(cell.state, cell.number)
        about = (version.source, version.published_on.isoformat())
        yield (cell.council, cell.period, cell.measure, value, *about)


def write_value(state: CellState, number: int | None) -> str | int:
    """The number, or the mark that stands for why there is none."""
    return number if number is not None else WRITTEN[state.value]
