"""Every cell that is not translated: other programs look at columns only, and miss them."""

from collections.abc import Sequence

from forms.xlsform.headers import TRANSLATED, Column
from forms.xlsform.languages import name_language
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.tags import Tags

Shown = Sequence[tuple[Sequence[Column], Sequence[Record]]]
"""For each sheet its columns and those of its rows whose texts are shown."""


def list_live_languages(
    shown: Shown, tags: Tags, findings: Findings, listed: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the languages in which at least one label is written; the others are reported.

    listed: languages that the form says it has, in its order, also where nothing is written in them yet.
    """
    labels = [record.text("label") for _, records in shown for record in records]
    known = dict.fromkeys((*listed, *tags.languages))
    live = [tag for tag in known if tag in listed or any(tag in label for label in labels)]
    for tag in tags.languages:
        if tag not in live and tag != "und" and any(labels):
            code = "F270" if tag == tags.default else "F263"
            findings.add(code, language=name_language(tag))
    return tuple(live)


def check_translations(shown: Shown, live: Sequence[str], tags: Tags, findings: Findings) -> None:
    """Report each text that lacks a live language; a column that lacks all of them once."""
    for columns, records in shown:
        for key in sorted(TRANSLATED):
            rows = [record for record in records if record.text(key)]
            for tag in live:
                missing = [record for record in rows if tag not in record.text(key)]
                if missing:
                    header = _find_header(columns, key, tag, tags)
                    _report(missing, len(missing) == len(rows), key, header, tag, tags.default, findings)


def _find_header(columns: Sequence[Column], key: str, tag: str, tags: Tags) -> str:
    headers = [
        column.header for column in columns if column.key == key and tags.by_suffix[column.language] == tag
    ]
    return headers[0] if headers else ""


def _report(
    missing: Sequence[Record],
    are_all: bool,
    key: str,
    header: str,
    tag: str,
    default: str,
    findings: Findings,
) -> None:
    sheet, language, default_name = missing[0].sheet, name_language(tag), name_language(default)
    if tag == default:
        for record in missing:
            findings.add("F269", sheet, record.row, header or key, default=default_name)
    elif not header:
        findings.add("F264", sheet, 1, key, what=key, language=language, default=default_name)
    elif are_all:
        findings.add("F262", sheet, 1, header, default=default_name)
    else:
        for record in missing:
            findings.add("F261", sheet, record.row, header, language=language, default=default_name)
