"""What a table's address asks for, and the words of the table on its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.tables.comparing import Comparison
from analysis.tables.sheets import Cell, Layer
from analysis.tables.units import PEOPLE
from consult.services.counting.asked_tables import COLUMNS, ROWS, TABLE_UNITS, WHO, AskedTable, list_closed
from consult.services.counting.contrasting import Tabulated
from consult.services.counting.gathering_questions import AskedQuestion
from consult.services.counting.written_tables import (
    NOT_SHOWN,
    find_tested,
    list_layers,
    list_left_out,
    say_channels,
)
from consult.services.counting.written_tests import find_effect, say_apart
from consult.services.region.hidden_numbers import say_silent

Choice = dict[str, object]
TOO_FEW = "not tested: too few shown"


@dataclass(frozen=True)
class ShownTest:
    """One row of the table of tests, in words."""

    label: str
    finding: str
    apart: str
    size: str
    p: str
    corrected: str


@dataclass(frozen=True)
class ShownTable:
    """A table in words. layers: caption and rows, the first with the bases. is_whole: nothing is hidden."""

    title: str
    columns: tuple[str, ...]
    layers: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    is_whole: bool
    tests: tuple[ShownTest, ...]
    differing: int
    together: bool
    threshold: int
    silent: str
    run_number: int
    left_out: tuple[tuple[str, str], ...]
    channels: str
    tested: str
    has_own: bool
    is_in_people: bool
    is_one_voice: bool
    is_of_choice: bool
    is_of_themes: bool


def read_choice(args: Mapping[str, str], questions: Sequence[AskedQuestion]) -> AskedTable:
    """The table that a query string asks for; what it does not say, or says wrongly, is the usual.

    Returns beside experiences are counted of both: of returns alone there would be one column.
    """
    usual, columns = AskedTable(), dict(list_closed(questions)) | COLUMNS
    found = next((one for one in questions if one.number == args.get("question")), None)
    by, who = _pick(args.get("columns"), columns, usual.columns), _pick(args.get("who"), WHO, usual.who)
    return AskedTable(
        rows=_pick(args.get("rows"), ROWS, usual.rows),
        columns=by,
        unit=_pick(args.get("unit"), TABLE_UNITS, usual.unit),
        who="both" if (by, who) == ("kind", "returns") else who,
        question=found.number if found else "",
        open_ids=found.open_ids if found else (),
    )


def list_choices(asked: AskedTable, questions: Sequence[AskedQuestion]) -> list[Choice]:
    """The drop-downs of the page."""
    by = COLUMNS | {key: f"Answer: {text}" for key, text in list_closed(questions)}
    numbers = {"": "Any question"} | {one.number: f"Question {one.number}" for one in questions}
    offered = [
        ("Rows", "rows", ROWS, asked.rows),
        ("Columns", "columns", by, asked.columns),
        ("Count", "unit", TABLE_UNITS, asked.unit),
        ("Who", "who", WHO, asked.who),
        ("In answers to", "question", numbers, asked.question),
    ]
    return [
        {"label": label, "name": name, "items": [_offer(key, text, chosen) for key, text in options.items()]}
        for label, name, options, chosen in offered
    ]


def show_table(made: Tabulated) -> ShownTable:
    """Put a table in words."""
    names = made.columns
    return ShownTable(
        title=made.title,
        columns=(*names, "All"),
        layers=tuple(
            (name, tuple(_list_rows(one, layer))) for one in made.blocks for name, layer in list_layers(one)
        ),
        is_whole=all(map(_is_whole, made.blocks)),
        tests=tuple(_show_test(made, names, one) for one in made.sheet.compared),
        differing=sum(one.differs for one in made.sheet.compared),
        together=bool(made.together),
        threshold=made.threshold,
        silent=say_silent(made.least_silent),
        run_number=made.run_number,
        left_out=tuple((words, str(number)) for words, number in list_left_out(made)),
        channels=say_channels(made),
        tested=find_tested(made),
        has_own=made.sheet.own is not None,
        is_in_people=PEOPLE in made.asked.units,
        is_one_voice=any(one.sheet.is_one_voice for one in made.blocks),
        is_of_choice=bool(made.asked.choice),
        is_of_themes=made.asked.rows == "theme",
    )


def _is_whole(made: Tabulated) -> bool:
    layers = [layer for _, layer in list_layers(made)]
    cells = [cell for layer in layers for row in layer.rows.values() for cell in row]
    return bool(layers) and all(cell.count is not None for cell in cells)


def _offer(key: str, text: str, chosen: str) -> Choice:
    return {"value": key, "text": text, "selected": key == chosen}


def _pick(given: str | None, known: Mapping[str, str], usual: str) -> str:
    return given if given is not None and given in known else usual


def _list_rows(made: Tabulated, layer: Layer) -> list[tuple[str, ...]]:
    base = ("All counted here", *(NOT_SHOWN if number is None else f"{number:,}" for number in layer.bases))
    return [base, *((made.labels[key], *map(_show_cell, cells)) for key, cells in layer.rows.items())]


def _show_cell(cell: Cell) -> str:
    if cell.count is None:
        return NOT_SHOWN
    return f"{cell.count:,}" if cell.share is None else f"{cell.count:,} ({round(100 * cell.share.value)}%)"


def _show_test(made: Tabulated, names: Sequence[str], one: Comparison) -> ShownTest:
    label = made.labels[one.label]
    if one.p is None or one.corrected is None or one.apart_by is None:
        return ShownTest(label, TOO_FEW, "", "", "", "")
    finding = "differs" if one.differs else "no clear difference"
    return ShownTest(
        label, finding, say_apart(one, names), _show_size(one), f"{one.p:.4f}", f"{one.corrected:.4f}"
    )


def _show_size(one: Comparison) -> str:
    effect, kind = find_effect(one)
    return kind if effect is None else f"{kind} {effect.value:.2f} ({effect.low:.2f} to {effect.high:.2f})"
