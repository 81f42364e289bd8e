"""Ask organisations by a link whether what they said before still holds: the link and code of agreement."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.carrying import CarriedMaterial
from consult.models.circulating import AskedToConfirm
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.services.agreement.circulating import MadeLink, audit_asked, make_link, sort_chosen
from consult.services.carrying.in_force import find_agreeing
from consult.services.days import find_day
from consult.services.returns.revising import Author
from consult.vocabulary import Standing


def ask_to_confirm(
    session: Session,
    consultation: Consultation,
    organisations: Iterable[Organisation],
    *,
    closes_on: date,
    author: Author,
    now: datetime,
) -> list[MadeLink[AskedToConfirm]]:
    """Make a link for each organisation, for all that it did not answer; an earlier one opens no more.

    closes_on: the last day; whoever says nothing until then has confirmed nothing. Raises: Conflict (C530
    the day is past, C531 nobody is chosen of whom something waits).
    """
    waiting = list_waiting(session, consultation.id, today=find_day(now))
    chosen = [one for one in organisations if one.id in waiting]
    made = []
    for body in sort_chosen(chosen, closes_on, today=find_day(now)):
        made.append(make_link(_find_asked(session, consultation, body, author, now), closes_on, now=now))
        session.flush()
        for row in waiting[body.id]:
            row.asked_id, row.asked_at = made[-1].asked.id, now
        audit_asked(session, "asked whether it still holds", made[-1].asked, author, now)
    session.flush()
    return made


def list_waiting(session: Session, consultation_id: str, *, today: date) -> dict[str, list[CarriedMaterial]]:
    """What nobody answered yet, by the id of its organisation: of bodies of full standing alone.

    Nobody is asked about what may not be used whatever they answer, as where they allow no quoting any more.
    """
    row = CarriedMaterial
    wanted = (row.consultation_id == consultation_id, row.answer.is_(None), row.removed_at.is_(None))
    of_full = select(row).join(row.organisation).where(*wanted, Organisation.standing == Standing.FULL)
    rows = session.scalars(of_full.order_by(row.number)).all()
    agreeing = find_agreeing(session, {one.response_id for one in rows if one.response_id}, today=today)
    found: dict[str, list[CarriedMaterial]] = {}
    for one in (one for one in rows if one.response_id in agreeing):
        found.setdefault(str(one.organisation_id), []).append(one)
    return found


def list_links(session: Session, consultation_id: str) -> Sequence[AskedToConfirm]:
    """Who was asked for a consultation, by name."""
    wanted = select(AskedToConfirm).join(Organisation, Organisation.id == AskedToConfirm.organisation_id)
    of_this = wanted.where(AskedToConfirm.consultation_id == consultation_id)
    return session.scalars(of_this.order_by(Organisation.name, Organisation.key)).all()


def get_link(session: Session, consultation_id: str, asked_id: str) -> AskedToConfirm:
    """One of these. Raises: NotFound (C102)."""
    found = session.get(AskedToConfirm, asked_id)
    if found is None or found.consultation_id != consultation_id:
        raise NotFound("C102")
    return found


def _find_asked(
    session: Session, consultation: Consultation, body: Organisation, author: Author, now: datetime
) -> AskedToConfirm:
    lock_name(session, f"confirming:{consultation.id}:{body.id}")
    same = {"consultation_id": consultation.id, "organisation_id": body.id}
    found = session.scalars(select(AskedToConfirm).filter_by(**same)).one_or_none()
    if found is None:
        found = AskedToConfirm(consultation=consultation, organisation=body, standing=body.standing)
        found.closes_on, found.made_at, found.made_by_id = find_day(now), now, author.staff_id
        session.add(found)
        session.flush()
    return found
