"""When a version was decided about: from then on what partners say of it is told apart from what was seen."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.services.agreement.closed_versions import Closed
from consult.services.signing.finding_sign_offs import find_standing_sign_off


def find_closed(session: Session, version: DraftVersion) -> Closed | None:
    """The sign-off that stands for this very version; without one its first sending that stands, if any."""
    row = find_standing_sign_off(session, version.consultation_id)
    if row is not None and (row.version_id, row.digest) == (version.id, version.digest):
        return Closed(row.decided_on, row.recorded_at)
    wanted = select(Submission).where(Submission.version_id == version.id, Submission.undone_at.is_(None))
    sent = (_find_sent(one) for one in session.scalars(wanted))
    return min(filter(None, sent), key=lambda one: (one.on, one.at), default=None)


def _find_sent(row: Submission) -> Closed | None:
    found: tuple[date, datetime | None] = row.sent_on, row.recorded_at
    return Closed(found[0], found[1]) if found[1] is not None else None
