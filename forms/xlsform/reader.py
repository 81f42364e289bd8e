"""Reading an XLSForm: the whole way from a file to a questionnaire and its report."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from forms.definitions import Questionnaire, from_dict, to_dict
from forms.errors import FormsError
from forms.paging import build_pages
from forms.xlsform.checks import YES, RowChecks
from forms.xlsform.choices import Lists, read_choices
from forms.xlsform.conditions import FILTER_KEY, Conditions, find_filter_columns
from forms.xlsform.files import open_book
from forms.xlsform.headers import OWN_COLUMN, Column, read_columns
from forms.xlsform.problems import MOST_OF_A_CODE, Findings, Problem, Reading
from forms.xlsform.records import Record, read_records
from forms.xlsform.settings import list_languages, read_settings, read_title
from forms.xlsform.sheets import SHEETS, Book, Sheet
from forms.xlsform.survey import SurveyReader, count_names
from forms.xlsform.tags import Tags, decide_languages, drop_doubles
from forms.xlsform.translations import check_translations, list_live_languages

_REQUIRED_COLUMNS = {"survey": ("type", "name", "label"), "choices": ("list_name", "name", "label")}


@dataclass(frozen=True)
class _Source:
    """The file as records, before anything is made of them."""

    columns: dict[str, tuple[Column, ...]]
    survey: list[Record]
    choices: list[Record]
    settings: Record
    tags: Tags


@dataclass(frozen=True)
class Opened:
    """A file that was opened: its sheets, None where it could not be, and what was to be said on the way."""

    name: str
    stem: str
    book: Book | None
    problems: tuple[Problem, ...] = ()


def read_xlsform(path: Path | str, *, reserved_names: Collection[str] = ()) -> Reading:
    """Read a questionnaire from an .xlsx, .xls or .csv file, or from a folder of survey.csv and choices.csv.

    Whatever is wrong is told, never raised.

    reserved_names: names that no question may have, such as fixed columns of tables.
    Returns: a Reading without a questionnaire if any of its problems is an error.
    """
    return read_opened(open_xlsform(path), reserved_names=reserved_names)


def open_xlsform(path: Path | str) -> Opened:
    """Open a file and look at nothing but its sheets; what stops that is among its findings, never raised."""
    path, findings = Path(path), Findings()
    try:
        return Opened(path.name, path.stem, open_book(path, findings), tuple(findings.problems))
    except FormsError as error:
        findings.add_coded(error)
    except Exception as error:  # whoever checks a file gets a report, even of a fault of ours
        findings.add("F113", why=f"{type(error).__name__}, {error}")
    return Opened(path.name, path.stem, None, tuple(findings.problems))


def read_opened(
    opened: Opened, *, reserved_names: Collection[str] = (), most_of_a_code: int = MOST_OF_A_CODE
) -> Reading:
    """Read a questionnaire from the sheets of a file. most_of_a_code: problems kept of each code."""
    findings, questionnaire = Findings([*opened.problems], most_of_a_code), None
    if opened.book is None:
        return Reading(opened.name, None, opened.problems)
    try:
        source = _read_source(opened.book, findings)
        questionnaire = _make_questionnaire(opened.stem, source, reserved_names, findings)
    except FormsError as error:
        findings.add_coded(error)
    except Exception as error:  # as above
        findings.add("F113", why=f"{type(error).__name__}, {error}")
    made = None if findings.has_errors else questionnaire
    return Reading(opened.name, made, tuple(findings.problems), findings.count_unlisted())


def _read_source(book: Book, findings: Findings) -> _Source:
    sheets = _sort_sheets(book, findings)
    columns = {"survey": read_columns(sheets["survey"], "survey", findings)}
    wanted = find_filter_columns(_list_filters(sheets["survey"], columns["survey"]))
    columns["choices"] = read_columns(sheets["choices"], "choices", findings, wanted)
    columns["settings"] = read_columns(sheets["settings"], "settings", findings)
    _check_columns(sheets, columns, findings)
    settings = read_settings(sheets["settings"], columns.pop("settings"), findings)
    tags = decide_languages(columns, settings.value("default_language"), findings)
    columns = drop_doubles(columns, tags, findings)
    records = {
        role: list(read_records(sheets[role], columns[role], tags.by_suffix, findings)) for role in columns
    }
    return _Source(columns, records["survey"], records["choices"], settings, tags)


def _list_filters(sheet: Sheet, columns: tuple[Column, ...]) -> set[str]:
    places = [column.place for column in columns if column.key == FILTER_KEY]
    return {row.cell(place).text for row in sheet.rows[1:] for place in places} - {""}


def _sort_sheets(book: Book, findings: Findings) -> dict[str, Sheet]:
    by_role: dict[str, Sheet] = {}
    for sheet in book.sheets:
        role = sheet.name.strip().lower()
        role = role if role in SHEETS else "survey"
        if by_role.setdefault(role, sheet) is not sheet:
            findings.add("F112", sheet.name, name=role)
    if "survey" not in by_role:
        names = list(dict.fromkeys(book.names))[:10]
        raise FormsError("F109", found=", ".join(f"“{name}”" for name in names) or "none")
    read = {sheet.name for sheet in book.sheets}
    for name in book.names:
        if name not in read:
            findings.add("F110", name)
    return {role: by_role.get(role, Sheet(role, ())) for role in SHEETS}


def _check_columns(
    sheets: dict[str, Sheet], columns: dict[str, tuple[Column, ...]], findings: Findings
) -> None:
    for role, required in _REQUIRED_COLUMNS.items():
        found = {column.key for column in columns[role]}
        for key in required:
            if key not in found and (role == "survey" or len(sheets[role].rows) > 1):
                findings.add("F201", sheets[role].name, 1, header=key)


def _make_questionnaire(
    stem: str, source: _Source, reserved_names: Collection[str], findings: Findings
) -> Questionnaire | None:
    survey = _read_survey(source, reserved_names, findings)
    used = {name: survey.lists[name] for name in sorted(survey.used_lists & set(survey.lists))}
    choices = sorted((one.record for listed in used.values() for one in listed), key=lambda one: one.row)
    shown = ((source.columns["survey"], survey.kept), (source.columns["choices"], choices))
    listed = list_languages(source.settings, findings)
    live = list_live_languages(shown, source.tags, findings, listed)
    check_translations(shown, live, source.tags, findings)
    pages = build_pages(survey.root.items)
    made = Questionnaire(
        id=re.sub(r"[^\w.-]+", "-", source.settings.value("form_id") or stem).strip("-") or "questionnaire",
        title=read_title(source.settings, source.tags.default, stem),
        languages=live,
        default_language=source.tags.default,
        pages=pages,
        groups=tuple(survey.groups),
        calculations=tuple(survey.calculations),
    )
    survey.checks.conditions.check(made)
    if not made.questions() and not findings.has_errors:
        findings.add("F111", "survey")
    return None if findings.has_errors else from_dict(to_dict(made))


def _read_survey(source: _Source, reserved_names: Collection[str], findings: Findings) -> SurveyReader:
    columns = [column.header for column in source.columns["choices"] if column.key.startswith(OWN_COLUMN)]
    conditions = Conditions(findings, columns)
    checks = RowChecks(findings, count_names(source.survey), conditions, reserved_names)
    survey = SurveyReader(_read_lists(source, findings), checks, findings, source.tags.languages)
    survey.read(source.survey)
    return survey


def _read_lists(source: _Source, findings: Findings) -> Lists:
    return read_choices(
        source.choices,
        allow_duplicates=source.settings.value("allow_choice_duplicates").lower() in YES,
        default_language=source.tags.default,
        findings=findings,
    )
