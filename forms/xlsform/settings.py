"""The sheet “settings”: what the form is called, and in which languages it is."""

from collections.abc import Sequence

from forms.definitions import Text
from forms.xlsform.headers import TITLE, Column
from forms.xlsform.languages import find_language
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record, read_records
from forms.xlsform.sheets import Sheet

ROW = 2
_UNCLEAR = "und"


def read_settings(sheet: Sheet, columns: Sequence[Column], findings: Findings) -> Record:
    """Return the first row under the headers; a title in a language that is not clear is reported."""
    suffixes = {column.language: column for column in columns if column.language}
    tags = {suffix: find_language(suffix) or _UNCLEAR for suffix in suffixes}
    for suffix, tag in tags.items():
        if tag == _UNCLEAR:
            findings.add("F265", sheet.name, 1, suffixes[suffix].header, found=suffix)
    records = list(read_records(sheet, columns, {"": "", **tags}, findings))
    return records[0] if records else Record("settings", ROW)


def read_title(settings: Record, default: str, stem: str) -> Text:
    """Return the title in each language; without one in the default language the name of the file."""
    written = {tag: text for tag, text in settings.text(TITLE).items() if tag not in ("", _UNCLEAR)}
    plain = settings.text(TITLE).get("")
    return {default: written.get(default) or plain or stem} | written


def list_languages(settings: Record, findings: Findings) -> tuple[str, ...]:
    """Return the languages of our own column “languages”: their order, and those with no words yet."""
    column = settings.headers.get("languages", "languages")
    found: list[str] = []
    for written in settings.value("languages").replace(",", " ").split():
        tag = find_language(written)
        if tag:
            found.append(tag)
        else:
            findings.add("F265", settings.sheet, settings.row, column, found=written)
    return tuple(dict.fromkeys(found))
