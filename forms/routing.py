"""The way through a questionnaire: what comes next, what is missing, how far it is."""

from dataclasses import dataclass

from forms.definitions import Page, Question, Questionnaire
from forms.flow.reaching import Answers, Reach

__all__ = [
    "Answers",
    "Progress",
    "find_next_page",
    "find_previous_page",
    "get_page_of",
    "get_progress",
    "list_unanswered_required",
]


@dataclass(frozen=True)
class Progress:
    """Where a page is on the way, counted from one."""

    number: int
    total: int


def find_next_page(form: Questionnaire, page_id: str, whole: Questionnaire) -> Page | None:
    """Return the page after this one among those asked now, None behind the last. Raises: F003.

    whole: the form with all its pages, of which this one may be off the way by now.
    """
    following = {page.id for page in whole.pages[_place(whole, page_id) + 1 :]}
    return next((page for page in form.pages if page.id in following), None)


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


def list_unanswered_required(reached: Reach) -> tuple[Question, ...]:
    """List the required questions without an answer among those that are asked, in the order asked."""
    asked, answered = reached.form.questions(), reached.counted.keys() | reached.not_offered.keys()
    return tuple(question for question in asked if question.required and question.id not in answered)


def _place(questionnaire: Questionnaire, page_id: str) -> int:
    return questionnaire.pages.index(questionnaire.page(page_id))
