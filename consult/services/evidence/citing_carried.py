"""Carried material that was confirmed, as it is put into a draft: a quotation, or words filled in at use.

Nothing of it is kept in a draft but its place, so whatever ends its use reaches it in the next request.
"""

from sqlalchemy.orm import Session

from analysis.drafting import blocks, statements
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer, CarriedKind
from consult.services.carrying.labels import name_body, say_where
from consult.services.carrying.listing_carried import list_confirmed
from consult.services.evidence.citable import Citable
from consult.services.evidence.cited_keys import CARRIED, make_key
from consult.vocabulary import StatementKind


def list_carried_citable(session: Session, consultation_id: str) -> list[Citable]:
    """What was confirmed for a consultation, by number; what nobody confirmed is not among it."""
    return [_cite(session, one) for one in list_confirmed(session, consultation_id)]


def _cite(session: Session, row: CarriedMaterial) -> Citable:
    key = make_key(CARRIED, row.number)
    if row.kind is CarriedKind.STATEMENT:
        position = statements.Position(name_body(session, row), say_where(row))
        return Citable(key, StatementKind.POSITION, "", position)
    if row.answer is CarriedAnswer.CHANGED:
        fact = statements.PartnerFact(name_body(session, row), row.response_id or "", row.home.slug)
        return Citable(key, StatementKind.PARTNER_FACT, "", fact)
    place = blocks.Excerpt(row.response_id or "", row.question_id, row.start, row.end)
    quotation = blocks.Quotation(key, place, "", "en")
    kind, quoted = StatementKind.QUOTED, statements.Quoted(place)
    return Citable(key, kind, "", quoted, quotation, row.revision_id)
