"""The lists of choices."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms.definitions import Choice
from forms.xlsform.headers import OWN_COLUMN
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record

Lists = dict[str, list["ListedChoice"]]


@dataclass(frozen=True)
class ListedChoice:
    """A choice and the row it came from."""

    choice: Choice
    record: Record


def read_choices(
    records: Iterable[Record], *, allow_duplicates: bool, default_language: str, findings: Findings
) -> Lists:
    """Return the choices by the name of their list; rows that are no choice are reported."""
    lists: Lists = {}
    first_rows: dict[tuple[str, str], int] = {}
    for record in records:
        list_name = " ".join(record.value("list_name").split())
        if not list_name:
            findings.add("F251", record.sheet, record.row, record.headers.get("list_name", "list_name"))
        elif _has_good_name(record, findings):
            in_list = lists.setdefault(list_name, [])
            first = first_rows.setdefault((list_name, record.value("name")), record.row)
            if first == record.row:
                in_list.append(ListedChoice(_make_choice(record, default_language, findings), record))
            else:
                _report_duplicate(record, list_name, first, allow_duplicates, findings)
    return lists


def _has_good_name(record: Record, findings: Findings) -> bool:
    name, column = record.value("name"), record.headers.get("name", "name")
    if not name:
        findings.add("F252", record.sheet, record.row, column)
    elif name.split() != [name]:
        findings.add("F253", record.sheet, record.row, column, found=name)
    return name.split() == [name]


def _report_duplicate(record: Record, list_name: str, first: int, allowed: bool, findings: Findings) -> None:
    findings.add(
        "F255" if allowed else "F254",
        record.sheet,
        record.row,
        record.headers["name"],
        found=record.value("name"),
        list=list_name,
        first=first,
    )


def _make_choice(record: Record, default_language: str, findings: Findings) -> Choice:
    name, label = record.value("name"), record.text("label")
    if not label:
        findings.add("F256", record.sheet, record.row, record.headers.get("label", "label"))
    for key in record.media:
        findings.add("F213", record.sheet, record.row, record.headers[key], what=key)
    return Choice(name, label or {default_language: name}, _read_own_columns(record), record.media)


def _read_own_columns(record: Record) -> dict[str, str]:
    """Return what the form's own columns say of a choice, for choice filters."""
    own = ((key, value) for key, value in record.values.items() if key.startswith(OWN_COLUMN))
    return {key.removeprefix(OWN_COLUMN): value for key, value in own}
