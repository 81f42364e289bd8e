"""Which column of a file answers which question: from a mapping file, or from the columns' own names.

[file]                                  # optional
sheet = "Responses"                     # the first sheet where left out
header_row = 1
[columns]
response_id = "Reference"               # or organisation, sector, sub_region, received_on, language,
health = "Q2: How well do …?"           # consent_quote; the name of a question; or health__language
[choices.agree_plan]
"Strongly agree" = "strongly_agree"     # text in the file = name of the choice
[fixed]
language = "en"                         # the same for every row
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consult.errors import ImportRefused
from consult.services.imports.table_rows import Layout
from forms.definitions import CHOICE_KINDS, Questionnaire

KEYS = (
    "response_id",
    "organisation",
    "sector",
    "sub_region",
    "received_on",
    "language",
    "consent_quote",
)
RESERVED_NAMES = frozenset({*KEYS, "channel", "status", "received_late", "row", "code", "reason"})
"""What no question may be called, because tables have columns of these names."""

NOT_TAKEN_IN = frozenset({"channel", "status", "received_late", "row", "code", "reason", ""})
"""Columns that our own exports and lists of rejected rows add."""

KEYS_WITH_CHOICES = frozenset({"sector", "sub_region", "language", "consent_quote"})
LANGUAGE_ENDING = "__language"
TABLES = ("file", "columns", "choices", "fixed")
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class MappingFile:
    """What a mapping file says, before it is held against a file and a questionnaire."""

    name: str = ""
    layout: Layout = field(default_factory=Layout)
    columns: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnMap:
    """Where each key is in a row, what is the same for every row, and what texts stand for which choice."""

    places: Mapping[str, int]
    fixed: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    unused: tuple[str, ...] = ()

    def take(self, cells: tuple[str, ...], key: str) -> str:
        """Give what a row says of a key; the fixed value where it has no column or the cell is blank."""
        place = self.places.get(key)
        text = "" if place is None else cells[place]
        return text if text.strip() else self.fixed.get(key, "")

    def has(self, key: str) -> bool:
        """Tell whether rows can say anything of a key."""
        return key in self.places or key in self.fixed


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file. Raises: ImportRefused (C705)."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        found = tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise _wrong(path.name, f"it cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise _wrong(path.name, "it is not in UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(path.name, f"it is not TOML: {error}") from error
    return parse_mapping(path.name, found)


def parse_mapping(name: str, found: Mapping[str, Any]) -> MappingFile:
    """Check the shape of a mapping. Raises: ImportRefused (C705)."""
    unknown = [key for key in found if key not in TABLES]
    if unknown:
        raise _wrong(name, f"[{unknown[0]}] is not one of {', '.join(f'[{table}]' for table in TABLES)}")
    choices = _table(name, found, "choices")
    return MappingFile(
        name=name,
        layout=_read_layout(name, _table(name, found, "file")),
        columns=_texts(name, "columns", found.get("columns", {})),
        choices={key: _texts(name, f"choices.{key}", value) for key, value in choices.items()},
        fixed=_texts(name, "fixed", found.get("fixed", {})),
    )


def map_columns(
    header: tuple[str, ...], questionnaire: Questionnaire, mapping: MappingFile | None, *, name: str
) -> ColumnMap:
    """Hold a mapping, or the columns' own names, against the file and the questionnaire.

    Raises: ImportRefused (C702 column missing, C704 columns not known, C705 mapping wrong).
    """
    known = list_keys(questionnaire)
    mapping = mapping or MappingFile()
    _check_keys(mapping, known)
    _check_choices(mapping, questionnaire)
    columns = mapping.columns or _map_by_name(header, known, name, mapping.fixed)
    places = {key: _find_place(header, column) for key, column in columns.items()}
    used = set(places.values())
    unused = tuple(column for place, column in enumerate(header) if place not in used and column)
    return ColumnMap(places, mapping.fixed, mapping.choices, unused)


def require_answers(columns: ColumnMap, questionnaire: Questionnaire, *, name: str) -> None:
    """Refuse a file of which nothing could be taken but empty returns. Raises: ImportRefused (C731)."""
    ids = [question.id for question in questionnaire.questions()]
    if not any(columns.has(id) for id in ids):
        raise ImportRefused("C731", name=name, known=", ".join(ids))


def list_keys(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Everything a column can be: the keys of a return, the questions, and the language of each answer."""
    ids = [question.id for question in questionnaire.questions()]
    return (*KEYS, *ids, *(f"{id}{LANGUAGE_ENDING}" for id in ids))


def _map_by_name(
    header: tuple[str, ...], known: Collection[str], name: str, fixed: Collection[str]
) -> dict[str, str]:
    unknown = [column for column in header if column not in known and column not in NOT_TAKEN_IN]
    if unknown:
        short = [key for key in known if not key.endswith(LANGUAGE_ENDING)]
        raise ImportRefused("C704", name=name, columns=_join(unknown), known=", ".join(short))
    return {column: column for column in header if column in known and column not in fixed}


def _check_keys(mapping: MappingFile, known: Collection[str]) -> None:
    for table, keys in (("columns", mapping.columns), ("fixed", mapping.fixed)):
        for key in keys:
            if key not in known:
                raise _wrong(mapping.name, f"[{table}] has {key}, which is no question and no key")
    both = set(mapping.columns) & set(mapping.fixed)
    if both:
        raise _wrong(mapping.name, f"{min(both)} is in [columns] and in [fixed]")


def _check_choices(mapping: MappingFile, questionnaire: Questionnaire) -> None:
    by_id = {question.id: question for question in questionnaire.questions()}
    for id, texts in mapping.choices.items():
        if id in KEYS_WITH_CHOICES:
            continue
        if id not in by_id or by_id[id].kind not in CHOICE_KINDS:
            raise _wrong(mapping.name, f"[choices.{id}] is not about a question with choices")
        names = {choice.name for choice in by_id[id].choices}
        for text, name in texts.items():
            if name not in names:
                raise _wrong(
                    mapping.name, f"[choices.{id}] gives “{text}” the choice {name}, which it does not have"
                )


def _find_place(header: tuple[str, ...], column: str) -> int:
    wanted = column.strip()
    if header.count(wanted) == 1:
        return header.index(wanted)
    found = _join(header) if wanted not in header else f"{wanted}, more than once"
    raise ImportRefused("C702", column=wanted, found=found)


def _read_layout(name: str, table: Mapping[str, Any]) -> Layout:
    sheet, row = table.get("sheet", ""), table.get("header_row", 1)
    if not isinstance(sheet, str) or set(table) - {"sheet", "header_row"}:
        raise _wrong(name, "[file] takes sheet, a text, and header_row, a number")
    if not isinstance(row, int) or isinstance(row, bool) or row < 1:
        raise _wrong(name, "header_row in [file] is not a number from 1")
    return Layout(sheet, row)


def _table(name: str, found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = found.get(key, {})
    if not isinstance(table, dict):
        raise _wrong(name, f"{key} is not a table")
    return table


def _texts(name: str, where: str, table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        raise _wrong(name, f"{where} is not a table")
    for key, value in table.items():
        if not isinstance(value, str):
            raise _wrong(name, f"{key} in [{where}] is not a text in quotation marks")
    return {str(key): str(value) for key, value in table.items()}


def _join(columns: Collection[str]) -> str:
    short = [column if len(column) <= 60 else f"{column[:60]}…" for column in list(columns)[:30]]
    shown = [f"“{column}”" for column in short if column]
    return ", ".join(shown) + (" and more" if len(columns) > 30 else "")


def _wrong(name: str, reason: str) -> ImportRefused:
    return ImportRefused("C705", name=name or "file", reason=reason)
