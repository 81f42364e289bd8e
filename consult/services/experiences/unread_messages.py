"""Which messages of whoever told an experience nobody on the staff has read yet; without opening any."""

from collections.abc import Collection

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.models.conversation import AccountMessage
from consult.models.response import Response


def mark_read(session: Session, response: Response) -> None:
    """Note that staff have seen what the person wrote; not when."""
    theirs = (AccountMessage.response_id == response.id, AccountMessage.is_from_person.is_(True))
    session.execute(update(AccountMessage).where(*theirs).values(is_read=True))


def count_unread(session: Session, response_ids: Collection[str]) -> dict[str, int]:
    """How many messages of the person nobody on the staff has read, by experience; none are left out."""
    counted = (
        select(AccountMessage.response_id, func.count(AccountMessage.id))
        .where(AccountMessage.response_id.in_(response_ids), AccountMessage.is_from_person.is_(True))
        .where(AccountMessage.is_read.is_(False))
        .group_by(AccountMessage.response_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}
