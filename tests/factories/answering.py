"""A consultation ready to be answered, with a question of each kind, in three languages."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.vocabulary import ConsultationState, FormPurpose, VersionState
from forms.definitions import Choice, Page, Question, digest, to_dict
from forms.definitions import Questionnaire as Definition
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, add
from tests.factories.region import make_sub_region

SLUG = "safe-routes"
YES = Choice("yes", {"en": "Yes", "ar": "نعم", "pl": "Tak"})
NO = Choice("no", {"en": "No", "ar": "لا", "pl": "Nie"})
PAGES = (
    Page(
        "homes",
        {"en": "Homes", "ar": "السكن"},
        (
            Question(
                "homes",
                "text",
                {"en": "What helps people to find a home?", "ar": "ما الذي يساعد الناس على إيجاد سكن؟"},
                {"en": "Say what you have seen", "ar": "اذكر ما رأيته"},
                required=True,
                appearance="multiline",
            ),
        ),
    ),
    Page("count", {}, (Question("count", "integer", {"en": "How many households?", "ar": "كم أسرة؟"}),)),
    Page(
        "when",
        {"en": "Your work", "ar": "عملكم"},
        (
            Question("note", "note", {"en": "Think of the last year.", "ar": "فكر في العام الماضي."}),
            Question("began", "date", {"en": "When did it begin?", "ar": "متى بدأ ذلك؟"}),
            Question("works", "select_one", {"en": "Does it work?", "ar": "هل ينجح؟"}, choices=(YES, NO)),
            Question(
                "needs", "select_multiple", {"en": "What is needed?", "ar": "ما المطلوب؟"}, choices=(YES, NO)
            ),
        ),
    ),
)


def make_open_consultation(session: Session, **values: Any) -> Consultation:
    """An open consultation with its questionnaire published, and two parts of the region."""
    given = {
        "slug": SLUG,
        "title": {"en": "Safe routes", "ar": "طرق آمنة"},
        "summary": {"en": "What regions can offer.", "ar": "ما يمكن للمناطق تقديمه."},
        "consulting_body": "Department for Settlement",
        "state": ConsultationState.OPEN,
        "closes_on": date(2031, 6, 30),
    }
    consultation = make_consultation(session, **{**given, **values})
    make_sub_region(session, name="North Vale")
    make_sub_region(session, name="South Vale")
    definition = make_definition()
    questionnaire = Questionnaire(consultation=consultation, purpose=FormPurpose.RETURN)
    version = QuestionnaireVersion(
        number=1,
        state=VersionState.PUBLISHED,
        published_at=NOW,
        definition=to_dict(definition),
        digest=digest(definition),
        questionnaire=questionnaire,
    )
    add(session, version)
    return consultation


def make_definition() -> Definition:
    """Three pages, in English, Arabic and (in part, so read in English) Polish."""
    return Definition("routes", {"en": "Safe routes"}, ("en", "ar", "pl"), "en", PAGES)
