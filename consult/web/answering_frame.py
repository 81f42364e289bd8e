"""What stands round the questions of a page: its title, its languages, the versions of an answer."""

from typing import Any

from flask import current_app

from consult.services.saving import Version
from consult.web.answering_visit import Visit
from consult.web.public_words import find_words
from forms.answers import Shown
from forms.builder import QuestionForm
from forms.definitions import Question
from forms.kinds import get_handler

SECONDS = 60


def show_version(visit: Visit, question_id: str, version: Version) -> list[Shown]:
    """One of several versions of an answer, line by line, as people read it."""
    if version.value is None:
        return []
    question = visit.definition.get_question(question_id)
    shown = get_handler(question.kind).display(
        version.value, question, visit.language, visit.definition.default_language
    )
    return list(shown)


def find_title(visit: Visit, form: QuestionForm) -> str:
    """What the page is called in the browser's tab: its heading, or its only question."""
    if form.heading:
        return form.heading[0]
    asked = list_asked(form)
    return (
        form.wording.find(asked[0].label)[0] if len(asked) == 1 else find_words(visit.consultation.title)[0]
    )


def list_asked(form: QuestionForm) -> list[Question]:
    """The questions of a page, without its notes."""
    return [question for question in form.page.questions if question.is_answerable]


def describe_frame(visit: Visit) -> dict[str, Any]:
    """What the layout needs on every page of a return, the warning before the session ends included."""
    return {
        "languages": list(visit.definition.languages),
        "session_seconds": current_app.config["SESSION_MINUTES"] * SECONDS,
    }
