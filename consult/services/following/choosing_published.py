"""Choose which quotations the public page of an outcome has: of returns only, and each by its place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.models.published import PublishedQuotation
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.days import find_day
from consult.services.following.public_quotations import PublicQuotation, fill_public
from consult.services.returns.revising import Author
from consult.services.signing.signing_off import require_full
from consult.services.versions.ledger import Spot
from consult.services.versions.noting_withdrawals import Quoted, list_standing, note_withdrawals
from consult.vocabulary import ResponseKind


@dataclass(frozen=True)
class OfferedQuotation:
    """A quotation that the page may have. key: as a form sends it back."""

    key: str
    section_title: str
    shown: PublicQuotation
    is_chosen: bool


def list_offered(session: Session, version: DraftVersion, *, now: datetime) -> list[OfferedQuotation]:
    """The quotations of returns that everybody may read now, in the order of the version, put on record."""
    body = note_withdrawals(session, version, today=find_day(now))
    titles = {one.key: one.title for one in body.sections}
    chosen = find_chosen(session, version)
    of_returns = _leave_returns(session, list_standing(version, body))
    filled = fill_public(session, version, of_returns, now=now)
    return [
        OfferedQuotation(name(spot), titles[spot.section_key], shown, spot in chosen)
        for spot, shown in filled.items()
    ]


def choose_quotations(
    session: Session, viewer: Viewer, version: DraftVersion, keys: Collection[str], *, author: Author,
    now: datetime,
) -> int:  # fmt: skip
    """Let the page have these quotations and no others; returns how many. Raises: AccessDenied (C101)."""
    require_full(viewer)
    spots = [one for one in list_offered(session, version, now=now) if one.key in keys]
    session.execute(delete(PublishedQuotation).where(PublishedQuotation.version_id == version.id))
    for one in spots:
        section_key, _, place = one.key.rpartition("|")
        session.add(PublishedQuotation(version_id=version.id, section_key=section_key, place=int(place)))
    session.flush()
    about: dict[str, Any] = {
        "subject_kind": "draft version",
        "subject_id": version.id,
        "details": {"quotations": len(spots)},
    }
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action="quotations of public page chosen", now=now, **about)
    return len(spots)


def find_chosen(session: Session, version: DraftVersion) -> set[Spot]:
    """The places of a version whose quotations the page has, while they may be used."""
    wanted = select(PublishedQuotation).where(PublishedQuotation.version_id == version.id)
    return {Spot(one.section_key, one.place) for one in session.scalars(wanted)}


def name(spot: Spot) -> str:
    """A place as a form sends it back."""
    return f"{spot.section_key}|{spot.place}"


def _leave_returns(session: Session, quoted: list[Quoted]) -> list[Quoted]:
    ids = {one.passage.response_id for one in quoted}
    wanted = select(Response.id).where(Response.id.in_(ids), Response.kind == ResponseKind.RETURN)
    returns = set(session.scalars(wanted))
    return [one for one in quoted if one.passage.response_id in returns]
