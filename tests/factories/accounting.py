"""Returns that somebody read, and what changed because of a partner."""

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.process import MadeChange
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.viewer import SYSTEM
from consult.services.process.noting_changes import Change, note_change
from consult.services.process.reading_returns import find_read_by, mark_read
from consult.services.returns.revising import NOBODY, Author
from tests.factories.numbering import NOW


def make_change(session: Session, consultation: Consultation, what: str = "We ask for homes") -> MadeChange:
    """A change because of a forum."""
    change = Change(what, because_of="the forum")
    return note_change(session, SYSTEM, consultation, change, author=NOBODY, now=NOW)


def read_in_full(session: Session, response: Response, reader: Staff) -> None:
    """Somebody has read a return as it stands."""
    mark = find_read_by(session, response.id).mark
    author = Author(reader.id, reader.name)
    mark_read(session, SYSTEM, response, mark, author=author, now=NOW)
