"""The table that a draft gives of one closed question, with what it is out of."""

from analysis.drafting.figures import write_number
from analysis.drafting.material import ProtectedTable
from consult.services.counting.gathering_questions import ClosedPart


def say_base(count: int, own: int | None = None) -> str:
    """How many returns answered. own: without shared wording; None where there is none, or it is hidden."""
    without = "" if own is None else f"; {write_number(own)} leaving out shared wording"
    return f"{write_number(count)} returns that answered{without}"


def make_table(
    part: ClosedPart,
    rows: tuple[tuple[str, ...], ...],
    base: str,
    columns: tuple[str, ...] = ("Answer", "Returns"),
    counts: tuple[str, ...] = (),
) -> ProtectedTable:
    """Put a table of one question together; its small numbers are protected already."""
    return ProtectedTable(part.question_id, f"Answers to “{part.text}”", columns, rows, base, counts)
