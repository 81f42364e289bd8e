"""Count what became of passages: in a theme or in none, and kept out of quotations for personal data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.figures import Rules, is_small
from analysis.drafting.passages import EXPERIENCES, RETURNS, count_kept_out, count_leftover
from analysis.drafting.statements import Counted
from analysis.identifier_patterns import Found as Find
from analysis.tables.leftover import NONE
from consult.models.draft import Draft, Section, Statement
from consult.queries.return_finds import find_kept_finds
from consult.queries.tables import list_released, list_standing_segments
from consult.queries.viewer import SYSTEM
from consult.services.drafts.draft_record import Found, Passages, Placed, Record
from consult.services.identifiers.finding_in_returns import Looked, list_barred
from consult.vocabulary import Bucket

LEFTOVER_KEYS = tuple(f"annex-method.leftover.{of}" for of in (RETURNS, EXPERIENCES))


def count_by_response(session: Session, found: Found) -> dict[str, Passages]:
    """How many passages each response has as its texts stand, and how many of them are in no theme."""
    placed = {one.segment_id for one in found.placed}
    every, left = Counter[str](), Counter[str]()
    for one in list_standing_segments(session, SYSTEM, found.run_id):
        every[one.response_id] += 1
        left[one.response_id] += one.segment_id not in placed
    return {id: Passages(number, left[id]) for id, number in every.items()}


def read_finds(session: Session, response_ids: Iterable[str]) -> dict[str, tuple[Find, ...]]:
    """What jobs found in these returns as they stand, by answer."""
    return {
        answer_id: tuple(Find(one.kind, one.start, one.end, one.reason, one.confidence) for one in rows)
        for answer_id, rows in find_kept_finds(session, set(response_ids)).items()
    }


def is_leftover_held_back(session: Session, consultation_id: str) -> bool:
    """Whether a table of themes that was handed out holds back how much is in none."""
    tables = [one.every for one in list_released(session, consultation_id) if one.rows_by == "theme"]
    return any(NONE in every and every[NONE][-1] is None for every in tables)


def is_leftover_told(session: Session, consultation_id: str) -> bool:
    """Whether a draft says how many passages are in no theme."""
    wanted = (
        select(Statement.evidence)
        .join(Statement.section)
        .join(Section.draft)
        .where(Draft.consultation_id == consultation_id, Statement.key.in_(LEFTOVER_KEYS))
    )
    return any(not one["figures"][0]["withheld"] for one in session.scalars(wanted))


@dataclass(frozen=True)
class _Leftover:
    responses: int
    with_some: int
    passages: int
    left: int


def describe_passages(record: Record, looked: Iterable[Looked]) -> tuple[Counted, ...]:
    """Say of returns, then of experiences, what became of passages. looked: what was found just now."""
    analysed = {id for id, state in record.states.items() if state is Bucket.ANALYSED}
    returns, told = (
        _add_up(record, ids) for ids in (analysed - record.account_ids, analysed & record.account_ids)
    )
    made = []
    if returns.passages:
        held_back = record.holds_leftover_back
        made.append(count_leftover(returns.left, returns.passages, RETURNS, withheld=held_back))
    if told.passages:
        withheld = record.holds_leftover_back or _is_small(told, record.rules)
        made.append(count_leftover(told.left, told.passages, EXPERIENCES, withheld=withheld))
    return (*made, *_count_kept_out(record, analysed, looked))


def _add_up(record: Record, ids: Set[str]) -> _Leftover:
    own = [record.passages[id] for id in ids if id in record.passages]
    with_some = sum(1 for one in own if one.left)
    return _Leftover(len(own), with_some, sum(one.every for one in own), sum(one.left for one in own))


def _is_small(told: _Leftover, rules: Rules) -> bool:
    """A number of passages points to the few experiences that it is of, or that it is not of."""
    parts = (told.responses, told.with_some, told.responses - told.with_some)
    return any(is_small(number, rules) for number in parts)


def _count_kept_out(record: Record, analysed: Set[str], looked: Iterable[Looked]) -> Iterator[Counted]:
    finds = {**record.finds, **{one.answer_id: one.finds for one in looked}}
    placed = _list_placed(record, analysed)
    unsettled = by_person = 0
    for one in placed:
        decided = record.settled.get(one.answer_id, ())
        refused = [(place.start, place.end) for place in decided if not place.may_stand]
        if _overlaps(one, refused):
            by_person += 1
        elif _overlaps(one, list_barred(finds.get(one.answer_id, ()), decided)):
            unsettled += 1
    if placed:
        yield count_kept_out(unsettled, by_person, len(placed))


def _list_placed(record: Record, analysed: Set[str]) -> list[Placed]:
    """Each passage in a theme once, of returns as their texts stand."""
    heads: Mapping[str, str | None] = {row.answer_id: row.revision_id for row in record.returns.rows}
    found = {
        one.segment_id: one
        for one in record.found.placed
        if one.response_id in analysed and one.answer_id in heads and heads[one.answer_id] == one.revision_id
    }
    return list(found.values())


def _overlaps(one: Placed, places: Iterable[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in places)
