"""A table of themes or tags as the rows of a file."""

from analysis.drafting.figures import Rules, is_small
from analysis.tables.comparing import Comparison
from analysis.tables.sheets import Cell, Layer
from analysis.tables.units import RESPONSES
from consult.services.counting.asked_tables import UNITS
from consult.services.counting.contrasting import Tabulated
from consult.services.counting.written_tests import COLUMNS, Written, write_test
from consult.services.region.hidden_numbers import say_hidden

NOT_SHOWN = "not shown"
EVERYBODY, WITHOUT, WITHOUT_OPEN = "Everybody", "Without shared wording", "Without the open form"
UNUSABLE = "Responses not counted, as they may not be used for this"
SILENT = "Responses not counted, as there is nothing of theirs to count here"


ONE_VOICE = "Not counted in this table: one response speaks for nearly all of a column"


def list_columns(made: Tabulated) -> tuple[str, ...]:
    """The heading of a file."""
    groups = [*made.columns, "All"]
    shares = [f"{name}, %" for name in groups] if _has_shares(made) else []
    tests = COLUMNS if made.sheet.compared else ()
    return ("Row", "Counted", *groups, *shares, *tests)


def list_layers(made: Tabulated) -> list[tuple[str, Layer]]:
    """The layers that are shown of one unit, with what they are called; none where nothing can be shown."""
    found = [(EVERYBODY, made.sheet.every), (WITHOUT, made.sheet.own), (WITHOUT_OPEN, made.without_open)]
    named = [(_name(made, name), layer) for name, layer in found if layer is not None]
    return named if made.sheet.groups else []


def _name(made: Tabulated, layer: str) -> str:
    """What a layer is called; with its unit, where there are several."""
    return f"{UNITS[made.sheet.unit]}: {layer}" if len(made.asked.units) > 1 else layer


def _has_shares(made: Tabulated) -> bool:
    return made.sheet.unit == RESPONSES


def find_tested(made: Tabulated) -> str:
    """The layer that the tests are of."""
    return _name(made, WITHOUT if made.sheet.own else EVERYBODY)


def say_channels(made: Tabulated) -> str:
    """Why the counts are not shown without the open form; empty where they are, or are of returns only."""
    if made.asked.who == "returns" or made.without_open is not None or not made.sheet.groups:
        return ""
    if made.apart is None:
        return "No experience counted here came by the open form." if made.told else ""
    return (
        "Not shown without the open form: those who came by it, or the others, are too few to be told apart."
    )


def list_left_out(made: Tabulated) -> list[tuple[str, str | int]]:
    """How many responses are in no count, and why; with those counted they add up to all received."""
    rules = Rules(made.threshold)
    return [
        (words, f"fewer than {made.threshold}" if is_small(number, rules) else number)
        for words, number in ((UNUSABLE, made.left_out.unusable), (SILENT, made.left_out.silent))
    ]


def list_rows(made: Tabulated) -> list[tuple[Written, ...]]:
    """The rows of a file: bases and counts of each layer in each unit, then who is in none."""
    width = len(list_columns(made))
    rows = [row for one in made.blocks for row in _list_block(one, width)]
    before, after = [""] * len(made.columns), [""] * (width - len(made.columns) - 3)
    hidden = say_hidden("Counts", made.threshold, made.least_silent) if made.least_silent > 1 else ""
    channels = [(said, "", *before, "", *after) for said in (say_channels(made), hidden) if said]
    left_out = [(words, "", *before, number, *after) for words, number in list_left_out(made)]
    return [*rows, *channels, *left_out]


def _list_block(made: Tabulated, width: int) -> list[tuple[Written, ...]]:
    """The rows of one unit, or the one that says why there are none."""
    if made.sheet.is_one_voice:
        return [(ONE_VOICE, UNITS[made.sheet.unit], *[""] * (width - 2))]
    tested = {one.label: one for one in made.sheet.compared}
    rows = [
        row
        for name, layer in list_layers(made)
        for row in _list_layer(made, name, layer, tested, name == find_tested(made))
    ]
    return [(*row, *[""] * (width - len(row))) for row in rows]


def _list_layer(
    made: Tabulated, name: str, layer: Layer, tested: dict[str, Comparison], is_tested: bool
) -> list[tuple[Written, ...]]:
    rows: list[tuple[Written, ...]] = [("Base", name, *map(show_number, layer.bases))]
    for label, cells in layer.rows.items():
        shares = [_write_share(cell) for cell in cells] if _has_shares(made) else []
        tests = write_test(tested.get(label), made.columns) if tested and is_tested else []
        rows.append((made.labels[label], name, *map(write_count, cells), *shares, *tests))
    return rows


def write_count(cell: Cell) -> str | int:
    """A count, or that it is not shown."""
    return show_number(cell.count)


def show_number(number: int | None) -> str | int:
    """A number, or that it is not shown."""
    return NOT_SHOWN if number is None else number


def _write_share(cell: Cell) -> str | float:
    if cell.count is None:
        return NOT_SHOWN
    return "" if cell.share is None else round(100 * cell.share.value, 1)
