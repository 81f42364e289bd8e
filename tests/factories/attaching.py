"""A file that is attached to a consultation."""

from sqlalchemy.orm import Session

from consult.models.attachments import AttachedFile
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.queries.viewer import SYSTEM
from consult.services.consultations.attaching import attach
from consult.services.returns.revising import NOBODY
from tests.factories.numbering import NOW

MINUTE = b"The forum met and agreed to version 1."


def make_attached(
    session: Session, consultation: Consultation, name: str = "minute.txt", content: bytes = MINUTE
) -> AttachedFile:
    """A minute, as plain text."""
    given = (name, content)
    return attach(session, SYSTEM, consultation, AttachedKind.MINUTE, given, author=NOBODY, now=NOW)
