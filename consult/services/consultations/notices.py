"""The privacy notice of a consultation: what the approved versions of its data-protection file say.

Other parts ask here, never the file that is still being written: a promise is what was approved and shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.protection import NoticeVersion
from consult.models.protection_kinds import RecordKind
from consult.services.consultations.protection_content import FileContent, Recipient, Retention, from_dict
from consult.services.copies.recipients import may_be_given_accounts


@dataclass(frozen=True)
class Notice:
    """One approved version, with what it says."""

    number: int
    content: FileContent
    approved_on: date
    approver_name: str
    approval_reference: str
    is_current: bool


def find_notice(session: Session, consultation_id: str, number: int | None = None) -> Notice | None:
    """The version that holds now, or the one of that number; None where there is none."""
    latest = find_notice_number(session, consultation_id)
    wanted = latest if number is None else number
    row = session.scalars(_select(consultation_id, wanted)).one_or_none() if wanted else None
    return _describe(row, latest) if row else None


def get_notice(session: Session, consultation_id: str, number: int | None = None) -> Notice:
    """The version that holds now, or the one of that number. Raises: NotFound (C386)."""
    found = find_notice(session, consultation_id, number)
    if found is None:
        raise NotFound("C386")
    return found


def list_notices(session: Session, consultation_id: str) -> list[Notice]:
    """Every approved version, the newest first."""
    wanted = select(NoticeVersion).where(NoticeVersion.consultation_id == consultation_id)
    rows: Sequence[NoticeVersion] = session.scalars(wanted.order_by(NoticeVersion.number.desc())).all()
    return [_describe(row, rows[0].number) for row in rows]


def find_notice_number(session: Session, consultation_id: str) -> int | None:
    """The number of the version that holds now, which a response records; None where none was approved."""
    wanted = select(func.max(NoticeVersion.number)).where(NoticeVersion.consultation_id == consultation_id)
    return session.scalar(wanted)


def list_share_recipients(session: Session, consultation_id: str) -> list[Recipient]:
    """Whom a person may allow us to show their experience to, in the order of the file.

    Standing is asked for again now: a body that has become an observer since is left out.
    """
    notice = find_notice(session, consultation_id)
    named = notice.content.recipients if notice else ()
    return [one for one in named if one.may_be_given_accounts and may_be_given_accounts(session, one)]


def find_retention(
    session: Session, consultation_id: str, kind: RecordKind, *, number: int | None = None
) -> Retention | None:
    """How long a kind of record is kept after the consultation closes; None where no version was approved.

    number: of the notice that was shown to whoever gave it; by default the one that holds now.
    """
    notice = find_notice(session, consultation_id, number)
    return notice.content.retention.get(kind) if notice else None


def find_withdrawal_date(session: Session, consultation_id: str, since: int | None = None) -> date | None:
    """The last day on which withdrawing takes words and count out of what was not yet sent.

    since: the number of the notice that was shown first to whoever asks: no later version shortens the day
    that it told. None for newcomers, whom the version that holds now tells it.
    """
    notices = list_notices(session, consultation_id)
    told = [one for one in notices if one.is_current or (since is not None and one.number >= since)]
    days = [one.content.withdrawal_until_on for one in told]
    return max((day for day in days if day), default=None)


def _select(consultation_id: str, number: int | None) -> Select[NoticeVersion]:
    return select(NoticeVersion).where(
        NoticeVersion.consultation_id == consultation_id, NoticeVersion.number == number
    )


def _describe(row: NoticeVersion, latest: int | None) -> Notice:
    return Notice(
        number=row.number,
        content=from_dict(row.content),
        approved_on=row.approved_on,
        approver_name=row.approver_name,
        approval_reference=row.approval_reference,
        is_current=row.number == latest,
    )
