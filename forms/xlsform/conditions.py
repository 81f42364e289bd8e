"""Expressions in the cells of a form: each read where it stands, then held against the whole form."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from forms.definitions import Questionnaire
from forms.errors import FormsError
from forms.expressions.functions import ROW_FUNCTIONS
from forms.expressions.names import (
    find_own,
    list_calls,
    list_columns,
    list_named_questions,
    list_patterns,
    list_references,
)
from forms.expressions.nodes import Around, Column, Expression, Reference, walk
from forms.expressions.order import CycleFound
from forms.expressions.parsing import parse
from forms.flow.plans import find_plan
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record

OWN_KEY = "constraint"
"""The only column in which `.` means the answer to the question itself."""

FILTER_KEY = "choice_filter"

MOST_CHARACTERS = 200_000
"""Of all expressions of a form: each process reads them once, in a second or two."""

MOST_PATTERNS = 100
"""Different patterns of a form, each kept ready to be matched."""

MOST_GUESSES = 50
"""Names that are unknown and compared with all that are known."""

_SPELLED = {"true": "true()", "false": "false()"}
"""What spreadsheets make of yes and no, as expressions say it."""


@dataclass(frozen=True)
class Found:
    """An expression, and the cell that it came from."""

    expression: Expression
    record: Record
    key: str


@dataclass
class Conditions:
    """Reads the expressions of a form one after the other, and remembers where each stands."""

    findings: Findings
    choice_columns: Collection[str] = ()
    _characters: int = 0
    _patterns: set[str] = field(default_factory=set)
    _is_full: bool = False
    _guesses: dict[str, str] = field(default_factory=dict)
    _unread: dict[str, bool] = field(default_factory=dict)
    _found: list[Found] = field(default_factory=list)

    def note_unread(self, name: str, is_left_out: bool) -> None:
        """Remember the name of a row that is not read; one that is not left out is an error of its own."""
        self._unread.setdefault(name, is_left_out)

    def read(self, record: Record, key: str) -> str:
        """Return the expression of a cell, empty where it has none or cannot be read."""
        text = record.value(key).strip()
        text = _SPELLED.get(text.lower(), text)
        if not text or self._is_full:
            return ""
        self._characters += len(text)
        found = self._parse(text, record, key)
        if self._characters > MOST_CHARACTERS:
            self._stop("F322", record, key, f"{MOST_CHARACTERS:,}")
        elif len(self._patterns) > MOST_PATTERNS:
            self._stop("F324", record, key, str(MOST_PATTERNS))
        return found

    def _parse(self, text: str, record: Record, key: str) -> str:
        try:
            expression = parse(text)
        except FormsError as error:
            self.findings.add_coded(error, record.sheet, record.row, record.headers.get(key, key))
            return ""
        self._found.append(Found(expression, record, key))
        self._patterns |= set(list_patterns(expression))
        return text

    def _stop(self, code: str, record: Record, key: str, most: str) -> None:
        """Report that the form has too much to read; the rest is left unread."""
        self.findings.add(code, record.sheet, record.row, record.headers.get(key, key), most=most)
        self._is_full = True

    def check(self, made: Questionnaire) -> None:
        """Report what expressions look at and is not there, and those that wait for themselves."""
        known = {one.id for one in made.questions()} | {one.id for one in made.calculations}
        names = dict.fromkeys(sorted(known))
        selects = {one.id for one in made.questions() if one.choices}
        for found in self._found:
            self._check_names(found, names)
            self._check_scope(found)
            for named in _take_first(list_named_questions(found.expression)):
                if named.name not in selects:
                    self._report("F319", found, place=named.place, found=named.name)
        if not self.findings.has_errors:
            self._check_order(made)

    def _check_names(self, found: Found, names: Collection[str]) -> None:
        unknown = [one for one in list_references(found.expression) if one.name not in names]
        for one in _take_first(unknown):
            if self._unread.get(one.name):
                self._report("F321", found, place=one.place, found=one.name)
            elif one.name not in self._unread:
                guess = self._guess(one.name, names)
                self._report("F308", found, place=one.place, found=one.name, guess=guess)

    def _guess(self, name: str, names: Collection[str]) -> str:
        """Return what a name may have been meant to be; comparing takes long, so only for the first ones."""
        if name not in self._guesses:
            is_late = len(self._guesses) >= MOST_GUESSES
            close = [] if is_late else difflib.get_close_matches(name, names, 1, 0.6)
            self._guesses[name] = f"; did you mean “{close[0]}”?" if close else ""
        return self._guesses[name]

    def _check_scope(self, found: Found) -> None:
        """Report what has no meaning in this column, and what works on rows."""
        own = find_own(found.expression)
        if own and found.key != OWN_KEY:
            self._report("F310", found, place=own.place)
        for column in _take_first(list_columns(found.expression)):
            if found.key != FILTER_KEY:
                self._report("F314", found, place=column.place, found=column.name)
            elif column.name not in {"name", *self.choice_columns}:
                self._report("F316", found, place=column.place, found=column.name)
        rows = [one for one in list_calls(found.expression) if one.name in ROW_FUNCTIONS]
        around = [one for one in walk(found.expression.root) if isinstance(one, Around)]
        if rows:
            self._report("F311", found, place=rows[0].place, found=f"{rows[0].name}()")
        elif around:
            self._report("F311", found, place=around[0].place, found="..")

    def _check_order(self, made: Questionnaire) -> None:
        try:
            find_plan(made)
        except CycleFound as cycle:
            waiting = [one for one in self._found if self._is_link(one, cycle.names)]
            found = waiting[0] if waiting else self._found[0]
            self._report("F309", found, names=" → ".join(f"“{name}”" for name in cycle.names))

    def _is_link(self, found: Found, names: Collection[str]) -> bool:
        """Tell whether a cell makes values wait for each other: that of one of them, or of a group."""
        looked_at = {one.name for one in list_references(found.expression)}
        is_group = found.record.value("type").lower().startswith("begin")
        return bool(looked_at & set(names)) and (is_group or found.record.value("name") in names)

    def _report(self, code: str, at: Found, /, **values: object) -> None:
        record = at.record
        self.findings.add(code, record.sheet, record.row, record.headers.get(at.key, at.key), **values)


def _take_first(nodes: Iterable[Reference | Column]) -> Collection[Reference | Column]:
    """Take each name where it stands first: one that stands in a cell a thousand times is one problem."""
    first: dict[str, Reference | Column] = {}
    for node in nodes:
        first.setdefault(node.name, node)
    return first.values()


def find_filter_columns(filters: Iterable[str]) -> frozenset[str]:
    """Return the columns of choices that choice filters look at; those that cannot be read name none."""
    names: set[str] = set()
    left = MOST_CHARACTERS
    for text in sorted(filters):
        left -= len(text)
        if left < 0:
            break  # reported where the rows are read
        try:
            names |= {column.name for column in list_columns(parse(text))}
        except FormsError:
            continue  # reported where the row is read
    return frozenset(names)
