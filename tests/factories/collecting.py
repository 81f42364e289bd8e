"""Consultations, questionnaires, responses and their answers and consents."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consent import Consent
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.vocabulary import (
    Channel,
    ConsultationState,
    FormPurpose,
    Purpose,
    ResponseKind,
    ResponseState,
    SubjectKind,
    VersionState,
)
from forms.definitions import Page, Question, digest, to_dict
from forms.definitions import Questionnaire as Definition
from tests.factories.numbering import NOW, TODAY, add, seeded_id, take_number


def make_consultation(session: Session, **values: Any) -> Consultation:
    """An open consultation with two government questions."""
    n = take_number(session, Consultation)
    key = seeded_id("consultation", n)
    given = {"id": key, "slug": f"consultation-{n}", "title": {"en": f"Consultation {n}"}}
    consultation = Consultation(**{**given, "state": ConsultationState.OPEN, **values})
    consultation.government_questions = [
        GovernmentQuestion(
            id=seeded_id(key, place), number=str(place), position=place, text=f"Question {place}?"
        )
        for place in (1, 2)
    ]
    add(session, consultation)
    return consultation


def make_questionnaire_version(
    session: Session, consultation: Consultation, *questions: Question, **values: Any
) -> QuestionnaireVersion:
    """A published version; it asks `experience` and `change`, both open, unless other questions are given."""
    n = take_number(session, QuestionnaireVersion)
    purpose = values.pop("purpose", FormPurpose.RETURN)
    definition = make_definition(*questions)
    questionnaire = Questionnaire(
        id=seeded_id("questionnaire", n), consultation=consultation, purpose=purpose
    )
    given = {"id": seeded_id("version", n), "number": 1, "state": VersionState.PUBLISHED, "published_at": NOW}
    content = {"definition": to_dict(definition), "digest": digest(definition)}
    version = QuestionnaireVersion(**{**given, **content, "questionnaire": questionnaire, **values})
    add(session, version)
    return version


def make_definition(*questions: Question) -> Definition:
    """One question a page, in English; two open questions where none are given."""
    asked = questions or tuple(
        Question(id=name, kind="text", label={"en": f"{name}?"}, government_questions=(str(n),))
        for n, name in enumerate(("experience", "change"), 1)
    )
    pages = tuple(Page(id=f"page_{question.id}", questions=(question,)) for question in asked)
    return Definition(
        id="sample", title={"en": "Sample"}, languages=("en",), default_language="en", pages=pages
    )


def make_response(
    session: Session,
    version: QuestionnaireVersion,
    answers: Mapping[str, Any] | None = None,
    *,
    consents: Mapping[Purpose, bool] | None = None,
    **values: Any,
) -> Response:
    """A submitted return with an answer (one revision each) for each pair given."""
    n = take_number(session, Response)
    response = Response(**{**_describe_return(version, n), **values})
    add(session, response)
    for question_id, value in (answers or {}).items():
        make_answer(session, response, question_id, value)
    for purpose, granted in (consents or {}).items():
        make_consent(session, response, purpose, granted)
    return response


def make_account(
    session: Session,
    version: QuestionnaireVersion,
    sealed: Mapping[str, bytes] | None = None,
    *,
    consents: Mapping[Purpose, bool] | None = None,
    **values: Any,
) -> Response:
    """A submitted account; its answers are the sealed bytes given."""
    given = {"kind": ResponseKind.ACCOUNT, "channel": Channel.OPEN, "submitted_at": None, "started_at": None}
    account = make_response(session, version, consents=consents, **{**given, **values})
    for question_id, payload in (sealed or {}).items():
        make_answer(session, account, question_id, None, sealed=payload)
    return account


def make_answer(
    session: Session, response: Response, question_id: str, value: Any, *, sealed: bytes | None = None
) -> Answer:
    """An answer and the one revision that is its head."""
    n = take_number(session, Answer)
    at = None if response.kind is ResponseKind.ACCOUNT else NOW
    key = seeded_id("answer", n)
    kept = {"subject_kind": SubjectKind.ANSWER, "subject_id": key, "at": at}
    revision = Revision(id=seeded_id("revision", n), body=value, sealed=sealed, **kept)
    add(session, revision)
    answer = Answer(id=key, response_id=response.id, question_id=question_id, language=response.language)
    answer.value, answer.sealed, answer.head_revision_id = value, sealed, revision.id
    add(session, answer)
    session.expire(response, ["answers"])
    return answer


def make_consent(
    session: Session, response: Response, purpose: Purpose, granted: bool = True, version: int = 1
) -> Consent:
    """What one respondent said about one purpose."""
    key = seeded_id(f"consent:{response.id}:{purpose}", version)
    consent = Consent(
        id=key, response_id=response.id, purpose=purpose, granted=granted, version=version, given_on=TODAY
    )
    add(session, consent)
    return consent


def _describe_return(version: QuestionnaireVersion, n: int) -> dict[str, Any]:
    return {
        "id": seeded_id("response", n),
        "consultation_id": version.questionnaire.consultation_id or version.questionnaire.consultation.id,
        "questionnaire_version": version,
        "kind": ResponseKind.RETURN,
        "state": ResponseState.SUBMITTED,
        "channel": Channel.WEB,
        "submission_id": seeded_id("submission", n),
        "received_on": TODAY,
        "started_at": NOW,
        "submitted_at": NOW,
    }
