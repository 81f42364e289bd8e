"""The organisations that were asked of an exact version or of one before it, and all that each said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.circulating import Circulated
from consult.models.positions import SectionPosition
from consult.models.versions import DraftVersion
from consult.services.days import find_day
from consult.vocabulary import Standing


@dataclass(frozen=True)
class Closed:
    """The day of a decision about a version, and when it was recorded: what comes after either is later."""

    on: date
    at: datetime

    def is_after(self, instant: datetime) -> bool:
        """Whether this was later than the decision."""
        return find_day(instant) > self.on or instant > self.at


@dataclass(frozen=True)
class Partner:
    """An organisation that was asked of this version or one before; what it said, the latest last.

    asked_at: when it was asked first.
    """

    name: str
    counts: bool
    is_listed: bool
    said: tuple[tuple[int, SectionPosition], ...]
    asked_at: datetime


def list_partners(session: Session, version: DraftVersion) -> list[Partner]:
    """Who was asked of this version or one before, by name."""
    rows = list(_select_asked(session, version, None))
    by_body: dict[str, list[Circulated]] = {}
    for row in rows:
        by_body.setdefault(row.organisation_id, []).append(row)
    said = find_said(session, version, by_body)
    partners = [_describe(some, said.get(body, ())) for body, some in by_body.items()]
    known = [one for body, one in zip(by_body, partners, strict=True) if one.said or _is_asked(by_body[body])]
    return sorted(known, key=lambda one: one.name)


def _describe(rows: Sequence[Circulated], said: tuple[tuple[int, SectionPosition], ...]) -> Partner:
    """It counts only if it was of full standing each time it was asked, and is now."""
    body = rows[-1].organisation
    standings = {body.standing, *(one.standing for one in rows)}
    wishes = [one.is_listed for one in rows if one.is_listed is not None]
    asked_at = min(one.made_at for one in rows)
    return Partner(body.name, standings == {Standing.FULL}, bool(wishes and wishes[-1]), said, asked_at)


def _is_asked(rows: Iterable[Circulated]) -> bool:
    """Whether a link was made for it; one that was taken back before anybody opened it was a mistake."""
    return any(one.link_hash is not None or one.opened_at is not None for one in rows)


def find_said(
    session: Session, version: DraftVersion, bodies: Iterable[str]
) -> Mapping[str, tuple[tuple[int, SectionPosition], ...]]:
    """What each of these bodies said, by its id: the version with the position, the latest last."""
    found: dict[str, tuple[tuple[int, SectionPosition], ...]] = {}
    asked = {one.id: one for one in _select_asked(session, version, set(bodies))}
    wanted = select(SectionPosition).where(SectionPosition.circulated_id.in_(asked))
    rows = [(asked[one.circulated_id], one) for one in session.scalars(wanted)]
    for row, one in sorted(rows, key=lambda pair: (pair[0].version.number, pair[1].number)):
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
