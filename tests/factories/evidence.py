"""What a draft rests on beside the returns: a source with its file, a partner's fact, an ask."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.draft import Section
from consult.models.draft_kinds import AttachedKind
from consult.models.evidence_kinds import AskKind
from consult.queries.viewer import SYSTEM
from consult.services.consultations.attaching import attach
from consult.services.drafts.editing import find_standing, save_section
from consult.services.evidence.given_sources import GivenAsk, GivenFact, GivenSource
from consult.services.evidence.listed_sources import Row
from consult.services.evidence.listing_sources import Listing, add_listed
from consult.services.returns.revising import Author
from tests.factories.numbering import NOW
from tests.factories.region import make_staff

SOURCE_TEXT = b"Table 3 of the housing register, as it was published."
SAID = "The register held 1,204 households at the end of the year."


def open_lists(session: Session, consultation: Consultation) -> Listing:
    """The lists of a consultation, as a manager keeps them."""
    return Listing(session, SYSTEM, consultation, Author(None, "Ada Field"), NOW)


def make_source(
    listing: Listing, *, place: str = "https://housing.example.org/register", file: bool = False
) -> Row:
    """A published source, with a copy attached where asked."""
    given = ("register.txt", SOURCE_TEXT)
    about = {"author": listing.author, "now": NOW}
    attached = (
        attach(listing.session, SYSTEM, listing.consultation, AttachedKind.SOURCE, given, **about)
        if file
        else None
    )
    words = ("Housing Office", "Register of households", "March 2031")
    return add_listed(listing, GivenSource(SAID, *words, place, attached.id if attached else ""))


def make_fact(listing: Listing, response_id: str) -> Row:
    """A fact from somebody's return."""
    return add_listed(
        listing, GivenFact("The harbour hostel was full on every night of the winter.", response_id)
    )


def make_ask(listing: Listing) -> Row:
    """What the board asks of government."""
    said = "Let councils keep the grant for a second year."
    return add_listed(listing, GivenAsk(AskKind.ASK, said, "the board", "agreed on 2 March 2031"))


def type_in(
    session: Session, section: Section, *paragraphs: str, instead: Sequence[str] | None = None
) -> None:
    """Add paragraphs to the end of a section's text, as a manager types them. instead: of the whole text."""
    version = find_standing(session, section).version
    text = "\n\n".join([*([version.text] if instead is None else instead), *paragraphs])
    author = Author(session.info.setdefault("writer", make_staff(session).id), "Ada Field")
    save_section(session, section, text, parent_id=version.revision_id, author=author, now=NOW)
    session.expire_all()
