"""Keep the lists that statements are put in from: sources, partners' facts, positions and asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.checking.addresses import is_sound, looks_like_address
from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.models.evidence_kinds import AskKind
from consult.models.sources import Ask, PartnerFact, Source
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.attaching import get_attached, list_attached
from consult.services.days import find_day
from consult.services.evidence.cited_keys import FACT, POSITION, SOURCE
from consult.services.evidence.naming_partners import list_citable_returns
from consult.services.returns.revising import Author
from consult.vocabulary import Standing

Row = Source | PartnerFact | Ask
MODELS: Mapping[str, type[Row]] = {SOURCE: Source, FACT: PartnerFact, POSITION: Ask}


@dataclass(frozen=True)
class GivenSource:
    """published: as the publisher gives it. file_id: of an attached file; empty for none."""

    said: str
    publisher: str
    title: str
    published: str
    place: str = ""
    file_id: str = ""
    looked_at_on: date | None = None


@dataclass(frozen=True)
class GivenFact:
    said: str
    response_id: str


@dataclass(frozen=True)
class GivenAsk:
    """authority: who approved it and when, or that it is the view of officers."""

    kind: AskKind
    said: str
    holder: str
    authority: str = ""


Given = GivenSource | GivenFact | GivenAsk
NAMES: Mapping[type[Given], str] = {GivenSource: SOURCE, GivenFact: FACT, GivenAsk: POSITION}


@dataclass(frozen=True)
class Listing:
    """Whose list it is, who changes it, and when."""

    session: Session
    viewer: Viewer
    consultation: Consultation
    author: Author
    now: datetime


def add_listed(listing: Listing, given: Given) -> Row:
    """Put a statement on its list, under the next number. Raises: as change_listed, but NotFound."""
    _require_full(listing.viewer)
    name = NAMES[type(given)]
    of_all = select(func.max(MODELS[name].number)).filter_by(consultation_id=listing.consultation.id)
    number = (listing.session.scalar(of_all) or 0) + 1
    row = MODELS[name](consultation_id=listing.consultation.id, number=number)
    row.added_by_name, row.added_at = listing.author.name, listing.now
    _fill(listing, row, given)
    listing.session.add(row)
    listing.session.flush()
    _audit(listing, row, name, "statement listed")
    return row


def change_listed(listing: Listing, number: int, given: Given) -> Row:
    """Change a statement of a list; a text that has it shows the change once its section is saved again.

    Raises: AccessDenied (C101), NotFound (C102), Conflict (C545 a return that may not be named, C546 a source
    that cannot be found, or whose address cannot be right).
    """
    name = NAMES[type(given)]
    row = get_listed(listing.session, listing.viewer, listing.consultation.id, name, number)
    _fill(listing, row, given)
    listing.session.flush()
    _audit(listing, row, name, "listed statement changed")
    return row


def remove_listed(listing: Listing, name: str, number: int) -> None:
    """Take a statement off its list; its number is not used again. Raises: AccessDenied (C101), NotFound (C102)."""
    row = get_listed(listing.session, listing.viewer, listing.consultation.id, name, number)
    row.removed_at = listing.now
    listing.session.flush()
    _audit(listing, row, name, "statement taken off its list")


def get_listed(session: Session, viewer: Viewer, consultation_id: str, name: str, number: int) -> Row:
    """One statement of a list. Raises: AccessDenied (C101), NotFound (C102)."""
    _require_full(viewer)
    model = MODELS.get(name)
    if model is None:
        raise NotFound("C102")
    wanted = select(model).filter_by(consultation_id=consultation_id, number=number, removed_at=None)
    row: Row | None = session.scalars(wanted).one_or_none()
    if row is None:
        raise NotFound("C102")
    return row


def list_listed(session: Session, viewer: Viewer, consultation_id: str) -> dict[str, Sequence[Any]]:
    """Every list by its name, in the order of its numbers. Raises: AccessDenied (C101)."""
    _require_full(viewer)
    of_this = {"consultation_id": consultation_id, "removed_at": None}
    return {
        name: session.scalars(select(model).filter_by(**of_this).order_by(model.number)).all()
        for name, model in MODELS.items()
    }


def list_source_files(session: Session, viewer: Viewer, consultation_id: str) -> list[tuple[str, str]]:
    """The id and the name of each file that a source may name."""
    files = list_attached(session, viewer, consultation_id)
    return [(one.id, one.name) for one in files if one.kind is AttachedKind.SOURCE]


def _fill(listing: Listing, row: Row, given: Given) -> None:
    row.said = given.said.strip()
    if isinstance(row, Source) and isinstance(given, GivenSource):
        _fill_source(listing, row, given)
    elif isinstance(row, PartnerFact) and isinstance(given, GivenFact):
        row.response_id = _require_named(listing, given.response_id)
    elif isinstance(row, Ask) and isinstance(given, GivenAsk):
        row.kind, row.holder, row.authority = given.kind, given.holder.strip(), given.authority.strip()


def _fill_source(listing: Listing, row: Source, given: GivenSource) -> None:
    place = given.place.strip()
    if not (place or given.file_id) or (looks_like_address(place) and not is_sound(place)):
        raise Conflict("C546")
    row.publisher, row.title, row.published = given.publisher.strip(), given.title.strip(), given.published.strip()
    row.place, row.looked_at_on = place, given.looked_at_on
    row.file_id, row.file_sha256 = None, ""
    if given.file_id:
        file = get_attached(listing.session, listing.viewer, listing.consultation.id, given.file_id)
        row.file_id, row.file_sha256 = file.id, file.sha256


def _require_named(listing: Listing, response_id: str) -> str:
    today = find_day(listing.now)
    named = list_citable_returns(listing.session, listing.consultation.id, today=today)
    if response_id not in {one.id for one in named}:
        raise Conflict("C545")
    return response_id


def _require_full(viewer: Viewer) -> None:
    if viewer.standing is not Standing.FULL:
        raise AccessDenied("C101")


def _audit(listing: Listing, row: Row, name: str, action: str) -> None:
    auditing.record(
        listing.session,
        actor=listing.author.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="consultation",
        subject_id=listing.consultation.id,
        details={"list": name, "number": row.number},
        now=listing.now,
    )
