"""Take back copies of an account that somebody outside has: not allowed any more, named since, or changed."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.models.copies import AccountCopy
from consult.models.keeping_kinds import RecallCause
from consult.services.concerns.name_matching import Reader, is_named
from consult.services.consultations.notices import list_notices
from consult.services.permissions.recalling import mark_files


def recall_copies(
    session: Session, response_id: str, is_meant: Callable[[AccountCopy], bool], *, on: date
) -> None:
    """Mark the copies of this account that are meant as to be taken back; one that is marked stays so."""
    wanted = select(AccountCopy).where(AccountCopy.response_id == response_id).order_by(AccountCopy.number)
    copies = session.scalars(wanted.options(joinedload(AccountCopy.file))).all()
    mark_files(session, [one.file for one in copies if is_meant(one)], RecallCause.NARROWED, on)


def recall_changed(session: Session, response_id: str, *, on: date) -> None:
    """Mark every copy of an account whose words are others now, or fewer."""
    recall_copies(session, response_id, lambda _: True, on=on)


def recall_named(session: Session, response_id: str, words: str, *, on: date) -> None:
    """Mark the copies whose holder stands in the person's list of whom to keep away.

    The notice says nothing of the list: nobody outside learns that they were named.
    """
    recall_copies(
        session,
        response_id,
        lambda copy: any(is_named(one, words) for one in _list_readers(session, copy)),
        on=on,
    )


def _list_readers(session: Session, copy: AccountCopy) -> Iterator[Reader]:
    """The holder, under every name that a notice ever gave to whom it was shared with."""
    yield Reader(copy.file.holder_name, copy.file.holder_address)
    for notice in list_notices(session, copy.file.consultation_id) if copy.recipient else ():
        for one in notice.content.recipients:
            if one.key == copy.recipient:
                yield from map(Reader, one.names.values())
