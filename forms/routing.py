"""The way through a questionnaire: what comes next, what is missing, how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.answers import Answer
from forms.definitions import Page, Question, Questionnaire
from forms.kinds import get_handler

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True)
class Progress:
    """Where a page is on the way, counted from one."""

    number: int
    total: int


def find_next_page(questionnaire: Questionnaire, page_id: str) -> Page | None:
    """Return the page after this one, None behind the last. Raises: F003."""
    place = _place(questionnaire, page_id) + 1
    return questionnaire.pages[place] if place < len(questionnaire.pages) else None


def find_previous_page(questionnaire: Questionnaire, page_id: str) -> Page | None:
    """Return the page before this one, None before the first. Raises: F003."""
    place = _place(questionnaire, page_id)
    return questionnaire.pages[place - 1] if place else None


def get_progress(questionnaire: Questionnaire, page_id: str) -> Progress:
    """Return which page of how many this is. Raises: F003."""
    return Progress(_place(questionnaire, page_id) + 1, len(questionnaire.pages))


def get_page_of(questionnaire: Questionnaire, question_id: str) -> Page:
    """Return the page a question is on. Raises: F002."""
    question = questionnaire.get_question(question_id)
    return next(page for page in questionnaire.pages if question in page.questions)


def list_unanswered_required(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """List the required questions without an answer, in the order asked."""
    return tuple(
        question
        for question in questionnaire.questions()
        if question.required and not is_answered(question, answers)
    )


def is_answered(question: Question, answers: Answers) -> bool:
    """Tell whether there is an answer that this question can have."""
    answer = answers.get(question.id)
    handler = get_handler(question.kind)
    return not handler.is_empty(answer) and handler.is_valid(answer, question)


def keep_asked(questionnaire: Questionnaire, answers: Answers) -> dict[str, Answer]:
    """Return only the answers that count: of questions on the way, and not empty."""
    kept = {}
    for question in questionnaire.questions():
        answer = answers.get(question.id)
        if answer is not None and is_answered(question, answers):
            kept[question.id] = answer
    return kept


def _place(questionnaire: Questionnaire, page_id: str) -> int:
    return questionnaire.pages.index(questionnaire.page(page_id))
