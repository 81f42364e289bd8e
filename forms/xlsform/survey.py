"""The rows of the survey, one by one: questions, notes and groups, and what cannot be read."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from forms.definitions import CHOICE_KINDS, Calculation, ConditionalGroup, Question
from forms.expressions.quoting import quote_text
from forms.kinds import get_handler
from forms.paging import Group
from forms.xlsform.checks import RowChecks
from forms.xlsform.choices import ListedChoice, Lists
from forms.xlsform.kinds import READABLE, RowKind, RowType, guess_type, read_type
from forms.xlsform.other import ENDING, add_other
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record
from forms.xlsform.told import is_worked_out, read_default, read_parameters

MOST_GROUPS = 20
"""Groups with a condition that may stand in one another."""

_REFUSALS = {
    RowKind.TRACKING: "F224",
    RowKind.UNSUPPORTED: "F249",
    RowKind.LATER: "F223",
    RowKind.UNKNOWN: "F222",
}

_ONLY_ASKED = ("parameters", "default")
"""Columns that say something of what is asked only."""


@dataclass(frozen=True)
class _OpenGroup:
    """A group that has not ended, and the innermost group with a condition that its rows stand in."""

    record: Record
    group: Group
    condition_id: str


@dataclass
class SurveyReader:
    """Walks down the rows and builds the tree of questions and groups."""

    lists: Lists
    checks: RowChecks
    findings: Findings
    languages: Sequence[str] = ()
    root: Group = field(default_factory=lambda: Group("survey"))
    kept: list[Record] = field(default_factory=list)
    used_lists: set[str] = field(default_factory=set)
    groups: list[ConditionalGroup] = field(default_factory=list)
    calculations: list[Calculation] = field(default_factory=list)
    _open: list[_OpenGroup] = field(default_factory=list)
    _parts: dict[str, int] = field(default_factory=dict)

    def read(self, records: Iterable[Record]) -> None:
        """Read all rows; afterwards `root` holds the tree and `kept` the rows whose texts are shown."""
        for record in records:
            self._read_row(record)
        for one in self._open:
            self._report("F237", one.record, "type")

    def _read_row(self, record: Record) -> None:
        row_type = read_type(record.value("type"))
        if not record.value("type"):
            self._report("F221", record, "type")
        elif row_type.row_kind is RowKind.QUESTION:
            self._ask(record, row_type)
        elif row_type.row_kind is RowKind.CALCULATION:
            self._calculate(record)
        elif row_type.row_kind is RowKind.HIDDEN:
            self._hide(record)
        elif row_type.row_kind is RowKind.BEGIN_GROUP:
            self._begin_group(record)
        elif row_type.row_kind is RowKind.END_GROUP:
            self._end_group(record)
        else:
            self.checks.conditions.note_unread(record.value("name"), row_type.row_kind is RowKind.TRACKING)
            code, guess = _REFUSALS[row_type.row_kind], guess_type(row_type.written)
            self._report(code, record, "type", found=row_type.written, known=READABLE, guess=guess)

    def _begin_group(self, record: Record) -> None:
        name = self.checks.read_label_name(record, "group")
        self.checks.check_unread(record)
        self.checks.check_texts(record)
        if record.value("government_question"):
            self._report("F242", record, "government_question")
        page_id = self.checks.read_page_id(record)
        group = Group(name, record.text("label"), record.value("appearance"), page_id=page_id)
        self._add(group, replace(record, texts={"label": group.title}))
        self._leave_out(record, "group", "constraint", "calculation", "choice_filter", *_ONLY_ASKED)
        condition = self.checks.conditions.read(record, "relevant")
        if condition:
            self._check_depth(record)
            self.groups.append(ConditionalGroup(name, condition, self._group_id))
        self._open.append(_OpenGroup(record, group, name if condition else self._group_id))

    def _check_depth(self, record: Record) -> None:
        """Each question waits for the conditions of all groups round it."""
        round_it = {one.condition_id for one in self._open} - {""}
        if len(round_it) >= MOST_GROUPS:
            self._report("F323", record, "relevant", most=MOST_GROUPS)

    def _end_group(self, record: Record) -> None:
        if self._open:
            self._open.pop()
        else:
            self._report("F238", record, "type")

    def _calculate(self, record: Record) -> None:
        """Keep a value that is worked out; whatever people would read in the row is nowhere shown."""
        name = self.checks.read_name(record)
        self._leave_out(record, "calculate", "constraint", "choice_filter", *_ONLY_ASKED)
        self.checks.check_unread(record)
        relevant = self.checks.conditions.read(record, "relevant")
        if not record.value("calculation").strip():
            self._report("F312", record, "calculation")
        expression = self.checks.conditions.read(record, "calculation")
        self._report("F317", record, "calculation")
        self.calculations.append(Calculation(name, expression, relevant, self._group_id))

    def _hide(self, record: Record) -> None:
        """Keep a value that nobody is asked for: what it is from the start, or what it is worked out from."""
        name = self.checks.read_name(record)
        self._leave_out(record, "hidden", "constraint", "choice_filter", "parameters")
        self.checks.check_unread(record)
        read = self.checks.conditions.read
        relevant, default = read(record, "relevant"), record.value("default").strip()
        if record.value("calculation").strip():
            expression = read(record, "calculation")
        else:
            expression = read(record, "default") if is_worked_out(record, "hidden") else quote_text(default)
        self._report("F317", record, "type")
        self.calculations.append(Calculation(name, expression, relevant, self._group_id, is_hidden=True))

    @property
    def _group_id(self) -> str:
        return self._open[-1].condition_id if self._open else ""

    def _leave_out(self, record: Record, kind: str, *keys: str) -> None:
        for key in keys:
            if record.value(key):
                self._report("F318", record, key, what=key, kind=kind)

    def _check_cells(self, record: Record, row_type: RowType) -> None:
        """Report expressions that a row of this kind cannot have."""
        if row_type.kind == "note":
            self._leave_out(record, "note", "constraint", "default")
        if record.value("calculation"):
            self._report("F313", record, "calculation")
        if record.value("choice_filter") and row_type.kind not in CHOICE_KINDS:
            self._report("F315", record, "choice_filter")

    def _ask(self, record: Record, row_type: RowType) -> None:
        """Add a question, and the one that “or_other” brings with it."""
        question, further = self._make_question(record, row_type), None
        self._check_inputs(question, record)
        if row_type.has_or_other and question.choices:
            question, further = self._add_other(question, record)
        default = read_default(record, question, self._report)
        self._add(replace(question, default=default), record)
        if further:
            self._add(further)

    def _check_inputs(self, question: Question, record: Record) -> None:
        """Report inputs of the parts of a question that are called as another row or part of another one."""
        parts = filter(None, get_handler(question.kind).list_parts(question))
        for name in (f"{question.id}-{part}" for part in parts):
            first = self._parts.setdefault(name, record.row)
            if self.checks.all_names[name] or first != record.row:
                self._report("F287", record, "name", found=name)

    def _add_other(self, question: Question, record: Record) -> tuple[Question, Question]:
        name = f"{question.id}{ENDING}"
        self._report("F286" if self.checks.all_names[name] else "F232", record, "type", found=name)
        return add_other(question, self.languages)

    def _make_question(self, record: Record, row_type: RowType) -> Question:
        self.checks.check_question(record, row_type)
        self._check_cells(record, row_type)
        read, is_note = self.checks.conditions.read, row_type.kind == "note"
        required, required_if = (False, "") if is_note else self.checks.read_required(record)
        names = [listed.choice for listed in self._find_list(record, row_type)]
        return Question(
            id=self._read_name(record, row_type),
            kind=row_type.kind,
            label=record.text("label"),
            hint=record.text("hint"),
            required=required,
            required_if=required_if,
            required_message=record.text("required_message"),
            choices=tuple(names),
            appearance=record.value("appearance"),
            government_questions=self.checks.read_government_questions(record),
            guidance=record.text("guidance_hint"),
            relevant=read(record, "relevant"),
            constraint=read(record, "constraint") if row_type.kind != "note" else "",
            constraint_message=record.text("constraint_message"),
            choice_filter=read(record, "choice_filter") if row_type.kind in CHOICE_KINDS else "",
            group_id=self._group_id,
            parameters=read_parameters(record, row_type.kind, self._report),
            media=record.media,
        )

    def _read_name(self, record: Record, row_type: RowType) -> str:
        if row_type.kind == "note":
            return self.checks.read_label_name(record, "note")
        return self.checks.read_name(record)

    def _find_list(self, record: Record, row_type: RowType) -> list[ListedChoice]:
        if row_type.kind not in CHOICE_KINDS:
            return []
        if not row_type.list_name:
            self._report("F230", record, "type", found=row_type.written)
        elif row_type.list_name not in self.lists:
            close = difflib.get_close_matches(row_type.list_name, self.lists, 1, 0.7)
            guess = f"; did you mean “{close[0]}”?" if close else ""
            self._report("F231", record, "type", found=row_type.list_name, guess=guess)
        self.used_lists.add(row_type.list_name)
        return self.lists.get(row_type.list_name, [])

    def _add(self, item: Question | Group, record: Record | None = None) -> None:
        """Add a question or group where the last open group is. record: the row whose texts it shows."""
        (self._open[-1].group if self._open else self.root).items.append(item)
        if record:
            self.kept.append(record)

    def _report(self, code: str, record: Record, key: str, **values: object) -> None:
        self.findings.add(code, record.sheet, record.row, record.headers.get(key, key), **values)


def count_names(records: Iterable[Record]) -> Counter[str]:
    """Count every name of the survey, those of rows that are not read too; the end of a group has none."""
    named = (record for record in records if not record.value("type").lower().startswith("end"))
    return Counter(record.value("name") for record in named if record.value("name"))
