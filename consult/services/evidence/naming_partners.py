"""Which returns a fact may be given from with the name of their organisation, at this moment."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.handled import find_set_aside
from consult.services.permissions.consenting import Consents, Moment, Source, allows, find_consents
from consult.vocabulary import Purpose, ResponseKind


def find_citable_returns(session: Session, draft: Draft, *, today: date) -> set[str]:
    """Ids of the returns of a draft's consultation that may be named and counted today."""
    return {one.id for one in list_citable_returns(session, draft.consultation_id, today=today)}


def list_citable_returns(session: Session, consultation_id: str, *, today: date) -> Sequence[Response]:
    """The returns whose organisation agreed to be named, by name."""
    of_this = (Response.consultation_id == consultation_id, Response.kind == ResponseKind.RETURN)
    ids = select(Response.id).where(*of_this)
    consents, aside = find_consents(session, ids), find_set_aside(session, ids)
    moment = Moment(today, consultation_id)
    found = [
        one
        for one in session.scalars(select(Response).where(*of_this))
        if one.id not in aside and _may_name(one, consents.get(one.id, {}), moment) and name_of(one)
    ]
    return sorted(found, key=lambda one: (name_of(one), one.id))


def name_of(response: Response) -> str:
    """The organisation's name, as the directory or the return has it."""
    name = response.organisation.name if response.organisation else response.organisation_name
    return " ".join(name.split())


def _may_name(response: Response, given: Consents, moment: Moment) -> bool:
    source = Source(response.kind, response.state, response.consultation_id)
    wanted = (Purpose.ANALYSE, Purpose.ATTRIBUTE)
    return all(allows(source, given, one, moment) for one in wanted)
