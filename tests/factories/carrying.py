"""An earlier return that may be carried over elsewhere, and what its organisation says of it."""

from typing import Any

from sqlalchemy.orm import Session

from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.agreement.circulating import MadeLink
from consult.services.carrying.answering import confirm
from consult.services.carrying.asking_organisations import ask_to_confirm
from consult.services.carrying.given_confirmations import GivenConfirmation
from consult.services.carrying.offering import Chosen
from consult.services.carrying.proposing import Proposing, propose_passage
from consult.services.experiences.judging_quotations import Passage
from consult.vocabulary import Purpose, Sector
from tests.factories.agreeing import ADA, CLOSES_ON
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation

WORDS = "Families wait for months in hotels, and nobody tells them why."
CHANGED = "Families now wait for weeks, not months."
NAMED = {Purpose.QUOTE: True, Purpose.ATTRIBUTE: True}
EARLIER = "The earlier call"
CURRENT = GivenConfirmation(CarriedAnswer.CURRENT, "", "Ada Morgan", "Head of policy")
WITH_CHANGES = GivenConfirmation(CarriedAnswer.CHANGED, CHANGED, "Ada Morgan", "Head of policy")
OUTDATED = GivenConfirmation(CarriedAnswer.OUTDATED, "", "Ada Morgan", "Head of policy")


def make_earlier_return(
    session: Session, consultation: Consultation, name: str = "Brook House", **values: Any
) -> Response:
    """A return to an earlier consultation, of a body of full standing that may be quoted by name."""
    home = make_consultation(session, title={"en": EARLIER}, is_fictional=consultation.is_fictional)
    version = make_questionnaire_version(session, home)
    body = make_organisation(session, name=name, sector=Sector.VOLUNTARY_COMMUNITY)
    given = {"organisation": body, "received_on": TODAY, **values}
    return make_response(session, version, {"experience": WORDS}, consents=NAMED, **given)


def whole_of(response: Response) -> Passage:
    """The whole of its one answer."""
    return Passage(response.id, "experience", 0, len(WORDS))


def choose(response: Response) -> Chosen:
    """It, as somebody chooses it."""
    heads = [one.head_revision_id for one in response.answers]
    return Chosen(whole_of(response), heads[0] if heads else None)


def propose(session: Session, consultation: Consultation, response: Response) -> CarriedMaterial:
    """Its answer, for the first question of a consultation."""
    question = consultation.government_questions[0]
    return propose_passage(Proposing(session, SYSTEM, question, ADA, NOW), choose(response))


def ask(session: Session, consultation: Consultation, **values: Any) -> MadeLink[AskedToConfirm]:
    """The link of the organisation whose piece was proposed last."""
    given = {"closes_on": CLOSES_ON, "author": ADA, "now": NOW, **values}
    row = session.query(CarriedMaterial).order_by(CarriedMaterial.number.desc()).first()
    assert row is not None and row.organisation is not None
    return ask_to_confirm(session, consultation, [row.organisation], **given)[0]


def carry(
    session: Session, consultation: Consultation, given: GivenConfirmation = CURRENT, **values: Any
) -> CarriedMaterial:
    """A piece that its organisation confirmed."""
    row = propose(session, consultation, make_earlier_return(session, consultation, **values))
    return confirm(session, ask(session, consultation).asked, row.number, given, now=NOW)
