"""What the region said before: of the version that was sent, found by the whole question it answers."""

import pytest
from sqlalchemy.orm import Session

from consult.models.coding import Code, Codebook
from consult.models.consultation import Consultation
from consult.queries.viewer import SYSTEM
from consult.services.outlines.outline_values import PastAnswer
from consult.services.outlines.outlining import make_outline
from consult.vocabulary import ConsultationState
from tests.factories.collecting import make_consultation
from tests.factories.numbering import TODAY
from tests.factories.sending import send_version
from tests.factories.versions import make_exact_version

LONG = f"{'What else would you like us to know about this? ' * 3}What of homes?"


@pytest.fixture
def before(sqlite_session: Session) -> Consultation:
    """A consultation that was answered; its first question is too long for a title."""
    codebook = Codebook(name="region")
    codebook.codes = [Code(key="housing", label="Housing", key_phrases=["homes"], position=1)]
    sqlite_session.add(codebook)
    found = make_consultation(sqlite_session, state=ConsultationState.SENT)
    found.government_questions[0].text = LONG
    return found


def list_past(session: Session) -> list[PastAnswer]:
    """What is offered for a new question about homes."""
    asked = make_consultation(session)
    asked.government_questions[0].text = "What would more homes change?"
    session.flush()
    return list(make_outline(session, SYSTEM, asked, today=TODAY)[0].past)


def test_past_answer__to_a_long_question__is_found_by_what_its_title_leaves_out(
    sqlite_session: Session, before: Consultation
) -> None:
    make_exact_version(sqlite_session, before, {"question:1": "We need more.", "question:2": "Trees."})
    [past] = list_past(sqlite_session)
    assert (past.section_key, past.asked) == ("question:1", LONG) and "homes" not in past.section_title


def test_past_answers__with_a_version_made_after_the_sending__are_of_the_one_that_was_sent(
    sqlite_session: Session, before: Consultation
) -> None:
    sent = make_exact_version(sqlite_session, before, {"question:1": "We need more."})
    make_exact_version(sqlite_session, before, {"question:1": "We say another thing now."})
    [past] = list_past(sqlite_session)
    assert past.version == 2, "nothing on record says which was sent"
    send_version(sqlite_session, before, sent)
    [past] = list_past(sqlite_session)
    assert past.version == 1
