"""A consultation of many questions to which two thousand generated returns came. All of it is fictional."""

import random
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.models.consent import Consent
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.region import SubRegion
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.vocabulary import Channel, Purpose, ResponseKind, ResponseState, Sector, SubjectKind
from forms.definitions import Choice, Question
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY, seeded_id
from tests.factories.region import make_partnership, make_sub_region

QUESTIONS, CLOSED_EVERY, ANSWERED = 84, 4, 10
SUBJECTS = (
    "Homes in the private market cost more than the allowance pays",
    "Hotel rooms are used for families long after they should have moved",
    "English classes have waiting lists of more than a year",
    "Parents cannot take a class because nobody looks after small children",
    "Interpreters are booked late and often do not come to the surgery",
    "Doctors are asked to register people without any earlier records",
    "School places in the middle of a year are too far away",
    "Young people over sixteen find no course that will take them",
    "Advice on immigration law cannot be had within fifty miles",
    "People lose their papers when they are moved at a day's notice",
    "Jobs below somebody's skills are all that the job centre offers",
    "Qualifications from abroad take years to be recognised",
    "Buses stop before the evening shift at the warehouse ends",
    "Volunteers carry work for which nobody has money any more",
    "Grants arrive after the year in which they are to be spent",
    "Councils hear of arrivals only when the families are at the door",
    "Figures on who lives where come too late to plan with",
    "People wait in silence because nobody tells them what happens next",
    "Shops and letting agents turn down those without a history of credit",
    "Poor nights and worry make children ill before any help begins",
)
DETAILS = (
    "and this has grown worse since the spring",
    "which our own team sees every week",
    "so that we pay for it from other budgets",
    "although the guidance says something else",
    "and the smaller districts have it hardest",
    "as we said in our return two years ago",
)
WISHES = (
    "We ask for funding that lasts three years.",
    "A named person in the department would help most.",
    "Please publish the figures each month.",
    "Let regions decide how the money is shared.",
    "Plan this together with housing associations.",
)
AREAS = ("Osmere Vale", "Tarn Coast", "Lower Wend", "Harrow Fells")
PERMITTED = {Purpose.QUOTE: True, Purpose.ATTRIBUTE: False}


def make_long_consultation(
    session: Session, *, returns: int = 2000, questions: int = QUESTIONS
) -> Consultation:
    """Every return answers ten open questions that are drawn for it, and the closed ones beside them."""
    make_partnership(session, small_number=5)
    areas = [make_sub_region(session, name=name) for name in AREAS]
    consultation = make_consultation(session, slug="long", consulting_body="Department of Examples")
    first = len(consultation.government_questions) + 1
    consultation.government_questions += [_ask(consultation.id, n) for n in range(first, questions + 1)]
    session.flush()
    version = make_questionnaire_version(session, consultation, *_make_questions(questions))
    chance = random.Random(returns)
    made = [_make_return(version, number, areas) for number in range(returns)]
    said = [_make_answer(one, *pair) for one in made for pair in _draw_answers(chance, questions).items()]
    allowed = [_permit(one.id, *pair) for one in made for pair in PERMITTED.items()]
    for rows in (made, [*allowed, *(revision for revision, _ in said)], [answer for _, answer in said]):
        session.add_all(rows)
        session.flush()
    return consultation


def _ask(consultation_id: str, place: int) -> GovernmentQuestion:
    text = f"What should change in part {place} of the plan, and for whom?"
    return GovernmentQuestion(
        id=seeded_id(f"long:{consultation_id}", place), number=str(place), position=place, text=text
    )


def _make_questions(questions: int) -> Iterator[Question]:
    for place in range(1, questions + 1):
        asked = {"label": {"en": f"Part {place}?"}, "government_questions": (str(place),)}
        yield Question(id=f"part_{place}", kind="text", **asked)  # type: ignore[arg-type]
        if place % CLOSED_EVERY == 0:
            choices = tuple(Choice(one, {"en": one.capitalize()}) for one in ("yes", "no", "unsure"))
            yield Question(id=f"agree_{place}", kind="select_one", choices=choices, **asked)  # type: ignore[arg-type]


def _draw_answers(chance: random.Random, questions: int) -> dict[str, str]:
    answers = {}
    for place in sorted(chance.sample(range(1, questions + 1), min(ANSWERED, questions))):
        subject = SUBJECTS[(place + chance.randrange(5)) % len(SUBJECTS)]
        answers[f"part_{place}"] = f"{subject}, {chance.choice(DETAILS)}. {chance.choice(WISHES)}"
        if place % CLOSED_EVERY == 0:
            answers[f"agree_{place}"] = chance.choice(("yes", "yes", "no", "unsure"))
    return answers


def _make_return(version: QuestionnaireVersion, number: int, areas: Sequence[SubRegion]) -> Response:
    sectors, key = list(Sector), seeded_id("long return", number)
    return Response(
        id=key,
        consultation_id=version.questionnaire.consultation_id,
        questionnaire_version_id=version.id,
        kind=ResponseKind.RETURN,
        state=ResponseState.SUBMITTED,
        channel=Channel.WEB,
        submission_id=seeded_id("long submission", number),
        received_on=TODAY,
        started_at=NOW,
        submitted_at=NOW,
        sector=sectors[number % len(sectors)],
        sub_region_id=areas[number % len(areas)].id,
        organisation_name=f"Fictional body {number}",
    )


def _permit(response_id: str, purpose: Purpose, granted: bool) -> Consent:
    key = seeded_id(f"{response_id}:{purpose}", 1)
    return Consent(
        id=key, response_id=response_id, purpose=purpose, granted=granted, version=1, given_on=TODAY
    )


def _make_answer(response: Response, question_id: str, value: str) -> tuple[Revision, Answer]:
    key = seeded_id(f"{response.id}:{question_id}", 1)
    revision = Revision(
        id=seeded_id(key, 1), body=value, subject_kind=SubjectKind.ANSWER, subject_id=key, at=NOW
    )
    answer = Answer(id=key, response_id=response.id, question_id=question_id, language="en")
    answer.value, answer.head_revision_id = value, revision.id
    return revision, answer
