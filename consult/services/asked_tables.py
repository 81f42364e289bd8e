"""What a table can be asked to count, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consult.errors import Conflict
from consult.services.gathering_questions import AskedQuestion

GAPS = "gap"
ROWS = {
    "theme": "Themes",
    "decided": "Tags that people accepted",
    "tag": "Tags, also those only suggested",
    GAPS: "Gaps in provision and training needs",
}
COLUMNS = {
    "sector": "Sector",
    "area": "Sub-region",
    "kind": "Returns and experiences",
    "language": "Language",
    "month": "Month received",
}
WHO = {"returns": "Returns only", "experiences": "Experiences only", "both": "Returns and experiences"}
UNITS = {"responses": "Responses", "people": "People they speak for", "segments": "Passages"}
ALL_UNITS = "all"
TABLE_UNITS = UNITS | {ALL_UNITS: "Responses, people and passages"}
CLOSED = "answer:"


@dataclass(frozen=True)
class AskedTable:
    """What a table is to count. columns: one of COLUMNS, or `answer:` and the id of a closed question.

    question: the government's question that answers must speak to; any where it is empty.
    """

    rows: str = "theme"
    columns: str = "sector"
    unit: str = "responses"
    who: str = "returns"
    question: str = ""
    open_ids: tuple[str, ...] = field(default=())

    @property
    def closed_id(self) -> str:
        """The closed question whose answers are the columns, if that is what they are."""
        return self.columns.removeprefix(CLOSED) if self.columns.startswith(CLOSED) else ""

    @property
    def units(self) -> tuple[str, ...]:
        """What is counted, each in a block of its own."""
        return tuple(UNITS) if self.unit == ALL_UNITS else (self.unit,)


def choose_table(questions: Sequence[AskedQuestion], **wanted: str) -> AskedTable:
    """Choose a table by the keys of what it counts. Raises: Conflict (C404) for what is not offered."""
    offered = {
        "rows": ROWS,
        "columns": COLUMNS | dict(list_closed(questions)),
        "unit": TABLE_UNITS,
        "who": WHO,
    }
    asked = next((one for one in questions if one.number == wanted.get("question")), None)
    is_known = all(wanted[name] in keys for name, keys in offered.items() if name in wanted)
    if not is_known or (wanted.get("question") and asked is None):
        raise Conflict("C404")
    return AskedTable(**wanted, open_ids=asked.open_ids if asked else ())


def name_table(asked: AskedTable) -> str:
    """What a table is called."""
    by = "answer" if asked.closed_id else COLUMNS[asked.columns].lower()
    about = f", question {asked.question}" if asked.question else ""
    return f"{ROWS[asked.rows]} by {by}{about}: {TABLE_UNITS[asked.unit].lower()} ({WHO[asked.who].lower()})"


def list_closed(questions: Sequence[AskedQuestion]) -> list[tuple[str, str]]:
    """List the closed questions that give each return one answer: key for the columns, and what is asked."""
    parts = {part.question_id: part for one in questions for part in one.closed if part.kind == "select_one"}
    return [(f"{CLOSED}{key}", part.text) for key, part in parts.items()]
