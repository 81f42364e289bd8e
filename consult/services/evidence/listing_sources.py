"""Keep the lists that statements are put in from: sources, partners' facts, positions and asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.checking.addresses import is_sound, looks_like_address
from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.sources import Ask, PartnerFact, Source
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.consultations.attaching import get_attached
from consult.services.days import find_day
from consult.services.evidence.given_sources import NAMES, Given, GivenAsk, GivenFact, GivenSource
from consult.services.evidence.listed_sources import MODELS, Row, get_listed, require_full
from consult.services.evidence.naming_partners import list_citable_returns
from consult.services.returns.revising import Author


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
    require_full(listing.viewer)
    name = NAMES[type(given)]
    model, consultation_id = MODELS[name], listing.consultation.id
    last = select(func.max(model.number)).where(model.consultation_id == consultation_id)
    row = model(consultation_id=consultation_id, number=(listing.session.scalar(last) or 0) + 1)
    row.added_by_name, row.added_at = listing.author.name, listing.now
    _fill(listing, row, given)
    listing.session.add(row)
    listing.session.flush()
    _audit(listing, row, name, "statement listed")
    return row


def change_listed(listing: Listing, number: int, given: Given) -> Row:
    """Change a statement of a list; a text that has it shows the change once its section is saved again.

    Raises: AccessDenied (C101), NotFound (C102), Conflict (C565 a return that may not be named, C566 a source
    that cannot be found, or whose address cannot be right).
    """
    name = NAMES[type(given)]
    row = get_listed(listing.session, listing.viewer, listing.consultation.id, name, number)
    _fill(listing, row, given)
    listing.session.flush()
    _audit(listing, row, name, "listed statement changed")
    return row


def remove_listed(listing: Listing, name: str, number: int) -> None:
    """Take a statement off its list; its number is not used again. Raises: AccessDenied, NotFound (C102)."""
    row = get_listed(listing.session, listing.viewer, listing.consultation.id, name, number)
    row.removed_at = listing.now
    listing.session.flush()
    _audit(listing, row, name, "statement taken off its list")


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
        raise Conflict("C566")
    row.publisher, row.title, row.published = (
        given.publisher.strip(),
        given.title.strip(),
        given.published.strip(),
    )
    row.place, row.looked_at_on, row.valid_until_on = place, given.looked_at_on, given.valid_until_on
    row.about_questions, row.about_tags = list(given.about_questions), list(given.about_tags)
    row.file_id, row.file_sha256 = None, ""
    if given.file_id:
        file = get_attached(listing.session, listing.viewer, listing.consultation.id, given.file_id)
        row.file_id, row.file_sha256 = file.id, file.sha256


def _require_named(listing: Listing, response_id: str) -> str:
    today = find_day(listing.now)
    named = list_citable_returns(listing.session, listing.consultation.id, today=today)
    if response_id not in {one.id for one in named}:
        raise Conflict("C565")
    return response_id


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
