"""Tables of one consultation beside tables of several: what a reader of both could subtract.

Each is compared with each that has some of the same people in it, and its totals with what is left of sums of
others: all consultations of a half-year but one give that one away.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import combinations, islice

from sqlalchemy.orm import Session

from analysis.tables.since import Published
from consult.models.release import ReleasedTable
from consult.queries.tables import list_released_across, list_released_alone
from consult.queries.viewer import SYSTEM
from consult.services.release_scopes import Scope
from consult.services.released_layers import read_apart, read_published, read_scope
from consult.services.summed_releases import add_up

MOST_SUMS = 500
"""So many sums are looked at, those of fewest tables first."""


def list_beside(
    session: Session, rows: str, who: str, half: str, consultation_ids: Collection[str]
) -> list[Published]:
    """List what was published of these rows beside a half-year in which these consultations received.

    who: returns, experiences or both. What counted the other kind alone is no part of it.
    """
    across = _choose(list_released_across(session, SYSTEM, rows), who)
    same, others = _split(across, half)
    alone = _choose(list_released_alone(session, rows), who)
    theirs = [one for one in alone if one.consultation_id in consultation_ids]
    sums = _list_sums(_take_last(alone, who), _take_last(others, who))
    return [*(_read_half(one, who) for one in same), *map(_read_other, theirs), *sums]


def list_apart_beside(
    session: Session,
    rows: str,
    who: str,
    half: str,
    consultation_ids: Collection[str],
    known: Iterable[Published],
) -> list[Published]:
    """The same for the table whose second layer leaves out the open form.

    known: what was published beside the table whose second layer it is, and that table.
    """
    same, _ = _split(_choose(list_released_across(session, SYSTEM, rows), who), half)
    apart = [one for one in map(read_apart, same) if one is not None]
    released = _choose(list_released_alone(session, rows), who)
    alone = [one for one in released if one.consultation_id in consultation_ids]
    theirs = [replace(one, is_of_others=True) for one in map(read_apart, alone) if one is not None]
    return [*(replace(one, own={}) for one in known), *apart, *theirs]


def list_across(session: Session, consultation_id: str, rows: str, who: str) -> list[Published]:
    """List what was published of several consultations together, beside a table of this one."""
    theirs = _choose(list_released_across(session, SYSTEM, rows, consultation_id), who)
    if not theirs:
        return []
    across = list_released_across(session, SYSTEM, rows)
    others = [one for one in list_released_alone(session, rows) if one.consultation_id != consultation_id]
    return [*map(_read_other, theirs), *_list_sums(_take_last(across, who), _take_last(others, who))]


def _split(across: Sequence[ReleasedTable], half: str) -> tuple[list[ReleasedTable], list[ReleasedTable]]:
    same = [one for one in across if one.half_year == half]
    return same, [one for one in across if one.half_year != half]


def _choose(tables: Iterable[ReleasedTable], who: str) -> list[ReleasedTable]:
    return [one for one in tables if not read_scope(one).is_apart_from(Scope(who))]


def _read_half(table: ReleasedTable, who: str) -> Published:
    """Of the same kind of respondents, or of a part of them, it is the same half-year earlier."""
    return replace(read_published(table), is_of_others=not Scope(who).holds(read_scope(table)))


def _read_other(table: ReleasedTable) -> Published:
    return replace(read_published(table), is_of_others=True)


def _take_last(tables: Iterable[ReleasedTable], who: str) -> list[Published]:
    """The last table of each consultation, and of each half-year; of all questions and the same kind only."""
    whole = [one for one in tables if read_scope(one) == Scope(who)]
    return list({(one.consultation_id, one.half_year): _read_other(one) for one in whole}.values())


def _list_sums(added: Sequence[Published], taken: Sequence[Published]) -> list[Published]:
    """Some tables together less others, of two tables or more."""
    chosen = (
        (more, less)
        for number in range(2, len(added) + len(taken) + 1)
        for size in range(1, number + 1)
        for more in combinations(added, size)
        for less in combinations(taken, number - size)
    )
    return [add_up(more, less) for more, less in islice(chosen, MOST_SUMS)]
