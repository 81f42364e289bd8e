"""Rows as records: each cell under the key of its column, each translated text under its language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.definitions import Media, Text
from forms.xlsform.headers import MEDIA, TITLE, TRANSLATED, Column
from forms.xlsform.problems import Findings
from forms.xlsform.sheets import Sheet

MOST_CHARACTERS = 20_000
_IN_LANGUAGES = TRANSLATED | MEDIA | {TITLE}


@dataclass(frozen=True)
class Record:
    """One row: values and texts by key, and the header that each came from."""

    sheet: str
    row: int
    values: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def value(self, key: str) -> str:
        """Return the text under a key, blank where there is none."""
        return self.values.get(key, "")

    def text(self, key: str) -> Text:
        """Return the translations under a key."""
        return self.texts.get(key, {})

    @property
    def media(self) -> Media:
        """The names of files, by what they are."""
        return {key: self.texts[key] for key in sorted(MEDIA & self.texts.keys())}


def read_records(
    sheet: Sheet, columns: Sequence[Column], tags: Mapping[str, str], findings: Findings
) -> Iterator[Record]:
    """List the rows that are not blank, telling what is to be said about the cells that are read."""
    for row in sheet.rows[1:]:
        values: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for column in columns:
            cell = row.cell(column.place)
            if cell.remark:
                findings.add(cell.remark.code, sheet.name, row.number, column.header, **cell.remark.values)
            if len(cell.text) > MOST_CHARACTERS:
                most = f"{MOST_CHARACTERS:,}"
                findings.add("F212", sheet.name, row.number, column.header, most=most)
            if cell.text and column.key in _IN_LANGUAGES:
                texts.setdefault(column.key, {})[tags[column.language]] = cell.text
            elif cell.text:
                values[column.key] = cell.text
        if values or texts:
            headers = {column.key: column.header for column in reversed(columns)}
            yield Record(sheet.name, row.number, values, texts, headers)
