"""How somebody quoted is described, as counted: never by place and language together where few share both."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.provenance import RELAYED, SELF_TOLD, Provenance
from consult.models.readings import Respondent
from consult.models.response import Response
from consult.models.telling_kinds import AttributionLevel
from consult.services.quotations.attributing import load_attributor
from consult.vocabulary import FormPurpose, ResponseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.sealing import make_sealed_account
from tests.integration.drafting_record import Received, start_record

pytestmark = pytest.mark.portable

ENOUGH, PLACE = 5, "Ostley"


@pytest.fixture
def received(session: Session) -> Received:
    return start_record(session)


def tell(received: Received, languages: str, provenance: Provenance = SELF_TOLD) -> Response:
    """Experiences from one place in the languages of these pages. Returns: the last."""
    told = [
        received.add_account("We waited.", language=one, place_band=PLACE, provenance=provenance)
        for one in languages.split()
    ]
    return told[-1]


def describe(
    received: Received, told: Response, provenance: Provenance = SELF_TOLD, said_in: str = ""
) -> str:
    person = Respondent(
        response_id=told.id,
        kind=ResponseKind.ACCOUNT,
        language=told.language,
        sector=None,
        sub_region="",
        organisation="",
        received_on=None,
        may_quote=True,
        may_attribute=True,
        level=AttributionLevel.AREA,
        provenance=provenance,
    )
    attributor = load_attributor(received.session, told.consultation_id, ENOUGH)
    return attributor.describe(person, said_in)


def test_place__shared_by_enough_in_one_language__is_named(received: Received) -> None:
    told = tell(received, "uk uk uk uk uk")
    assert describe(received, told).startswith(f"a person living in {PLACE}, told")


def test_place__shared_by_enough_in_other_languages__is_not_named(received: Received) -> None:
    told = tell(received, "uk uk uk uk uk ti")
    assert describe(received, told).startswith("a person living in the region")


def test_place__of_a_passage_in_a_language_that_few_declare_there__is_not_named(received: Received) -> None:
    told = tell(received, "uk uk uk uk uk")
    assert describe(received, told, said_in="uk").startswith(f"a person living in {PLACE}, told")
    assert describe(received, told, said_in="ti").startswith("a person living in the region")


def test_place__of_words_in_another_language_than_their_pages__is_not_named(received: Received) -> None:
    told = tell(received, "en en en en en en")
    for answer in told.answers:
        answer.language = "ti"
    received.session.flush()
    assert describe(received, told).startswith("a person living in the region")


def test_place__beside_a_locked_language_of_telling__is_not_named(received: Received) -> None:
    spoken = replace(RELAYED, language="ar")
    told = tell(received, "en en en en en en", spoken)
    assert describe(received, told, spoken).startswith("a person living in the region, told")
    assert "in Arabic" in describe(received, told, spoken)


@pytest.mark.parametrize("is_fictional", [True, False])
def test_elsewhere__of_made_up_experiences__is_never_enough_for_a_true_one(
    received: Received, is_fictional: bool
) -> None:
    other = make_consultation(received.session, slug="other", is_fictional=is_fictional)
    form = make_questionnaire_version(received.session, other, purpose=FormPurpose.ACCOUNT)
    for _ in range(ENOUGH):
        make_sealed_account(received.session, form, {}, received.agent)
    told = received.session.scalars(select(Response).where(Response.consultation_id == other.id)).all()[0]
    attributor = load_attributor(received.session, received.consultation.id, ENOUGH)
    assert (attributor.elsewhere >= ENOUGH) is not is_fictional
    assert told.id not in attributor.places
