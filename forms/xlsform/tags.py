"""Which languages a file is in, and which of them is the default."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms.xlsform.headers import MEDIA, TRANSLATED, Column
from forms.xlsform.languages import find_language, name_language
from forms.xlsform.problems import Findings

Columns = Mapping[str, Sequence[Column]]
"""Columns by the name of their sheet, the survey first."""


@dataclass(frozen=True)
class Tags:
    """The language tag for what is written behind the colons, and the default's."""

    by_suffix: Mapping[str, str]
    default: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the columns, the default first."""
        return tuple(dict.fromkeys((self.default, *self.by_suffix.values())))


def decide_languages(columns: Columns, default_language: str, findings: Findings) -> Tags:
    """Return the tag of each language written in a header; one without a language is in the default."""
    by_suffix: dict[str, str] = {}
    for sheet_name, column in _list_translated(columns):
        if column.language and column.language not in by_suffix:
            tag = find_language(column.language)
            by_suffix[column.language] = tag or "und"
            if not tag:
                findings.add("F265", sheet_name, 1, column.header, found=column.language)
    default = _decide_default(columns, by_suffix, default_language, findings)
    return Tags({"": default, **by_suffix}, default)


def drop_doubles(columns: Columns, tags: Tags, findings: Findings) -> dict[str, tuple[Column, ...]]:
    """Report columns for the same thing in the same language, and keep the first of them."""
    kept: dict[str, tuple[Column, ...]] = {}
    for sheet_name, of_sheet in columns.items():
        first: dict[tuple[str, str], Column] = {}
        for column in of_sheet:
            tag = tags.by_suffix[column.language] if column.key in TRANSLATED | MEDIA else column.language
            earlier = first.setdefault((column.key, tag), column)
            if earlier is not column:
                code = "F214" if column.key in MEDIA else "F202"
                findings.add(code, sheet_name, 1, column.header, header=column.header, other=earlier.header)
        kept[sheet_name] = tuple(first.values())
    return kept


def _list_translated(columns: Columns) -> Iterable[tuple[str, Column]]:
    pairs = ((name, column) for name, of_sheet in columns.items() for column in of_sheet)
    return [(name, column) for name, column in pairs if column.key in TRANSLATED | MEDIA]


def _decide_default(columns: Columns, by_suffix: Mapping[str, str], written: str, findings: Findings) -> str:
    labels = [column for _, column in _list_translated(columns) if column.key == "label"]
    has_plain = any(not column.language for column in labels)
    if not written:
        default = "en" if has_plain or not by_suffix else next(iter(by_suffix.values()))
        if has_plain or by_suffix:
            findings.add("F268", "settings", language=name_language(default))
        return default
    tag = by_suffix.get(written) or find_language(written)
    if not tag:
        findings.add("F265", "settings", 2, "default_language", found=written)
    elif written not in by_suffix and not has_plain:
        _report_other_spelling(written, tag, by_suffix, findings)
    return tag or "und"


def _report_other_spelling(written: str, tag: str, by_suffix: Mapping[str, str], findings: Findings) -> None:
    same = [suffix for suffix, known in by_suffix.items() if known == tag]
    if same:
        findings.add("F267", "settings", 2, "default_language", found=written, read_as=same[0])
    else:
        findings.add("F266", "settings", 2, "default_language", found=written)
