"""Carried material that may be used at this moment: confirmed, and still permitted where it was given."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer, CarriedKind
from consult.models.region import Organisation
from consult.models.response import Response
from consult.queries.handled import find_set_aside
from consult.services.experiences.judging_quotations import Passage
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.vocabulary import Purpose, ResponseKind, Standing

NAMED = (Purpose.QUOTE, Purpose.ATTRIBUTE)
"""Carried material is printed with the name of its organisation, or not at all."""


def list_in_force(session: Session, consultation_id: str, *, today: date) -> list[CarriedMaterial]:
    """What may be used in a response to the consultation today, by number; reads no words."""
    rows = session.scalars(select(CarriedMaterial).where(*_is_confirmed(consultation_id))).all()
    agreeing = find_agreeing(session, {one.response_id for one in rows if one.response_id}, today=today)
    kept = (one for one in rows if one.kind is CarriedKind.STATEMENT or one.response_id in agreeing)
    return sorted(kept, key=lambda one: one.number)


def find_confirmed_passages(session: Session, consultation_id: str, *, today: date) -> dict[Passage, str]:
    """Passages that may be quoted as they were given, each with the consultation that it was given to."""
    rows = list_in_force(session, consultation_id, today=today)
    return {
        passage_of(one): one.home_id
        for one in rows
        if one.answer is CarriedAnswer.CURRENT and one.response_id is not None
    }


def passage_of(row: CarriedMaterial) -> Passage:
    """The passage of a return that a piece is; the return has to be there."""
    return Passage(row.response_id or "", row.question_id, row.start, row.end)


def find_agreeing(session: Session, response_ids: Collection[str], *, today: date) -> set[str]:
    """Which of these returns, of bodies of full standing, may be quoted by name where they were given."""
    ids = select(Response.id).where(Response.id.in_(response_ids))
    if not response_ids:
        return set()
    consents, aside = find_consents(session, ids), find_set_aside(session, ids)
    columns = select(Response.id, Response.kind, Response.state, Response.consultation_id)
    of_full = columns.join(Organisation, Organisation.id == Response.organisation_id)
    wanted = (Organisation.standing == Standing.FULL, Response.kind == ResponseKind.RETURN)
    found = set()
    for id, kind, state, home_id in session.execute(of_full.where(Response.id.in_(response_ids), *wanted)):
        source, moment = Source(kind, state, home_id), Moment(today, home_id)
        if id not in aside and all(allows(source, consents.get(id, {}), one, moment) for one in NAMED):
            found.add(id)
    return found


def _is_confirmed(consultation_id: str) -> tuple[ColumnElement[bool], ...]:
    row = CarriedMaterial
    return (
        row.consultation_id == consultation_id,
        row.answer.in_([CarriedAnswer.CURRENT, CarriedAnswer.CHANGED]),
        row.ended_on.is_(None),
        row.removed_at.is_(None),
    )
