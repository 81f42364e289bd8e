"""What of a row counts: the answers that the form asks for, given the row's other answers, and accepts."""

from dataclasses import dataclass, replace

from consult.errors import ImportRefused
from consult.services.days import find_noon
from consult.services.imports.return_rows import ReadReturn
from forms.definitions import Question, Questionnaire, find_text
from forms.flow.checking import list_refused
from forms.flow.reaching import Reach, reach
from forms.routing import list_unanswered_required

NOT_ACCEPTED = "the form does not accept this answer beside the others"
NOT_OFFERED = "the form does not offer all that was chosen here beside the other answers"


@dataclass(frozen=True)
class SettledRow:
    """A row with the answers that count; what it left open, and what it answered without being asked."""

    read: ReadReturn
    unanswered: tuple[str, ...]
    left_out: tuple[str, ...]


def settle(questionnaire: Questionnaire, read: ReadReturn) -> SettledRow:
    """Keep what counts. Conditions see the day it was received, so that the same file gives the same again.

    Raises: ImportRefused (C732) for an answer that the form does not accept.
    """
    answers = {id: value for id, (value, _) in read.answers.items()}
    reached = reach(questionnaire, answers, find_noon(read.received_on))
    for question in list_refused(reached):
        raise ImportRefused("C732", question=question.id, reason=_say_why(questionnaire, question, reached))
    kept = {id: answer for id, answer in read.answers.items() if id in reached.counted}
    left_out = tuple(sorted(read.answers.keys() - kept.keys()))
    missing = tuple(question.id for question in list_unanswered_required(reached))
    return SettledRow(replace(read, answers=kept), missing, left_out)


def _say_why(questionnaire: Questionnaire, question: Question, reached: Reach) -> str:
    words, _ = find_text(question.constraint_message, "en", questionnaire.default_language)
    if question.id in reached.not_offered:
        words = NOT_OFFERED
    return f"{(words or NOT_ACCEPTED).rstrip('.')}."
