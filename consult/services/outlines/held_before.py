"""Earlier returns and experiences that may be looked at for a new consultation, by the tags on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.region import Organisation
from consult.models.response import Response
from consult.queries.responses import Wanted, select_responses
from consult.queries.told_elsewhere import select_available
from consult.queries.viewer import Viewer
from consult.services.outlines.earlier_consultations import Earlier, is_recent
from consult.services.outlines.outline_values import HeldReturn
from consult.services.permissions.consenting import Consents, Moment, Source, allows, find_consents
from consult.services.tags.gathering_tags import list_tagged
from consult.vocabulary import Purpose, ResponseKind, Standing


@dataclass(frozen=True)
class HeldBefore:
    """By tag: the returns, and the ids of the experiences, on which a person put it."""

    returns: Mapping[str, list[HeldReturn]]
    experiences: Mapping[str, set[str]]


def find_held(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    earlier: Iterable[Earlier],
    *,
    today: date,
) -> HeldBefore:
    """Find what may be looked at today: tags that nobody accepted, and what is out of scope, are left out."""
    returns, experiences = defaultdict(list), defaultdict(set)
    available = set(session.scalars(select_available(viewer, consultation, today=today)))
    for one in earlier:
        allowed = {
            held.response_id: held for held in list_returns(session, viewer, one.consultation, today=today)
        }
        for code, response_id in _list_accepted(session, one.run.id):
            if response_id in allowed:
                returns[code].append(allowed[response_id])
            elif response_id in available:
                experiences[code].add(response_id)
    return HeldBefore(returns, experiences)


def list_returns(
    session: Session, viewer: Viewer, consultation: Consultation, *, today: date
) -> list[HeldReturn]:
    """Returns in date of bodies of full standing that agree to be quoted and named there."""
    sent = select_responses(viewer, consultation.id, Wanted(kind=ResponseKind.RETURN))
    of_full = sent.join(Organisation, Organisation.id == Response.organisation_id)
    wanted = of_full.where(Organisation.standing == Standing.FULL)
    consents = find_consents(session, wanted.with_only_columns(Response.id).order_by(None))
    return [
        _describe(one, consultation)
        for one in session.scalars(wanted)
        if is_recent(one.received_on, today=today) and _agrees(one, consents.get(one.id, {}), today)
    ]


def _list_accepted(session: Session, run_id: str) -> list[tuple[str, str]]:
    """Each tag that a person put on a response, once."""
    tagged = list_tagged(session, run_id)
    return sorted({(one.code, one.response_id) for one in tagged if one.accepted})


def _agrees(response: Response, consents: Consents, today: date) -> bool:
    source = Source(response.kind, response.state, response.consultation_id)
    moment = Moment(today, response.consultation_id)
    return all(allows(source, consents, one, moment) for one in (Purpose.QUOTE, Purpose.ATTRIBUTE))


def _describe(response: Response, consultation: Consultation) -> HeldReturn:
    body = response.organisation
    if body is None:
        raise LookupError("selected with an organisation")
    titles = consultation.title
    title = str(titles.get("en") or consultation.slug)
    where = (body.id, body.name, body.sector, consultation.slug, title)
    return HeldReturn(response.id, *where, response.received_on)
