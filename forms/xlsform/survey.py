"""The rows of the survey, one by one: questions, notes and groups, and what cannot be read."""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from forms.definitions import CHOICE_KINDS, Question
from forms.paging import Group
from forms.xlsform.checks import RowChecks
from forms.xlsform.choices import ListedChoice, Lists
from forms.xlsform.kinds import READABLE, RowKind, RowType, guess_type, read_type
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record

_REFUSALS = {RowKind.TRACKING: "F224", RowKind.LATER: "F223", RowKind.UNKNOWN: "F222"}


@dataclass
class SurveyReader:
    """Walks down the rows and builds the tree of questions and groups."""

    lists: Lists
    checks: RowChecks
    findings: Findings
    root: Group = field(default_factory=lambda: Group("survey"))
    kept: list[Record] = field(default_factory=list)
    used_lists: set[str] = field(default_factory=set)
    _open: list[tuple[Record, Group]] = field(default_factory=list)

    def read(self, records: Iterable[Record]) -> None:
        """Read all rows; afterwards `root` holds the tree and `kept` the rows whose texts are shown."""
        for record in records:
            self._read_row(record)
        for record, _group in self._open:
            self._report("F237", record, "type")

    def _read_row(self, record: Record) -> None:
        row_type = read_type(record.value("type"))
        if not record.value("type"):
            self._report("F221", record, "type")
        elif row_type.row_kind is RowKind.QUESTION:
            self._add(self._make_question(record, row_type), record)
        elif row_type.row_kind is RowKind.BEGIN_GROUP:
            self._begin_group(record)
        elif row_type.row_kind is RowKind.END_GROUP:
            self._end_group(record)
        else:
            code, guess = _REFUSALS[row_type.row_kind], guess_type(row_type.written)
            self._report(code, record, "type", found=row_type.written, known=READABLE, guess=guess)

    def _begin_group(self, record: Record) -> None:
        name = self.checks.read_label_name(record, "group")
        self.checks.check_unread(record)
        self.checks.check_texts(record)
        if record.value("government_question"):
            self._report("F242", record, "government_question")
        group = Group(name, record.text("label"), record.value("appearance"))
        self._add(group, replace(record, texts={"label": group.title}))
        self._open.append((record, group))

    def _end_group(self, record: Record) -> None:
        if self._open:
            self._open.pop()
        else:
            self._report("F238", record, "type")

    def _make_question(self, record: Record, row_type: RowType) -> Question:
        self.checks.check_question(record, row_type)
        names = [listed.choice for listed in self._find_list(record, row_type)]
        return Question(
            id=self._read_name(record, row_type),
            kind=row_type.kind,
            label=record.text("label"),
            hint=record.text("hint"),
            required=self.checks.read_required(record) and row_type.kind != "note",
            required_message=record.text("required_message"),
            choices=tuple(names),
            appearance=record.value("appearance"),
            government_questions=self.checks.read_government_questions(record),
        )

    def _read_name(self, record: Record, row_type: RowType) -> str:
        if row_type.kind == "note":
            return self.checks.read_label_name(record, "note")
        return self.checks.read_name(record)

    def _find_list(self, record: Record, row_type: RowType) -> list[ListedChoice]:
        if row_type.kind not in CHOICE_KINDS:
            return []
        if row_type.has_or_other:
            self._report("F232", record, "type")
        if not row_type.list_name:
            self._report("F230", record, "type", found=row_type.written)
        elif row_type.list_name not in self.lists:
            close = difflib.get_close_matches(row_type.list_name, self.lists, 1, 0.7)
            guess = f"; did you mean “{close[0]}”?" if close else ""
            self._report("F231", record, "type", found=row_type.list_name, guess=guess)
        self.used_lists.add(row_type.list_name)
        return self.lists.get(row_type.list_name, [])

    def _add(self, item: Question | Group, record: Record) -> None:
        (self._open[-1][1] if self._open else self.root).items.append(item)
        self.kept.append(record)

    def _report(self, code: str, record: Record, key: str, **values: object) -> None:
        self.findings.add(code, record.sheet, record.row, record.headers.get(key, key), **values)


def count_names(records: Iterable[Record]) -> Counter[str]:
    """Count every name of the survey, those of rows that are not read too; the end of a group has none."""
    named = (record for record in records if not record.value("type").lower().startswith("end"))
    return Counter(record.value("name") for record in named if record.value("name"))
