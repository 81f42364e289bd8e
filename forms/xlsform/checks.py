"""What is checked in each row of the survey, and the values read on the way."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from pyxform.errors import PyXFormError
from pyxform.validators.pyxform.pyxform_reference import parse_pyxform_references

from forms.definitions import Text
from forms.xlsform.conditions import Conditions
from forms.xlsform.headers import MEDIA, REFUSED_KEYS, UNSHOWN_KEYS
from forms.xlsform.kinds import RowType
from forms.xlsform.problems import Findings
from forms.xlsform.records import Record

MOST_NAME_CHARACTERS = 64
RESERVED_NAMES = frozenset({"meta"})
RESERVED_ENDING = "__language"
"""Tables keep the language of each answer in a column with this ending."""

YES = frozenset({"yes", "true", "true()", "1", "x"})
NO = frozenset({"", "no", "false", "false()", "0"})

_NAME = re.compile(r"[^\W\d][\w.-]*")
_GOVERNMENT_QUESTION = re.compile(r"[^\W\d]?\d[\w.()-]*")
_FORMATTING = re.compile(
    r"</?[a-z][^<>]*>|\*\*\S[^*]*\*\*|^#{1,6} |\[[^\]]+\]\(https?:", re.IGNORECASE | re.MULTILINE
)
_PART_OF_DATE = frozenset({"month-year", "year"})


@dataclass
class RowChecks:
    """Checks rows one after the other; remembers names."""

    findings: Findings
    all_names: Counter[str]
    conditions: Conditions
    reserved_names: Collection[str] = ()
    _rows_by_name: dict[str, int] = field(default_factory=dict)

    def read_name(self, record: Record) -> str:
        """Return a question's name, under which answers are kept; report one that cannot be."""
        name = record.value("name")
        if name:
            self._check_name(name, record)
            return name
        self._report("F225", record, "name")
        return f"question_row_{record.row}"

    def read_label_name(self, record: Record, what: str) -> str:
        """Return a name for a note or group; nothing is kept under it, so it gives way to others."""
        name = record.value("name")
        if name and _NAME.fullmatch(name) and self.all_names[name] == 1 and name not in RESERVED_NAMES:
            return name
        return f"{what}_row_{record.row}"

    def read_page_id(self, record: Record) -> str:
        """Return the id of the page that a group is, which stands in its address; report one that cannot."""
        written = record.value("page_id")
        if not written or _NAME.fullmatch(written):
            return written
        self._report("F226", record, "page_id", found=written, most=MOST_NAME_CHARACTERS)
        return ""

    def read_required(self, record: Record) -> tuple[bool, str]:
        """Return whether an answer is required, and else on which condition it is."""
        written = record.value("required").strip()
        if written.lower() in YES | NO:
            return written.lower() in YES, ""
        if _NAME.fullmatch(written):
            self._report("F233", record, "required", found=written)
            return False, ""
        return False, self.conditions.read(record, "required")

    def read_government_questions(self, record: Record) -> tuple[str, ...]:
        """Return the numbers of the government questions that this one helps to answer."""
        numbers = re.split(r"[\s,;]+", record.value("government_question").strip())
        for number in filter(None, numbers):
            if not _GOVERNMENT_QUESTION.fullmatch(number):
                self._report("F239", record, "government_question", found=number)
        return tuple(dict.fromkeys(filter(None, numbers)))

    def check_question(self, record: Record, row_type: RowType) -> None:
        """Report what is wrong with a question or note as a whole."""
        if not record.text("label"):
            self._report("F229", record, "label")
        appearance = _PART_OF_DATE & set(record.value("appearance").split())
        if row_type.kind == "date" and appearance:
            self._report("F240", record, "appearance", found=min(appearance))
        self.check_unread(record, keeps_media=True)
        self.check_texts(record)

    def check_unread(self, record: Record, *, keeps_media: bool = False) -> None:
        """Report cells of columns that would change what is asked, and of those that are not shown."""
        for key in sorted(REFUSED_KEYS):
            written = record.value(key)
            if written and not (key == "read_only" and written.lower() in NO):
                self._check_references(written, record, key)
                self._report("F206", record, key, what=key)
        for key in sorted(UNSHOWN_KEYS):
            if record.value(key):
                self._report("F207", record, key, what=key)
        for key in record.media:
            self._report("F213" if keeps_media else "F207", record, key, what=key)

    def check_texts(self, record: Record) -> None:
        """Report references to other answers, and formatting marks, in what people read."""
        for key, text in record.texts.items():
            if key in MEDIA:
                continue
            for reading in _list_distinct(text):
                if self._check_references(reading, record, key):
                    break
            if any(_FORMATTING.search(reading) for reading in text.values()):
                self._report("F241", record, key)

    def _check_name(self, name: str, record: Record) -> None:
        if not _NAME.fullmatch(name) or len(name) > MOST_NAME_CHARACTERS:
            self._report("F226", record, "name", found=name[:MOST_NAME_CHARACTERS], most=MOST_NAME_CHARACTERS)
        if name in RESERVED_NAMES or name in self.reserved_names or name.endswith(RESERVED_ENDING):
            self._report("F227", record, "name", found=name)
        first = self._rows_by_name.setdefault(name, record.row)
        if first != record.row:
            self._report("F228", record, "name", found=name, first=first)

    def _check_references(self, text: str, record: Record, key: str) -> bool:
        try:
            names = [reference.name for reference in parse_pyxform_references(text)]
        except PyXFormError:
            self._report("F236", record, key)
            return True
        for name in dict.fromkeys(names):
            if name not in self.all_names:
                self._report("F234", record, key, found=name)
            elif key not in REFUSED_KEYS:
                self._report("F235", record, key, found=name)
        return bool(names)

    def _report(self, code: str, record: Record, key: str, **values: object) -> None:
        self.findings.add(code, record.sheet, record.row, record.headers.get(key, key), **values)


def _list_distinct(text: Text) -> list[str]:
    return list(dict.fromkeys(text.values()))
