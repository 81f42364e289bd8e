"""What each column of a sheet is: its key, and the language written behind it."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pyxform import aliases

from forms.xlsform.problems import Findings
from forms.xlsform.sheets import Sheet

OWN_COLUMN = "column:"
"""Before the key of a column that only this form has, for its choice filters to look at."""

TRANSLATED = frozenset({"label", "hint", "guidance_hint", "required_message", "constraint_message"})

TITLE = "form_title"
"""The one setting that is read in several languages; other programs do not translate it."""

# fmt: off
SURVEY_KEYS = frozenset({
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "appearance",
    "government_question", "page_id", "relevant", "constraint", "constraint_message", "calculation",
    "choice_filter", "parameters", "default",
})
REFUSED_KEYS = frozenset({
    "repeat_count", "trigger", "read_only", "save_to",
})
MEDIA = frozenset({"image", "big-image", "audio", "video"})
UNSHOWN_KEYS = frozenset({"autoplay"})
CHOICES_KEYS = frozenset({"list_name", "name", "label"})
SETTINGS_KEYS = frozenset({
    "form_title", "form_id", "default_language", "allow_choice_duplicates", "languages",
})
# Settings of other programs that change nothing of what is asked.
SETTINGS_IGNORED = frozenset({
    "version", "style", "instance_name", "public_key", "submission_url", "auto_send", "auto_delete", "id",
})
KEYS = {
    "survey": SURVEY_KEYS | REFUSED_KEYS | UNSHOWN_KEYS | MEDIA,
    "choices": CHOICES_KEYS | MEDIA,
    "settings": SETTINGS_KEYS | SETTINGS_IGNORED,
}
_PREFIXES = frozenset({"bind", "media", "control", "body"})
_OWN_ALIASES = {
    "government_questions": "government_question",
    "readonly": "read_only",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraintmsg": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "jr:noapperrorstring": "no_app_error_string",
    "title": "form_title",
    "id_string": "form_id",
    "list name": "list_name",
}
# fmt: on
_ALIASES: Mapping[str, Mapping[str, object]] = {
    "survey": aliases.survey_header,
    "choices": aliases.list_header,
    "settings": aliases.settings_header,
}


@dataclass(frozen=True)
class Column:
    """A column that is read: where it is, as it is written, what it is, and the language behind it."""

    place: int
    header: str
    key: str
    language: str = ""


def read_columns(
    sheet: Sheet, role: str, findings: Findings, wanted: Collection[str] = ()
) -> tuple[Column, ...]:
    """Return the columns of a sheet that are known; the others are reported, once each.

    wanted: columns of choices that choice filters look at, by their headers.
    """
    headers = [" ".join(cell.text.split()) for cell in sheet.rows[0].cells] if sheet.rows else []
    two_colons = any("::" in header for header in headers)
    columns: list[Column] = []
    for place, header in enumerate(headers):
        column = _read_column(place, header, role)
        if column.key in KEYS[role]:
            columns.append(column)
            if two_colons and ":" in header and "::" not in header and column.language:
                read_as = f"{column.key}::{column.language}"
                findings.add("F205", sheet.name, 1, header, read_as=read_as)
        elif header in wanted:
            columns.append(Column(place, header, f"{OWN_COLUMN}{header}"))
        elif header:
            _report_unknown(header, role, sheet.name, findings)
    return tuple(columns)


def _read_column(place: int, header: str, role: str) -> Column:
    tokens = [token.strip() for token in header.split("::" if "::" in header else ":")]
    if tokens[0].lower() == "jr" and len(tokens) > 1:
        tokens[:2] = [f"jr:{tokens[1]}"]
    if tokens[0].lower() in _PREFIXES and len(tokens) > 1:
        tokens = [":".join(tokens[1:3]), *tokens[3:]] if tokens[1] == "jr" else tokens[1:]
    key = _canonical(tokens[0], role)
    if len(tokens) == 1:
        return Column(place, header, key)
    is_translated = key in TRANSLATED | MEDIA | {TITLE}
    return Column(place, header, key if is_translated else header, ":".join(tokens[1:]))


def _canonical(token: str, role: str) -> str:
    name = "_".join(token.lower().split())
    alias = _ALIASES[role].get(name, name)
    last = str(alias[-1] if isinstance(alias, tuple) else alias).lower()
    return _OWN_ALIASES.get(last, last)


def _report_unknown(header: str, role: str, sheet_name: str, findings: Findings) -> None:
    start = header.split(":")[0].strip().lower()
    guesses = [] if start in KEYS[role] else difflib.get_close_matches(start, sorted(KEYS[role]), 1, 0.8)
    if guesses:
        findings.add("F203", sheet_name, 1, header, guess=guesses[0])
    else:
        findings.add("F204", sheet_name, 1, header)
