"""What a table can be asked to count, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consult.errors import Conflict
from consult.services.counting.gathering_questions import AskedQuestion, ClosedPart

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
CLOSED, CHOSEN = "answer:", "="


@dataclass(frozen=True)
class AskedTable:
    """What a table is to count. columns: one of COLUMNS, or `answer:` and the id of a closed question; of one
    with several answers `=` and the choice after it, for whether it was chosen.

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
        closed = self.columns.removeprefix(CLOSED) if self.columns.startswith(CLOSED) else ""
        return closed.partition(CHOSEN)[0]

    @property
    def choice(self) -> str:
        """The choice of which the columns tell whether it was chosen, if they do."""
        return self.columns.partition(CHOSEN)[2] if self.closed_id else ""

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


def name_table(asked: AskedTable, questions: Sequence[AskedQuestion] = ()) -> str:
    """What a table is called. questions: where the words of the choice are, of a table by one."""
    by = "answer" if asked.closed_id else COLUMNS[asked.columns].lower()
    by = f"whether “{_find_words(asked, questions)}” was chosen" if asked.choice else by
    about = f", question {asked.question}" if asked.question else ""
    return f"{ROWS[asked.rows]} by {by}{about}: {TABLE_UNITS[asked.unit].lower()} ({WHO[asked.who].lower()})"


def _find_words(asked: AskedTable, questions: Sequence[AskedQuestion]) -> str:
    parts = [part for one in questions for part in one.closed if part.question_id == asked.closed_id]
    return next((dict(part.choices)[asked.choice] for part in parts), asked.choice)


def list_closed(questions: Sequence[AskedQuestion]) -> list[tuple[str, str]]:
    """List the answers that columns can be by: key, and what was asked.

    A question with one answer has a column for each; of several, each choice is a table of its own.
    """
    parts = {part.question_id: part for one in questions for part in one.closed}
    return [offered for part in parts.values() for offered in _offer(part)]


def _offer(part: ClosedPart) -> list[tuple[str, str]]:
    key = f"{CLOSED}{part.question_id}"
    if part.kind == "select_multiple":
        return [(f"{key}{CHOSEN}{name}", f"{part.text} – {words}") for name, words in part.choices]
    return [(key, part.text)] if part.kind == "select_one" else []
