"""Parts of a response as plain text, for web forms that take nothing else; an empty line parts blocks."""

from dataclasses import replace

from consult.exports.document import Document
from consult.exports.flow import list_items
from consult.exports.flow_items import Figures, Item, Passage, Points, Quoted, Title, list_notes
from consult.exports.noting import Runs


def write_plain(document: Document, *, skip_title: bool = False) -> str:
    """Write what a document holds, its cover left out. skip_title: without the heading it begins with."""
    items = list_items(document)
    shown = items[1:] if skip_title and items and isinstance(items[0], Title) else items
    notes = [f"[{one.number}] {one.text}" for one in list_notes(items)]
    return "\n\n".join([*filter(None, map(_write, shown)), *notes])


def _write(item: Item) -> str:
    match item:
        case Title():
            return item.text
        case Passage():
            return _write_runs(item.runs)
        case Points():
            return "\n".join(f"- {_write_runs(runs)}" for runs in item.items)
        case Figures():
            return _write_figures(item)
        case Quoted():
            return _write_quoted(item)


def _write_runs(runs: Runs) -> str:
    return "".join(run if isinstance(run, str) else f" [{run.number}]" for run in runs)


def _write_figures(item: Figures) -> str:
    """A line for each row, in which each cell says what it is."""
    rows = [_write_row(item, row) for row in item.rows]
    return "\n".join([item.caption, *rows, *([item.note] if item.note else [])])


def _write_row(item: Figures, row: tuple[str, ...]) -> str:
    cells = [f"{name}: {cell}" for name, cell in zip(item.columns[1:], row[1:], strict=True)]
    return f"- {row[0]}{' – ' if cells else ''}{'; '.join(cells)}"


def _write_quoted(item: Quoted) -> str:
    words = [replace(one, text=" ".join(one.text.split())).marked for one in item.words]
    return "\n".join(filter(None, [item.lead, *words, item.source]))
