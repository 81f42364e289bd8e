"""A trend as the rows of a file: one for each tag, place, half-year and way of counting; then notes."""

from collections.abc import Iterator, Mapping
from datetime import date

from analysis.tables.sheets import Cell, Layer
from analysis.tables.trends import WHOLE, Change, Sought
from consult.services.counting.written_tables import EVERYBODY, NOT_SHOWN, WITHOUT, WITHOUT_OPEN, show_number
from consult.services.trends.following_trends import HalfTable, Trend, name_place
from consult.services.trends.trend_notes import list_notes

NOT_ASKED, NOT_SOUGHT = "not asked", "not looked for"
COLUMNS = (
    "Tag",
    "Place",
    "Half-year",
    "Counted",
    "Number",
    "Out of",
    "Share, %",
    "Looked for",
    "Change, points",
    "From",
    "To",
    "p",
    "p corrected",
    "Finding",
    "Consultations",
)
Row = tuple[str | int | float | None, ...]
Changes = Mapping[tuple[str, str, str, bool], Change]
_SOUGHT = {Sought.ALL: "yes", Sought.SOME: "in some consultations", Sought.NONE: "no"}


def list_rows(trend: Trend, *, made_on: date) -> list[Row]:
    """The rows of a file."""
    changes = {(one.label, one.place, one.later, one.is_own): one for one in trend.changes}
    counts = [row for half in trend.halves for row in _list_half(trend, half, changes)]
    blank = ("",) * (len(COLUMNS) - 1)
    return [*counts, *((note, *blank) for note in list_notes(trend, made_on=made_on))]


def list_layers(half: HalfTable) -> list[tuple[str, Layer]]:
    """The layers that are shown of a half-year, with what they are called."""
    if half.sheet is None or not half.sheet.groups:
        return []
    found = [(EVERYBODY, half.sheet.every), (WITHOUT, half.sheet.own), (WITHOUT_OPEN, half.without_open)]
    return [(name, layer) for name, layer in found if layer is not None]


def show_count(cell: Cell, sought: Sought) -> str | int:
    """A count, or that it is not shown, or that the tag was not looked for: that is no nought."""
    if cell.count is None:
        return NOT_SHOWN
    return NOT_SOUGHT if cell.count == 0 and sought is Sought.NONE else cell.count


def name_part(part: tuple[str, ...]) -> str:
    """What a column is called that stands for these places."""
    return ", ".join(map(name_place, part)) + (" together" if len(part) > 1 else "")


def _list_half(trend: Trend, half: HalfTable, changes: Changes) -> Iterator[Row]:
    asked = ", ".join(trend.names[one] for one in half.consultations)
    whole = trend.places[WHOLE]
    layers = list_layers(half)
    if not layers:
        said = NOT_ASKED if half.sheet is None else NOT_SHOWN
        yield ("", whole, half.half.label, "", said, *([""] * 9), asked)
        return
    assert half.sheet is not None
    places = [((WHOLE,), whole), *((part, name_part(part)) for part in half.sheet.groups)]
    order = [len(places) - 1, *range(len(places) - 1)]
    for layer_name, layer in layers:
        for (part, place), column in zip(places, order, strict=True):
            start = (place, half.half.label, layer_name)
            yield ("All who answered", *start, show_number(layer.bases[column]), *([""] * 9), asked)
            for label, cells in layer.rows.items():
                where = (label, part[0] if len(part) == 1 else "-", half.half.key)
                sought = half.sought.get(label, Sought.ALL)
                change = _find_change(changes, where, half, layer_name)
                numbers = _write_cell(cells[column], sought)
                yield (trend.labels[label], *start, *numbers, *_write_change(change), asked)


def _find_change(
    changes: Changes, where: tuple[str, str, str], half: HalfTable, layer_name: str
) -> Change | None:
    """Beside the counts that were compared; where nobody used shared wording, both are the same."""
    if layer_name == EVERYBODY:
        return changes.get((*where, False)) or (None if half.has_shared else changes.get((*where, True)))
    return changes.get((*where, True)) if layer_name == WITHOUT else None


def _write_cell(cell: Cell, sought: Sought) -> tuple[str | int | float, ...]:
    number = show_count(cell, sought)
    share = "" if cell.share is None or number == NOT_SOUGHT else round(100 * cell.share.value, 1)
    return (number, cell.base, share, _SOUGHT[sought])


def _write_change(change: Change | None) -> tuple[str | int | float | None, ...]:
    if change is None:
        return ("",) * 6
    if change.found is None or change.found.effect is None:
        return ("", "", "", "", "", change.why.value if change.why else "")
    effect, found = change.found.effect, change.found
    points = (round(100 * one, 1) for one in (effect.value, effect.low, effect.high))
    return (*points, found.p, found.corrected, say_finding(change))


def say_finding(change: Change) -> str:
    """What may be said of a change."""
    if change.found is None or change.found.effect is None:
        return change.why.value if change.why else ""
    if not change.found.differs:
        return "no clear change"
    return "more" if change.found.effect.value > 0 else "fewer"
