"""Tables of one consultation beside tables of several: what a reader of both could subtract.

Each is compared with each that has some of the same people in it, and its totals with what is left of sums
of others: all consultations of a half-year but one give that one away. Where returns and experiences were
published together and one of them alone, the other is known as well, and counts as published.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from sqlalchemy.orm import Session

from analysis.tables.since import Published
from consult.models.release import ReleasedTable
from consult.queries.tables import list_released_across, list_released_alone
from consult.queries.viewer import SYSTEM
from consult.services.handing_out.release_scopes import Scope, Scoped, list_by_kind, list_pairs, list_related
from consult.services.handing_out.released_layers import read_apart, read_published, read_scope
from consult.services.handing_out.summed_releases import add_up

MOST_SUMS = 500
"""So many sums are looked at, those of fewest tables first."""
Key = tuple[str | None, str]


def list_beside(
    session: Session, rows: str, who: str, half: str, consultation_ids: Collection[str]
) -> list[Published]:
    """List what was published of these rows beside a half-year in which these consultations received.

    who: returns, experiences or both. What counted the other kind alone is no part of it.
    """
    scope = Scope(who)
    same, others = _split(list_released_across(session, SYSTEM, rows), half)
    alone = list_released_alone(session, rows)
    theirs = [one for one in alone if one.consultation_id in consultation_ids]
    related = list_related(list(map(_read_scoped, same)), scope)
    return [*related, *_list_others(theirs, theirs, scope), *_list_left(alone, others, scope)]


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
    scope = Scope(who)
    same, _ = _split(list_released_across(session, SYSTEM, rows), half)
    alone = [one for one in list_released_alone(session, rows) if one.consultation_id in consultation_ids]
    apart = _list_apart(same, scope)
    theirs = [replace(one, is_of_others=True) for one in _list_apart(alone, scope)]
    return [*(replace(one, own={}) for one in known), *apart, *theirs]


def list_across(session: Session, consultation_id: str, rows: str, who: str) -> list[Published]:
    """List what was published of several consultations together, beside a table of this one."""
    scope = Scope(who)
    theirs = list_released_across(session, SYSTEM, rows, consultation_id)
    if not theirs:
        return []
    across = list_released_across(session, SYSTEM, rows)
    halves = {one.half_year for one in theirs}
    beside = [one for one in across if one.half_year in halves]
    others = [one for one in list_released_alone(session, rows) if one.consultation_id != consultation_id]
    return [*_list_others(theirs, beside, scope), *_list_left(across, others, scope)]


def _split(across: Sequence[ReleasedTable], half: str) -> tuple[list[ReleasedTable], list[ReleasedTable]]:
    same = [one for one in across if one.half_year == half]
    return same, [one for one in across if one.half_year != half]


def _read_scoped(table: ReleasedTable) -> Scoped:
    return Scoped(read_scope(table), read_published(table))


def _list_apart(tables: Iterable[ReleasedTable], scope: Scope) -> list[Published]:
    """What tables of these respondents, or of some of them, showed without the open form."""
    found = [(read_scope(one), read_apart(one)) for one in tables]
    chosen = [Scoped(whose, one) for whose, one in found if one is not None]
    return list_pairs(chosen, scope)


def _list_others(
    theirs: Iterable[ReleasedTable], beside: Iterable[ReleasedTable], scope: Scope
) -> list[Published]:
    """What has some of the same people in it and others. beside: tables that tell of one kind as well."""
    found = list_pairs(list(map(_read_scoped, theirs)), scope)
    by_kind = [one for some in _gather(beside).values() for one in list_by_kind(some, scope)]
    return [replace(one, is_of_others=True) for one in (*found, *by_kind)]


def _gather(tables: Iterable[ReleasedTable]) -> dict[Key, list[Scoped]]:
    """The tables of all questions of each consultation, and of each half-year."""
    found: dict[Key, list[Scoped]] = {}
    for one in tables:
        if not one.question:
            found.setdefault((one.consultation_id, one.half_year), []).append(_read_scoped(one))
    return found


def _list_left(
    added: Iterable[ReleasedTable], taken: Iterable[ReleasedTable], scope: Scope
) -> Iterator[Published]:
    """Some tables together less others; those of which one kind is known by the other, once more by that."""
    known = [[_tell_kinds(some, scope) for some in _gather(one).values()] for one in (added, taken)]
    for is_first in (True, False):
        more, less = ([one[0 if is_first else -1] for one in side if one] for side in known)
        if is_first or any(len(one) > 1 for side in known for one in side):
            yield from _list_sums(more, less)


def _tell_kinds(tables: Sequence[Scoped], scope: Scope) -> list[Published]:
    """The last table of these respondents, and what two last ones come to: none, one or both."""
    last = {one.scope: one for one in tables}
    by_kind = list_by_kind(list(last.values()), scope)
    return [*([last[scope].published] if scope in last else []), *by_kind]


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
