"""What a version that was sent had then and may give no more: found in its ledger, without anybody's words.

The ledger knows the day on which something was seen to be gone. What went on the day of sending may have been
in the file, so its recipients are asked: a notice too many is better than one too few.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.draft_kinds import WithdrawnKind
from consult.models.keeping_kinds import RecallCause
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion, VersionWithdrawal
from consult.services.carrying.saying_carried import find_number
from consult.services.days import find_day
from consult.services.drafts.checking import find_refused_passages
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.recalling import mark_files
from consult.services.versions.ledger import Spot
from consult.services.versions.noting_withdrawals import Quoted, list_quoted, note_withdrawals
from consult.services.versions.version_bodies import FrozenBody, read_body
from consult.vocabulary import Purpose


@dataclass(frozen=True)
class SentQuotation:
    """A quotation that stood in a version when it was sent; `place`: which of its section, from 1."""

    quoted: Quoted
    place: int


def list_sent_quotations(row: Submission) -> Iterator[SentQuotation]:
    """The quotations of a version that was sent, as they stood on that day, in its order."""
    if row.version is None:
        return
    counts: Counter[str] = Counter()
    for one in list_quoted(read_body(row.version.body)):
        if not _was_gone(row, one.spot):
            key = one.spot.section_key
            counts[key] += 1
            yield SentQuotation(one, counts[key])


def list_sent_carried(row: Submission) -> Iterator[tuple[Spot, int]]:
    """Where carried words stood on that day that are no quotation, each with which of its section, from 1."""
    counts: Counter[str] = Counter()
    for section in read_body(row.version.body).sections if row.version else ():
        for place, block in enumerate(section.blocks):
            spot = Spot(section.key, place)
            if find_number(block) and not _was_gone(row, spot):
                counts[section.key] += 1
                yield spot, counts[section.key]


def list_gone_since(session: Session, row: Submission) -> list[VersionWithdrawal]:
    """What the ledger has as gone on the day of sending or since, in its order.

    Words that were allowed until a day, and sent by that day, are let be: what was sent was allowed.
    """
    rows = row.version.withdrawals if row.version else []
    gone = [one for one in rows if one.since_on is None or one.since_on >= row.sent_on]
    ended = _find_ended(session, row) if gone else {}
    return [one for one in gone if not _is_ended(one, ended)]


def update_ledger(session: Session, row: Submission, *, today: date) -> FrozenBody | None:
    """Bring the ledger of what was sent up to date; its body as it may be shown today."""
    return note_withdrawals(session, row.version, today=today) if row.version else None


def mark_since_sent(session: Session, row: Submission) -> int:
    """Mark the files of recipients where something in them is gone; one told before that is to do again.

    Returns: how many files something in them is gone from.
    """
    gone = [one for one in list_gone_since(session, row) if one.since_on is not None]
    if not gone:
        return 0
    last = max(one.since_on for one in gone if one.since_on is not None)
    files = session.scalars(select(ReleasedFile).where(ReleasedFile.subject_id == row.id)).all()
    told = select(Recall).where(Recall.file_id.in_([one.id for one in files]), Recall.told_at.is_not(None))
    number = max(one.number for one in gone)
    known = {one.file_id for one in session.scalars(told) if _was_told(one, number, last)}
    mark_files(session, [one for one in files if one.id not in known], RecallCause.NARROWED, last)
    return len(files)


def mark_all_sent(session: Session, *, today: date) -> int:
    """Look at every sending that stands, also where nobody opened its version. Returns: as above, of all."""
    wanted = select(Submission).join(DraftVersion).where(Submission.undone_at.is_(None))
    found = 0
    for row in session.scalars(wanted.order_by(Submission.id)).all():
        update_ledger(session, row, today=today)
        found += mark_since_sent(session, row)
    return found


def _find_ended(session: Session, row: Submission) -> dict[tuple[str, int], date]:
    """The last day of each quotation that might be used until one, by its place; none that is refused."""
    quoted = [one.quoted for one in list_sent_quotations(row)]
    passages = {one.passage for one in quoted}
    refused = find_refused_passages(session, passages, row.consultation_id, today=row.sent_on)
    ids = select(Response.id).where(Response.id.in_({one.response_id for one in passages}))
    consents = find_consents(session, ids)
    found = {}
    for one in quoted:
        given = consents.get(one.passage.response_id, {}).get(Purpose.QUOTE)
        if given and given.terms.any_until_on and one.passage not in refused:
            found[one.spot.section_key, one.spot.place] = given.terms.any_until_on
    return found


def _was_told(recall: Recall, number: int, last: date) -> bool:
    """Whether a holder was told of everything up to this row of the ledger, the last of which is of this day.

    What was told before the number was kept is known by its day alone.
    """
    if recall.told_of is not None:
        return recall.told_of >= number
    return recall.told_at is not None and find_day(recall.told_at) >= last


def _is_ended(one: VersionWithdrawal, ended: dict[tuple[str, int], date]) -> bool:
    last = ended.get((one.section_key, one.place))
    return last is not None and one.since_on is not None and last < one.since_on


def _was_gone(row: Submission, spot: Spot) -> bool:
    """Whether the ledger took it out before the day of sending."""
    rows = row.version.withdrawals if row.version else []
    return any(
        (each.section_key, each.place, each.kind) == (spot.section_key, spot.place, WithdrawnKind.QUOTATION)
        and each.since_on is not None
        and each.since_on < row.sent_on
        for each in rows
    )
