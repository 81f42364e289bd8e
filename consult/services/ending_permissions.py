"""Take files back whose words were allowed until a day that is over, unless they were sent by then."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.models.consent import Consent
from consult.models.keeping_kinds import RecallCause
from consult.models.outcome import Outcome
from consult.models.release import ReleasedFile
from consult.services.consenting import find_consents
from consult.services.recalling import RESTS_ON, find_files, mark_files
from consult.vocabulary import Purpose


def recall_ended_permissions(session: Session, *, today: date) -> int:
    """Mark the files that rest on a permission whose last day is over; one that is marked stays as it is.

    A file of a response that was sent by that day is let be: what was sent cannot be called back, and from
    then on the words are used for nothing new. Returns how many files are found.
    """
    ever = select(Consent.response_id).where(Consent.any_until_on < today).distinct()
    ended: dict[str, ReleasedFile] = {}
    for response_id, consents in sorted(find_consents(session, ever).items()):
        for purpose in consents.keys() & RESTS_ON.keys():
            given = consents[purpose]
            last = given.terms.any_until_on
            if given.granted and last is not None and last < today:
                ended |= {one.id: one for one in _list_unsent(session, response_id, purpose, last)}
    mark_files(session, list(ended.values()), RecallCause.EXPIRED, today)
    return len(ended)


def _list_unsent(session: Session, response_id: str, purpose: Purpose, last: date) -> list[ReleasedFile]:
    files = find_files(session, response_id, RESTS_ON[purpose])
    homes = {one.consultation_id for one in files}
    sent = select(Outcome.consultation_id).where(
        Outcome.consultation_id.in_(homes), func.coalesce(Outcome.sent_on <= last, False)
    )
    were_sent = set(session.scalars(sent)) if homes else set()
    return [one for one in files if one.consultation_id not in were_sent]
