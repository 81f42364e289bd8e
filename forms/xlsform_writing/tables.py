"""The three sheets of an XLSForm, as rows of text under their headers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.definitions import Calculation, Choice, Question, Questionnaire, Text
from forms.expressions.names import list_columns
from forms.expressions.parsing import parse
from forms.xlsform.languages import name_language
from forms.xlsform_writing.lines import Begin, End, Line
from forms.xlsform_writing.placing import list_lines

Cells = Mapping[str, str | Text]
"""What a row says, by column; texts in several languages as such."""

_MEDIA = ("image", "big-image", "audio", "video")
# fmt: off
_SURVEY = (
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant",
    "constraint", "constraint_message", "calculation", "choice_filter", "appearance", "parameters", "default",
    "government_question", "page_id", *_MEDIA,
)
# fmt: on
_OWN = "column:"
"""Before the key of a column that choice filters look at: its header may be that of any other."""

_ALWAYS = ("type", "name", "label")


@dataclass(frozen=True)
class Table:
    """One sheet: its headers, and its rows under them."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def make_tables(definition: Questionnaire) -> tuple[Table, Table, Table]:
    """Return survey, choices and settings. Reading them gives the same questionnaire again."""
    lists = _Lists()
    lines = [_write_line(line, lists) for line in list_lines(definition)]
    tags = _list_tags(definition, [*lines, *lists.rows])
    own = {key for row in lists.rows for key in row if key.startswith(_OWN)} | _list_looked_at(definition)
    choices = _make_table("choices", ("list_name", "name", "label", *_MEDIA, *sorted(own)), lists.rows, tags)
    return (
        _make_table("survey", _SURVEY, lines, tags),
        choices,
        _make_settings(definition, tags),
    )


def _list_looked_at(definition: Questionnaire) -> set[str]:
    """List the columns that choice filters look at, which have to be there also where they say nothing."""
    filters = {one.choice_filter for one in definition.questions()} - {""}
    named = {column.name for text in filters for column in list_columns(parse(text))}
    return {f"{_OWN}{name}" for name in named if name != "name"}


class _Lists:
    """The lists of choices; questions with the same choices share one."""

    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self._by_look: dict[str, str] = {}

    def name(self, question: Question) -> str:
        """Return the name of a question's list; the first with these choices gives it its own."""
        look = repr(question.choices)
        if look not in self._by_look:
            self._by_look[look] = question.id
            self.rows += [_write_choice(question.id, choice) for choice in question.choices]
        return self._by_look[look]


def _write_choice(list_name: str, choice: Choice) -> Cells:
    own = {f"{_OWN}{key}": text for key, text in choice.columns.items()}
    return {"list_name": list_name, "name": choice.name, "label": choice.label, **own, **choice.media}


def _write_line(line: Line, lists: _Lists) -> Cells:
    if isinstance(line, Begin):
        return {
            "type": "begin_group",
            "name": line.name,
            "label": line.title,
            "relevant": line.relevant,
            "appearance": line.appearance,
            "page_id": line.page_id,
        }
    if isinstance(line, End):
        return {"type": "end_group"}
    return _write_value(line) if isinstance(line, Calculation) else _write_question(line, lists)


def _write_value(value: Calculation) -> Cells:
    return {
        "type": "hidden" if value.is_hidden else "calculate",
        "name": value.id,
        "calculation": value.expression,
        "relevant": value.relevant,
    }


def _write_question(question: Question, lists: _Lists) -> Cells:
    named = f" {lists.name(question)}" if question.choices else ""
    return {
        "type": f"{question.kind}{named}",
        "name": question.id,
        "label": question.label,
        "hint": question.hint,
        "guidance_hint": question.guidance,
        "required": "yes" if question.required else question.required_if,
        "required_message": question.required_message,
        "relevant": question.relevant,
        "constraint": question.constraint,
        "constraint_message": question.constraint_message,
        "choice_filter": question.choice_filter,
        "appearance": question.appearance,
        "parameters": " ".join(f"{name}={value}" for name, value in question.parameters.items()),
        "default": question.default,
        "government_question": " ".join(question.government_questions),
        **question.media,
    }


def _make_settings(definition: Questionnaire, tags: Sequence[str]) -> Table:
    written = {tag: text for tag, text in definition.title.items() if tag != definition.default_language}
    found = {
        "form_title": definition.title.get(definition.default_language, ""),
        **{f"form_title::{name_language(tag)}": text for tag, text in written.items()},
        "form_id": definition.id,
        "default_language": name_language(definition.default_language),
    }
    if definition.languages != tuple(tag for tag in tags if tag in _list_labelled(definition)):
        found["languages"] = " ".join(definition.languages)
    return Table("settings", tuple(found), (tuple(found.values()),))


def _list_labelled(definition: Questionnaire) -> set[str]:
    """List the languages in which anything that has a label has one."""
    pages = [*definition.pages]
    texts = [page.title for page in pages] + [one.label for page in pages for one in page.questions]
    texts += [choice.label for page in pages for one in page.questions for choice in one.choices]
    return {tag for text in texts for tag in text}


def _list_tags(definition: Questionnaire, rows: Iterable[Cells]) -> list[str]:
    """List the languages of all texts: the default first, those of the form in its order, then any other."""
    met = {tag for row in rows for cell in row.values() if isinstance(cell, Mapping) for tag in cell}
    return list(dict.fromkeys((definition.default_language, *definition.languages, *sorted(met))))


def _make_table(name: str, keys: Sequence[str], rows: Sequence[Cells], tags: Sequence[str]) -> Table:
    """Lay rows out under headers; a column that says nothing is left out, labels and names are not."""
    columns = [column for key in keys for column in _list_columns(key, rows, tags)]
    headers = tuple(_write_header(key, tag) for key, tag in columns)
    return Table(name, headers, tuple(tuple(_find(row, *column) for column in columns) for row in rows))


def _list_columns(key: str, rows: Sequence[Cells], tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    if any(isinstance(row.get(key), Mapping) for row in rows) or key == "label":
        for tag in tags:
            if key == "label" or any(_find(row, key, tag) for row in rows):
                yield key, tag
    elif key in (*_ALWAYS, "list_name") or key.startswith(_OWN) or any(row.get(key) for row in rows):
        yield key, ""


def _write_header(key: str, tag: str) -> str:
    start = f"media::{key}" if key in _MEDIA else key.removeprefix(_OWN)
    return f"{start}::{name_language(tag)}" if tag else start


def _find(row: Cells, key: str, tag: str) -> str:
    cell = row.get(key, "")
    return cell.get(tag, "") if isinstance(cell, Mapping) else str(cell)
