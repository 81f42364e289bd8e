"""Who was sent a response: each is a holder of a file, so that a withdrawal finds them as it finds others.

Their files hold what the version quoted on the day of sending. That is put on record without reading a word.
"""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.models.keeping_kinds import FileKind
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.models.submissions import Submission
from consult.queries.viewer import Viewer
from consult.services.days import HERE
from consult.services.following.passages_since import list_sent_quotations, mark_since_sent
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.releasing import Holder
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.vocabulary import Purpose, UseKind

NOON = time(12)
UNKNOWN = "The response, of which no version is kept"


def keep_recipients(
    session: Session, viewer: Viewer, row: Submission, recipients: Sequence[Holder], *, now: datetime
) -> None:
    """Keep who was sent it, and whose words its version quoted then; what is gone since is taken back.

    Without a version nobody knows whose words it has: its recipients are on record, and never marked.
    """
    sent_at = datetime.combine(row.sent_on, NOON, HERE)
    made = {"consultation_id": row.consultation_id, "kind": FileKind.DRAFT, "made_at": sent_at}
    said = f"Version {row.version.number} of the response" if row.version else UNKNOWN
    by = {"subject_id": row.id, "staff_id": viewer.staff_id, "is_passed_on": True, "description": said}
    for one in recipients:
        session.add(ReleasedFile(**made, **by, holder_name=one.name, holder_address=one.address))
    _record_uses(session, viewer, row, now)
    session.flush()
    mark_since_sent(session, row)


def list_files(session: Session, row: Submission) -> Sequence[ReleasedFile]:
    """The record of each recipient's file."""
    wanted = select(ReleasedFile).where(ReleasedFile.subject_id == row.id)
    return session.scalars(wanted.order_by(ReleasedFile.holder_name, ReleasedFile.id)).all()


def forget_recipients(session: Session, row: Submission) -> None:
    """Nobody has a file by this sending: it never was."""
    session.execute(delete(ReleasedFile).where(ReleasedFile.subject_id == row.id))


def _record_uses(session: Session, viewer: Viewer, row: Submission, now: datetime) -> None:
    """Put each quotation on record under the permission that it was sent under, as far as that is known."""
    passages = [one.quoted.passage for one in list_sent_quotations(row)]
    ids = select(Response.id).where(Response.id.in_({one.response_id for one in passages}))
    known, consents = set(session.scalars(ids)), find_consents(session, ids)
    parts = []
    for one in passages:
        given = consents.get(one.response_id, {}).get(Purpose.QUOTE)
        version = given.version if given else 0
        parts.append(UsedPart(one.response_id, version, one.question_id, one.start, one.end))
    kept = [one for one in parts if one.response_id in known]
    record_uses(session, Occasion(viewer, UseKind.EXPORT, Purpose.QUOTE, row.id, now), kept)
