"""What follows where words were allowed until a day that is over.

Files are taken back, unless they were sent by then; themes lose the names that hang on the words.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consent import Consent
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import ReleasedFile
from consult.services.days import find_day
from consult.services.following.finding_submissions import list_standing
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.recalling import RESTS_ON, find_files, mark_files
from consult.services.themes.forgetting_phrases import forget_ended
from consult.vocabulary import Purpose


def recall_ended_permissions(session: Session, *, today: date) -> int:
    """Mark the files that rest on a permission whose last day is over; one that is marked stays as it is.

    A draft of a response that was sent by that day is let be, if it was made before: what was sent cannot be
    called back. Returns how many files are found.
    """
    ended: dict[str, ReleasedFile] = {}
    for response_id, purpose, last in _list_ended(session, today):
        ended |= {one.id: one for one in _list_unsent(session, response_id, purpose, last)}
    mark_files(session, list(ended.values()), RecallCause.EXPIRED, today)
    return len(ended)


def forget_ended_permissions(session: Session, *, today: date) -> None:
    """Forget what themes are named by of experiences that may not be analysed after their last day.

    Call it in a transaction of its own: it waits for whoever decides about themes.
    """
    analysed = {id: last for id, purpose, last in _list_ended(session, today) if purpose is Purpose.ANALYSE}
    forget_ended(session, analysed, today=today)


def _list_ended(session: Session, today: date) -> Iterator[tuple[str, Purpose, date]]:
    """Permissions whose last day is over, with that day."""
    ever = select(Consent.response_id).where(Consent.any_until_on < today).distinct()
    for response_id, consents in sorted(find_consents(session, ever).items()):
        for purpose in consents.keys() & RESTS_ON.keys():
            given = consents[purpose]
            last = given.terms.any_until_on
            if given.granted and last is not None and last < today:
                yield response_id, purpose, last


def _list_unsent(session: Session, response_id: str, purpose: Purpose, last: date) -> list[ReleasedFile]:
    files = find_files(session, response_id, RESTS_ON[purpose])
    homes = {one.consultation_id for one in files}
    sent = {id: [one.sent_on for one in list_standing(session, id)] for id in sorted(homes)}
    return [one for one in files if not _went(one, sent[one.consultation_id], last)]


def _went(file: ReleasedFile, days: Iterable[date], last: date) -> bool:
    """Whether this is a draft that may be the response which went out in time, on one of these days."""
    made_on = find_day(file.made_at)
    return file.kind is FileKind.DRAFT and any(made_on <= day <= last for day in days)
