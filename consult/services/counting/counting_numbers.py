"""Numbers that returns gave, as a draft adds them up as the page does: with shared wording and without."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from analysis.drafting import numbers_said
from analysis.drafting.figures import write_number
from analysis.drafting.material import ClosedQuestion
from analysis.drafting.table_counts import LEAVING_OUT, name_count
from analysis.drafting.theme_parts import NOT_SHOWN
from analysis.tables.leaving_out import leave_out
from analysis.tables.rests import Rest
from analysis.tables.tiers import Amount
from consult.models.readings import AnswerText
from consult.services.counting.drafted_tables import make_table, say_base
from consult.services.counting.gathering_questions import ClosedPart
from consult.services.counting.number_layers import (
    ALL,
    BLANK,
    COUNCILS,
    GAVE,
    OTHERS,
    STATES,
    Bodies,
    Layer,
    count_every,
    count_own,
)
from consult.services.counting.number_questions import name_covers, name_view_question
from consult.services.counting.number_views import (
    Views,
    count_views_together,
    count_views_together_without,
)
from consult.services.counting.telling_numbers import tell_numbers
from consult.services.drafts.draft_record import Record
from consult.services.returns.sent_numbers import Sent, stand_numbers

TOGETHER = "All counted numbers together"
NOUGHTS, NONE_LEFT = "Of these, nought", "none"
LEAST, MOST, MIDDLE = "Smallest number", "Largest number", "Middle number"
_COUNTED_AS = {
    GAVE: numbers_said.GIVEN,
    BLANK: numbers_said.BLANK,
    **dict(zip(STATES, (numbers_said.ADDED, numbers_said.INSIDE, numbers_said.EARLIER), strict=True)),
}
_SIZES = {
    TOGETHER: numbers_said.TOTAL,
    LEAST: numbers_said.LEAST,
    MOST: numbers_said.MOST,
    MIDDLE: "middle",
    NOUGHTS: numbers_said.NOUGHT,
    COUNCILS: numbers_said.COUNCILS,
    OTHERS: numbers_said.OTHERS,
}
"""What rows count, as the figures of the sentence beside the table name it."""
NOT_WHOLE = (("Not all are whole numbers: they are not added up here", NOT_SHOWN),)
NOT_IF_NONE = frozenset({*STATES, BLANK, NOUGHTS})
"""Where these are none, all returns counted, the table has no row of them."""


def tabulate_given_numbers(record: Record, part: ClosedPart, rows: Sequence[AnswerText]) -> ClosedQuestion:
    """Add numbers up as the page of numbers does, each home once; nought is not a blank."""
    everybody = {one.response_id for one in record.returns.respondents}
    shared = record.found.wholly_shared & everybody
    sent = Sent(record.returns, record.bodies, record.councils, record.small_number, shared)
    standings = stand_numbers(sent, part.question_id, name_covers(part.question_id))
    bodies = dict(zip((COUNCILS, OTHERS), standings, strict=True))
    every = count_every(bodies, everybody - {row.response_id for row in rows}, record.small_number)
    if not every.are_whole:
        return ClosedQuestion(part.question_id, part.text, make_table(part, NOT_WHOLE, say_base(len(rows))))
    own = count_own(bodies, every, shared, record.small_number) if shared else None
    cells = _list_cells(every, _find_views(record, part, bodies, None), record.small_number)
    kept = ((words, cell) for words, cell in cells.items() if cell != "0" or words not in NOT_IF_NONE)
    table: tuple[tuple[str, ...], ...] = tuple(kept)
    if own is not None:
        again = _list_cells(own, _find_views(record, part, bodies, shared), record.small_number)
        table = tuple((*row, again.get(row[0], NOT_SHOWN)) for row in table)
    base = say_base(len(rows), own.count(GAVE) if own else None)
    columns = ("What", "Number", LEAVING_OUT)[: len(table[0])]
    numbers = tell_numbers(part.question_id, every, own)
    counts = tuple(_name_row(part, row[0], every, own) for row in table)
    made = make_table(part, table, base, columns, counts)
    return ClosedQuestion(part.question_id, part.text, made, numbers=numbers)


def _name_row(part: ClosedPart, words: str, every: Layer, own: Layer | None) -> str:
    """What a row counts; of those who left it blank nobody agreed to be named."""
    measure = numbers_said.SIZE if words in _SIZES else numbers_said.COUNT
    group = _SIZES.get(words) or _COUNTED_AS.get(words, words)
    public = every.everyone_named and words != BLANK
    rests = _list_rests(words, every, own) if words in _SIZES else ()
    return name_count(measure, question_id=part.question_id, group=group, public=public, rests=rests)


def _list_rests(words: str, every: Layer, own: Layer | None) -> tuple[Rest | None, ...]:
    """Of all, leaving out shared wording, and of what lies between; of single numbers those of all added."""
    of = words if words in {COUNCILS, OTHERS} else ALL
    again = () if own is None else (own.rests.get(of), own.between.get(of))
    return (every.rests.get(of), *again)


def _list_cells(layer: Layer, views: Views, small_number: int) -> dict[str, str]:
    """Everything that is told, by what it is called: counts, whose views, what the numbers come to."""
    counts = {name: _write(layer.count(name)) for name in (GAVE, *STATES)}
    blank = layer.count(BLANK)
    is_few = blank is not None and 0 < blank < small_number
    counts[BLANK] = f"fewer than {small_number}" if is_few else _write(blank)
    parts = {words: write_number(size) for words, size in layer.parts.items() if size is not None}
    return {**counts, **{name: write_number(n) for name, n in views}, **_list_sizes(layer), **parts}


def _list_sizes(layer: Layer) -> dict[str, str]:
    """What the numbers come to; single bodies' numbers only where all agreed to be named."""
    found = layer.sizes
    if not layer.is_told:
        return {TOGETHER: NOT_SHOWN}
    if found.total is None or found.middle is None:
        return {TOGETHER: NONE_LEFT}
    if not found.public:
        return {TOGETHER: write_number(found.total)}
    sizes = {TOGETHER: found.total, LEAST: found.least, MOST: found.most}
    sizes |= {NOUGHTS: found.noughts}
    said = {words: _write(size) for words, size in sizes.items()}
    return {**said, MIDDLE: write_number(Decimal(str(found.middle)))}


def _find_views(record: Record, part: ClosedPart, bodies: Bodies, shared: Collection[str] | None) -> Views:
    """Whose the numbers are, as far as it may be told; in both layers the same, or none of the second."""
    rows = record.list_answers((name_view_question(part.question_id),))
    answers = {row.response_id: row for row in rows}
    kinds = tuple(bodies.values())
    if shared is None:
        return count_views_together(kinds, answers, record.small_number)
    left = [leave_out(some, shared) for some in kinds]
    return count_views_together_without(kinds, left, answers, record.small_number)


def _write(number: Amount | None) -> str:
    return NOT_SHOWN if number is None else write_number(number)
