"""A codebook's bytes to rows by column, each fault named with its row."""

import csv
import io
from collections.abc import Iterator

from analysis import errors

NEEDED = ("code", "label", "description", "key_phrases")


def list_rows(content: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """List the rows that are not blank with their numbers, the heading being row 1. Raises: A020, A021."""
    reader = csv.reader(io.StringIO(_decode(content, name), newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _check_header(header, name)
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield number, _match_cells(header, cells, number, name)
    except csv.Error as failure:
        raise errors.CodebookUnreadable(path=name, reason=f"it is not proper CSV ({failure})") from failure


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        reason = f"byte {failure.start + 1} is not UTF-8"
        raise errors.CodebookUnreadable(path=name, reason=reason) from failure


def _check_header(header: list[str], name: str) -> None:
    missing = [column for column in NEEDED if column not in header]
    if missing:
        reason = f"it has no column named {', '.join(missing)}"
        raise errors.CodebookUnreadable(path=name, reason=reason)
    doubled = sorted({column for column in header if column and header.count(column) > 1})
    if doubled:
        raise errors.CodebookUnreadable(path=name, reason=f"the column {doubled[0]} is there twice")


def _match_cells(header: list[str], cells: list[str], number: int, name: str) -> dict[str, str]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        reason = "it has more cells than the heading; text with commas must be in double quotes"
        raise errors.CodebookRowWrong(path=name, row=number, reason=reason)
    padded = cells + [""] * (len(header) - len(cells))
    return {column: " ".join(cell.split()) for column, cell in zip(header, padded, strict=False)}
