"""An analysis looks through experiences with a model; what it finds waits, sealed, for a person to decide."""

import pytest
import spacy
from spacy.language import Language
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.desk_kinds import RedactionState
from consult.models.redaction import RedactionRecord
from consult.models.response import Answer, Response
from consult.services.analyses.analysing import Material, gather_material
from consult.services.identifiers.preparing_checks import keep_suggestions, suggest_with_model
from consult.services.identifiers.redacting import Kept, Redaction, find_redactions, keep_redactions
from consult.vocabulary import Purpose
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.sealing import UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.portable

WORDS = "we waited until zebbith came to see us"


@pytest.fixture
def nlp() -> Language:
    made = spacy.blank("en")
    ruler = made.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "PERSON", "pattern": "zebbith"}])  # type: ignore[attr-defined]
    return made


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def account(session: Session, agent: UnlockedAgent) -> Response:
    version = make_questionnaire_version(session, make_consultation(session))
    return make_sealed_account(
        session, version, {"change": WORDS}, agent, consents={Purpose.ANALYSE: True}, is_checked=False
    )


@pytest.fixture
def material(session: Session, account: Response, agent: UnlockedAgent) -> Material:
    consultation = session.get_one(Consultation, account.consultation_id)
    return gather_material(session, consultation, keys=agent, now=NOW)


def find(session: Session, agent: UnlockedAgent) -> dict[str, Kept]:
    return find_redactions(session, select(Response.id), agent)


def test_suggestions_of_a_model__kept__wait_for_a_person_and_say_nothing_in_clear(
    session: Session, account: Response, material: Material, agent: UnlockedAgent, nlp: Language
) -> None:
    suggested = suggest_with_model(material, nlp)
    assert keep_suggestions(session, material, suggested, keys=agent, today=TODAY) == 1
    kept = find(session, agent)[account.id]
    assert [(WORDS[one.start : one.end], one.state) for one in kept.redactions] == [
        ("zebbith", RedactionState.SUGGESTED)
    ]
    assert not kept.is_checked
    row = session.scalars(select(RedactionRecord)).one()
    assert b"zebbith" not in row.sealed and row.checked_by_id is None and not row.is_checked


def test_suggestions_of_a_model__for_a_check_that_somebody_began__change_nothing(
    session: Session, account: Response, material: Material, agent: UnlockedAgent, nlp: Language
) -> None:
    suggested = suggest_with_model(material, nlp)
    keep_suggestions(session, material, suggested, keys=agent, today=TODAY)
    mark = find(session, agent)[account.id].mark
    key = agent.open_key(account.id)
    assert key is not None
    begun = Kept(mark, False, (Redaction("change", "person", 0, 2, RedactionState.REJECTED),))
    keep_redactions(session, account.id, begun, key=key, staff_id=None, today=TODAY)
    assert keep_suggestions(session, material, suggested, keys=agent, today=TODAY) == 0
    assert find(session, agent)[account.id] == begun


def test_suggestions_of_a_model__for_an_answer_changed_since__are_not_kept(
    session: Session, material: Material, agent: UnlockedAgent, nlp: Language
) -> None:
    session.execute(update(Answer).values(head_revision_id=None))
    suggested = suggest_with_model(material, nlp)
    assert keep_suggestions(session, material, suggested, keys=agent, today=TODAY) == 0


def test_suggestions_of_a_model__for_an_experience_with_an_answer_added_since__are_not_kept(
    session: Session, account: Response, material: Material, agent: UnlockedAgent, nlp: Language
) -> None:
    session.add(Answer(response_id=account.id, question_id="more", language="en", sealed=b"later"))
    session.flush()
    suggested = suggest_with_model(material, nlp)
    assert suggested[account.id]
    assert keep_suggestions(session, material, suggested, keys=agent, today=TODAY) == 0
    assert find(session, agent) == {}


def test_suggestions__without_a_model_or_a_key__are_none(
    session: Session, material: Material, nlp: Language
) -> None:
    assert suggest_with_model(material, None) == {}
    suggested = suggest_with_model(material, nlp)
    assert keep_suggestions(session, material, suggested, keys=None, today=TODAY) == 0
