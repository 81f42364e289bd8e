"""Keep what an organisation says of a piece: given by itself through its link, or recorded by staff.

An answer stands. Who confirmed may say later that it no longer holds; nothing confirms it again.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.attachments import AttachedFile
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.models.keeping_kinds import RecallCause
from consult.services.agreement.giving_positions import RECORDS
from consult.services.carrying.given_confirmations import GivenConfirmation, list_wrong
from consult.services.carrying.proposing import audit_carried
from consult.services.days import find_day, write_day
from consult.services.permissions.recalling import find_files, mark_files
from consult.services.returns.revising import NOBODY, Author
from consult.vocabulary import Purpose


def list_asked_pieces(session: Session, asked: AskedToConfirm) -> Sequence[CarriedMaterial]:
    """What an organisation is asked about by its link, by number."""
    wanted = select(CarriedMaterial).filter_by(asked_id=asked.id, removed_at=None)
    return session.scalars(wanted.order_by(CarriedMaterial.number)).all()


def get_asked_piece(session: Session, asked: AskedToConfirm, number: int) -> CarriedMaterial:
    """One piece that an organisation is asked about. Raises: NotFound (C102)."""
    found = next((one for one in list_asked_pieces(session, asked) if one.number == number), None)
    if found is None:
        raise NotFound("C102")
    return found


def confirm(
    session: Session, asked: AskedToConfirm, number: int, given: GivenConfirmation, *, now: datetime
) -> CarriedMaterial:
    """Keep what an organisation says itself; saying the same again changes nothing.

    Raises: NotFound (C102 it was not asked that), Conflict (C535 something is missing, C536 it was answered).
    """
    row = get_asked_piece(session, asked, number)
    return _answer(session, row, given, find_day(now), NOBODY, now)


def record_confirmation(
    session: Session,
    row: CarriedMaterial,
    given: GivenConfirmation,
    file: AttachedFile,
    *,
    said_on: date,
    author: Author,
    now: datetime,
) -> CarriedMaterial:
    """Keep what was said in another way, with the minute or e-mail that says so.

    said_on: the day on which it was said. Raises: as confirm; Conflict (C533 the file is neither a minute nor
    an e-mail, C537 that day is to come, or before the day of the confirmation that this ends).
    """
    if file.kind not in RECORDS:
        raise Conflict("C533", name=file.name)
    if said_on > find_day(now):
        raise Conflict("C537", day=write_day(said_on))
    return _answer(session, row, given, said_on, author, now, file)


def _answer(
    session: Session,
    row: CarriedMaterial,
    given: GivenConfirmation,
    on: date,
    author: Author,
    now: datetime,
    file: AttachedFile | None = None,
) -> CarriedMaterial:
    if list_wrong(given) or given.answer is None:
        raise Conflict("C535")
    session.refresh(row, with_for_update=True)
    if row.removed_at is not None:  # taken back while this was typed: it must not be said to be kept
        raise NotFound("C102")
    words = given.words.strip() if given.answer is CarriedAnswer.CHANGED else ""
    if row.answer is not None:
        if _is_end(row, given.answer, words):
            _end(session, row, given, on, author, now, file)
        return row
    row.answer, row.answered_on, row.words = given.answer, on, words
    row.given_by, row.given_role = _say_who(given)
    row.file_id = file.id if file else None
    row.recorded_by_id, row.recorded_by_name = author.staff_id, author.name
    session.flush()
    audit_carried(session, row, "carried material answered", author, now)
    return row


def _is_end(row: CarriedMaterial, answer: CarriedAnswer, words: str) -> bool:
    """Whether what was answered ends now; the same again changes nothing, all else is refused (C536)."""
    if row.ended_on is not None or (row.answer, row.words) == (answer, words):
        if row.ended_on is not None and answer is not CarriedAnswer.OUTDATED:
            raise Conflict("C536")
        return False
    if answer is not CarriedAnswer.OUTDATED:
        raise Conflict("C536")
    return True


def _end(
    session: Session,
    row: CarriedMaterial,
    given: GivenConfirmation,
    on: date,
    author: Author,
    now: datetime,
    file: AttachedFile | None,
) -> None:
    """Keep that it no longer holds beside the confirmation, whose own file stays the proof of it.

    Raises: Conflict (C537 it was confirmed later than that: what is newer holds).
    """
    if row.answered_on is not None and on < row.answered_on:
        raise Conflict("C537", day=write_day(on))
    row.ended_on, row.ended_file_id = on, file.id if file else None
    row.ended_by, row.ended_role = _say_who(given)
    session.flush()
    audit_carried(session, row, "carried material no longer confirmed", author, now)
    _recall(session, row, find_day(now))


def _say_who(given: GivenConfirmation) -> tuple[str, str]:
    return " ".join(given.given_by.split()), " ".join(given.given_role.split())


def _recall(session: Session, row: CarriedMaterial, today: date) -> None:
    """Mark the files of this response that quote the return; those of its own consultation may stay."""
    if row.response_id:
        files = find_files(session, row.response_id, {Purpose.QUOTE})
        ours = [one for one in files if one.consultation_id == row.consultation_id]
        mark_files(session, ours, RecallCause.NARROWED, today)
