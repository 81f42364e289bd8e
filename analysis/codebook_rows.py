"""A codebook's bytes to rows by column, each fault named with its row."""

import csv
import io
import re
from collections.abc import Iterator

from analysis import errors
from analysis.csv_rows import find_delimiter
from analysis.decoding import decode_table
from analysis.tables.limits import ALL

DOMAIN = "domain"
KIND = "kind"
FACETS = (DOMAIN, KIND)
NEEDED = ("code", "label", "description", "key_phrases")
_CODE = re.compile(r"[^\s|,;\"']{1,64}")


def list_rows(content: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """List the rows that are not blank with their numbers, the heading being row 1. Raises: A020, A021."""
    text = _decode(content, name)
    delimiter = find_delimiter(text, lambda heading: NEEDED[0] in _name_columns(heading))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = _name_columns(next(reader, []))
        _check_header(header, name)
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield number, _match_cells(header, cells, number, name)
    except csv.Error as failure:
        raise errors.CodebookUnreadable(path=name, reason=f"it is not proper CSV ({failure})") from failure


def find_fault(row: dict[str, str]) -> str | None:
    """Say why a row can be no code, or nothing."""
    if not _CODE.fullmatch(row["code"]):
        return "its code must be 1 to 64 characters without spaces, commas, quotation marks or |"
    if row["code"] == ALL:
        return f"its code is {ALL}, which stands for all codes in tables"
    if not row["label"]:
        return "it has no label"
    if not row["description"] and not row["key_phrases"]:
        return "it has neither a description nor key phrases, so nothing can be suggested from it"
    if row.get("facet", "").lower() not in ("", *FACETS):
        return f"its facet is {row['facet']}; it must be domain, kind or empty"
    return None


def _decode(content: bytes, name: str) -> str:
    """Decode as any other table, saying what is wrong of the codebook."""
    try:
        return decode_table(content, name)
    except errors.TableUnreadable as failure:
        raise errors.CodebookUnreadable(path=name, reason=failure.facts["reason"]) from failure
    except errors.TableEncodingWrong as failure:
        reason = f"byte {failure.facts['byte']} in line {failure.facts['line']} is not UTF-8"
        raise errors.CodebookUnreadable(path=name, reason=reason) from failure


def _name_columns(heading: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in heading]


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
