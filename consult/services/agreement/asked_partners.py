"""The organisations that were asked of an exact version or of one before it, and all that each said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.models.circulating import Circulated, ListingWish
from consult.models.positions import SectionPosition
from consult.models.versions import DraftVersion
from consult.services.agreement.closed_versions import Closed, find_order, list_standing_rows, was_asked
from consult.vocabulary import Standing

Said = tuple[tuple[int, SectionPosition], ...]
"""Positions of one organisation, each with the number of the version it is on; the latest last."""
Given = tuple[Circulated, SectionPosition]


@dataclass(frozen=True)
class Partner:
    """An organisation that was asked of this version or one before; what it said, the latest last.

    was_asked: by a link, before the decision about the version if there was one. is_listed: it wants to be
    listed, and wanted to as that was decided; is_listed_late: it wants to, and did not then. on_record: what
    it had said by the decision, as it was on record then.
    """

    name: str
    counts: bool
    is_listed: bool
    is_listed_late: bool
    said: Said
    was_asked: bool
    on_record: Said = ()


def list_partners(session: Session, version: DraftVersion, closed: Closed | None = None) -> list[Partner]:
    """Who was asked of this version or one before, or of whom something was recorded, by name.

    closed: the decision by which they have to have been asked, if there was one.
    """
    rows = list(_select_asked(session, version, None))
    by_body: dict[str, list[Circulated]] = {}
    for row in rows:
        by_body.setdefault(row.organisation_id, []).append(row)
    given = _load_given(session, version, set(by_body))
    said, then = _arrange(given, closed), _arrange(_list_then(given, closed), None)
    partners = [
        replace(_describe(some, said.get(body, ()), closed), on_record=then.get(body, ()))
        for body, some in by_body.items()
    ]
    return sorted(
        (one for one in partners if one.said or one.was_asked or one.is_listed_late), key=lambda one: one.name
    )


def _list_then(given: Sequence[Given], closed: Closed | None) -> list[Given]:
    """What was on record as a decision was recorded, of what had been said by its day."""
    if closed is None:
        return []
    known = [one for one in given if one[1].given_at <= closed.at]
    standing = {one.id for one in list_standing_rows(one for _, one in known)}
    return [one for one in known if one[1].id in standing and not closed.is_late(one[1])]


def _describe(rows: Sequence[Circulated], said: Said, closed: Closed | None) -> Partner:
    """It counts only if it was of full standing each time it was asked, and is now."""
    body = rows[-1].organisation
    standings = {body.standing, *(one.standing for one in rows)}
    wishes = [one for row in rows for one in row.wishes]
    wants, wanted = _is_wanted(wishes), _is_wanted(one for one in wishes if not _is_late(one, closed))
    is_asked = any(was_asked(one, closed) for one in rows)
    counts = standings == {Standing.FULL}
    return Partner(body.name, counts, wants and wanted, wants and not wanted, said, is_asked)


def _is_wanted(wishes: Iterable[ListingWish]) -> bool:
    """What was said last, by whichever link; of what has no time the later version tells."""
    latest = max(enumerate(wishes), key=_find_moment, default=None)
    return bool(latest and latest[1].is_listed)


def _find_moment(wish: tuple[int, ListingWish]) -> tuple[float, int]:
    said_at = wish[1].said_at
    return said_at.timestamp() if said_at else float("-inf"), wish[0]


def _is_late(wish: ListingWish, closed: Closed | None) -> bool:
    return bool(closed and wish.said_at and closed.is_after(wish.said_at))


def find_said(session: Session, version: DraftVersion, bodies: Iterable[str]) -> Mapping[str, Said]:
    """What each of these bodies said, by its id."""
    return _arrange(_load_given(session, version, set(bodies)), None)


def _load_given(session: Session, version: DraftVersion, bodies: set[str]) -> list[Given]:
    asked = {one.id: one for one in _select_asked(session, version, bodies)}
    wanted = select(SectionPosition).where(SectionPosition.circulated_id.in_(asked))
    return [(asked[one.circulated_id], one) for one in session.scalars(wanted)]


def _arrange(given: Sequence[Given], closed: Closed | None) -> Mapping[str, Said]:
    """What stands of these, by the id of the body."""
    asked = {one.id: row for row, one in given}
    found: dict[str, Said] = {}
    rows = [(asked[one.id], one) for one in list_standing_rows((one for _, one in given), closed)]
    for row, one in sorted(rows, key=lambda pair: (pair[0].version.number, *find_order(pair[1]))):
        found[row.organisation_id] = (*found.get(row.organisation_id, ()), (row.version.number, one))
    return found


def _select_asked(session: Session, version: DraftVersion, bodies: set[str] | None) -> Iterator[Circulated]:
    """Who was asked of this version or of one before it, the earliest version first."""
    of_this = (
        DraftVersion.consultation_id == version.consultation_id,
        DraftVersion.number <= version.number,
    )
    wanted = select(Circulated).join(DraftVersion).where(*of_this)
    if bodies is not None:
        wanted = wanted.where(Circulated.organisation_id.in_(bodies))
    loaded = wanted.options(
        joinedload(Circulated.version), joinedload(Circulated.organisation), selectinload(Circulated.wishes)
    )
    yield from session.scalars(loaded.order_by(DraftVersion.number, Circulated.organisation_id))
