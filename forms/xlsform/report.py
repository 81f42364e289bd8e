"""The report on a file, as plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from forms.xlsform.entries import Entry, Placed, format_rows, list_entries
from forms.xlsform.languages import name_language
from forms.xlsform.problems import Reading, Repair, Severity, severity_of

_HEADINGS = {
    Severity.ERROR: "Has to be corrected",
    Severity.DROPPED: "Left out",
    Severity.WARNING: "Worth knowing",
}
_WIDTH = 100
MOST_ENTRIES = 300
"""Different things that are listed of one severity; the rest is a count."""


def format_report(reading: Reading, repairs: Sequence[Repair] = ()) -> str:
    """Return the whole report; rows with the same problem share one entry. repairs: what was done before."""
    lines = [f"{reading.name}: {_describe(reading)}"]
    if repairs:
        lines += ["", f"Repaired ({_count(len(repairs), 'place')})", *_list_lines(repairs)]
    for severity, heading in _HEADINGS.items():
        problems = [problem for problem in reading.problems if problem.severity is severity]
        if problems:
            count = len(problems) + _count_unlisted(reading, severity)
            lines += ["", f"{heading} ({_count(count, 'place')})", *_list_lines(problems)]
            lines += _list_unlisted(reading, severity)
    return "\n".join([*lines, "", _conclude(reading), ""])


def _describe(reading: Reading) -> str:
    questionnaire = reading.questionnaire
    if questionnaire is None:
        return "cannot be imported as it is."
    title = questionnaire.title[questionnaire.default_language]
    questions = _count(len(questionnaire.questions()), "question")
    pages = _count(len(questionnaire.pages), "page")
    languages = ", ".join(name_language(tag) for tag in questionnaire.languages)
    return f"“{title}”, {questions} on {pages}, in {languages}."


def _conclude(reading: Reading) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
    errors += _count_unlisted(reading, Severity.ERROR)
    if reading.is_importable:
        return "It can be imported."
    return f"It cannot be imported: correct {_count(errors, 'place')} and check it again."


def _count_unlisted(reading: Reading, severity: Severity) -> int:
    return sum(count for code, count in reading.unlisted.items() if severity_of(code) is severity)


def _list_unlisted(reading: Reading, severity: Severity) -> Iterator[str]:
    for code, count in reading.unlisted.items():
        if severity_of(code) is severity:
            yield f"  and {_count(count, 'more place')} with [{code}], not listed"


def _list_lines(placed: Iterable[Placed]) -> Iterator[str]:
    entries = list_entries(placed)
    for entry in entries[:MOST_ENTRIES]:
        place = _name_places(entry)
        yield _wrap(f"{place}: " if place else "", f"{entry.message} {entry.remedy} [{entry.code}]")
    if len(entries) > MOST_ENTRIES:
        yield f"  and {_count(len(entries) - MOST_ENTRIES, 'more thing')}, not listed"


def _name_places(entry: Entry) -> str:
    rows = [format_rows(entry.rows)] if entry.rows else []
    row_noun = "row" if len(entry.rows) == 1 else "rows"
    named = [_name("sheet", entry.sheets), f"{row_noun} {rows[0]}" if rows else ""]
    return ", ".join(filter(None, [*named, _name("column", entry.columns)]))


def _wrap(place: str, text: str) -> str:
    return textwrap.fill(
        place + text, _WIDTH, initial_indent="  ", subsequent_indent="      ", break_long_words=False
    )


def _name(noun: str, names: Sequence[str]) -> str:
    return f"{noun}{'s' if len(names) > 1 else ''} {', '.join(names)}" if names else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
