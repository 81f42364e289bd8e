"""Stored versions are read once, whoever asks."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from consult.models.questionnaire import QuestionnaireVersion
from consult.services.consultations import reading_versions
from consult.services.consultations.reading_versions import Kept, read_definition
from forms.definitions import Question, from_dict
from forms.definitions import Questionnaire as Definition
from tests.factories.collecting import make_consultation, make_definition, make_questionnaire_version


@pytest.fixture(autouse=True)
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_versions, "_definitions", Kept[Definition]())


def test_read_definition__asked_again__neither_fetches_nor_builds_it_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []

    def build(record: Mapping[str, Any]) -> Any:
        built.append(record)
        return from_dict(record)

    monkeypatch.setattr(reading_versions, "from_dict", build)
    question = Question("read_once", "text", {"en": "Once?"})
    make_questionnaire_version(session, make_consultation(session), question)
    session.flush()
    session.expunge_all()
    first = read_definition(session.scalars(select(QuestionnaireVersion)).one())
    session.expunge_all()
    version = session.scalars(select(QuestionnaireVersion)).one()

    assert read_definition(version) is first
    assert first == make_definition(question) and len(built) == 1
    assert "definition" in inspect(version).unloaded


def test_read_definition__digest_of_something_else__never_stands_in_for_it(session: Session) -> None:
    consultation = make_consultation(session)
    true = make_questionnaire_version(session, consultation, Question("truly", "text", {"en": "T?"}))
    false = make_questionnaire_version(
        session, make_consultation(session), Question("falsely", "text", {"en": "F?"}), digest=true.digest
    )
    for _ in range(2):
        assert read_definition(true).questions()[0].id == "truly"
        assert read_definition(false).questions()[0].id == "falsely"


def test_read_definition__more_than_are_kept__forgets_the_oldest(session: Session) -> None:
    version = make_questionnaire_version(session, make_consultation(session))
    first = read_definition(version)
    for n in range(reading_versions.MOST_KEPT):
        other = Question(f"other_{n}", "text", {"en": "Other?"})
        read_definition(make_questionnaire_version(session, make_consultation(session), other))
    assert read_definition(version) is not first
