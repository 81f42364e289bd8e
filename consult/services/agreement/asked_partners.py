"""The organisations that were asked of an exact version or of one before it, and all that each said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.circulating import Circulated
from consult.models.positions import SectionPosition
from consult.models.versions import DraftVersion
from consult.services.agreement.closed_versions import Closed, find_order, list_standing_rows, was_asked
from consult.vocabulary import Standing


@dataclass(frozen=True)
class Partner:
    """An organisation that was asked of this version or one before; what it said, the latest last.

    was_asked: by a link, before the decision about the version if there was one. is_listed: it wants to be
    listed, and said so by then; is_listed_late: it wants to, and said so only after.
    """

    name: str
    counts: bool
    is_listed: bool
    is_listed_late: bool
    said: tuple[tuple[int, SectionPosition], ...]
    was_asked: bool


def list_partners(session: Session, version: DraftVersion, closed: Closed | None = None) -> list[Partner]:
    """Who was asked of this version or one before, or of whom something was recorded, by name.

    closed: the decision by which they have to have been asked, if there was one.
    """
    rows = list(_select_asked(session, version, None))
    by_body: dict[str, list[Circulated]] = {}
    for row in rows:
        by_body.setdefault(row.organisation_id, []).append(row)
    said = find_said(session, version, by_body)
    partners = [_describe(some, said.get(body, ()), closed) for body, some in by_body.items()]
    return sorted(
        (one for one in partners if one.said or one.was_asked or one.is_listed_late), key=lambda one: one.name
    )


def _describe(
    rows: Sequence[Circulated], said: tuple[tuple[int, SectionPosition], ...], closed: Closed | None
) -> Partner:
    """It counts only if it was of full standing each time it was asked, and is now."""
    body = rows[-1].organisation
    standings = {body.standing, *(one.standing for one in rows)}
    wishes = [one for one in rows if one.is_listed is not None]
    in_time = [one for one in wishes if not (closed and one.listed_at and closed.is_after(one.listed_at))]
    wants, wanted = (bool(some and some[-1].is_listed) for some in (wishes, in_time))
    is_asked = any(was_asked(one, closed) for one in rows)
    counts = standings == {Standing.FULL}
    return Partner(body.name, counts, wants and wanted, wants and not wanted, said, is_asked)


def find_said(
    session: Session, version: DraftVersion, bodies: Iterable[str]
) -> Mapping[str, tuple[tuple[int, SectionPosition], ...]]:
    """What each of these bodies said, by its id: the version with the position, the latest last."""
    found: dict[str, tuple[tuple[int, SectionPosition], ...]] = {}
    asked = {one.id: one for one in _select_asked(session, version, set(bodies))}
    wanted = select(SectionPosition).where(SectionPosition.circulated_id.in_(asked))
    rows = [(asked[one.circulated_id], one) for one in list_standing_rows(session.scalars(wanted))]
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
    loaded = wanted.options(joinedload(Circulated.version), joinedload(Circulated.organisation))
    yield from session.scalars(loaded.order_by(DraftVersion.number, Circulated.organisation_id))
