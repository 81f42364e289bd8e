"""Which questions stand beside one that asks for a number: the evidence, whose view it is, what it covers.

A form names them after the number: `homes_evidence` (text), `homes_view` (one of `officer_view` and
`approved`) and `homes_covers` (one of `own` and `with_districts`). Without `homes_evidence` the next open
question on the same government question is taken. `speaks_for` asks for how many people a return speaks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.definitions import Question
from forms.handlers.base import Told
from forms.kinds import get_handler

TEXT, CHOICE = "text", "select_one"
SPEAKS_FOR = "speaks_for"
OWN_ONLY = "own"
VIEWS = {"officer_view": "Officer view", "approved": "Approved"}


@dataclass(frozen=True)
class NumberQuestion:
    """A question that asks for a number, with the ids of those beside it; empty where there is none."""

    question: Question
    default_language: str
    evidence_id: str = ""
    view_id: str = ""
    covers_id: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        """The ids that are asked beside it."""
        return tuple(id for id in (self.evidence_id, self.view_id, self.covers_id) if id)


def name_covers(question_id: str) -> str:
    """The id of the question whether a county's number has its districts' in it."""
    return f"{question_id}_covers"


def name_view_question(question_id: str) -> str:
    """The id of the question whose view a number is."""
    return f"{question_id}_view"


def list_number_questions(asked: Mapping[str, tuple[Question, str]]) -> tuple[NumberQuestion, ...]:
    """List the questions that ask for a number, in their order."""
    questions = [question for question, _ in asked.values()]
    return tuple(
        NumberQuestion(
            question,
            default,
            evidence_id=_find_evidence(question, questions),
            view_id=_find_beside(question, asked, "view", CHOICE),
            covers_id=_find_beside(question, asked, "covers", CHOICE),
        )
        for question, default in asked.values()
        if get_handler(question.kind).find_told(question) is Told.NUMBER
    )


def _find_beside(
    question: Question, asked: Mapping[str, tuple[Question, str]], ending: str, kind: str
) -> str:
    found = asked.get(f"{question.id}_{ending}")
    return found[0].id if found is not None and found[0].kind == kind else ""


def _find_evidence(number: Question, questions: Sequence[Question]) -> str:
    after = questions[questions.index(number) + 1 :]
    named = [one for one in questions if one.id == f"{number.id}_evidence" and one.kind == TEXT]
    related = [one for one in after if one.kind == TEXT and _share_one(one, number)]
    return next((one.id for one in (*named, *related)), "")


def _share_one(one: Question, other: Question) -> bool:
    return bool(set(one.government_questions) & set(other.government_questions))
