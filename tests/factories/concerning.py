"""A concern that is really locked."""

from sqlalchemy.orm import Session

from consult.models.concern import Concern
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.sealing.keys import PartnershipPublicKey
from consult.services.concerns.concerning import ConcernDetails, ConcernTerms, find_keep_until, raise_concern
from tests.factories.numbering import NOW, TODAY


def make_concern(
    session: Session, response: Response, lead_id: str, public_key: PartnershipPublicKey
) -> Concern:
    """An open one about this experience."""
    terms = ConcernTerms(lead_id, find_keep_until(session, response, TODAY), TODAY, NOW)
    return raise_concern(
        session, SYSTEM, response, ConcernDetails("Somebody is not safe."), terms, public_key=public_key
    )
