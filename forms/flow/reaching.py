"""What is asked now, given what was answered: one pass through a form in the order of its conditions.

An answer that is off the way counts as empty for everything else too. Where a condition takes too much work
it counts as true: a question too many loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from forms.answers import Answer
from forms.definitions import Page, Question, Questionnaire, find_text
from forms.expressions.contexts import Context, Moment, TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.nodes import Expression
from forms.expressions.values import Value, to_boolean
from forms.flow.filtering import filter_choices
from forms.flow.plans import Step, find_plan, has_expressions
from forms.handlers.base import find_choice_label
from forms.kinds import get_handler

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True)
class Reach:
    """A form as it is for one set of answers.

    form: its pages and questions that are asked now, in order; whether each is required is settled.
    counted: the answers that count: asked for, not empty, and such as the question can have.
    context: what further expressions about these answers are worked out with.
    """

    form: Questionnaire
    counted: Mapping[str, Answer]
    context: Context
    filters: Mapping[str, Expression] = field(default_factory=dict)

    def find_page(self, id: str) -> Page | None:
        """Return a page with the questions asked now and the choices offered now; None off the way."""
        page = next((one for one in self.form.pages if one.id == id), None)
        if page is None or not self.filters.keys() & {one.id for one in page.questions}:
            return page
        return replace(page, questions=tuple(map(self.offer, page.questions)))

    def offer(self, question: Question) -> Question:
        """Return a question with the choices that are offered now."""
        if question.id not in self.filters:
            return question
        offered = filter_choices(question.choices, self.filters[question.id], self.context)
        return replace(question, choices=tuple(offered))


def reach(definition: Questionnaire, answers: Answers, moment: Moment) -> Reach:
    """Work out what is asked and what counts. moment: the day and time that conditions may look at."""
    if not has_expressions(definition):
        counted = _count(definition.questions(), answers)
        return Reach(definition, counted, Context(moment))
    return _Pass(definition, answers, moment).run()


class _Pass:
    """One pass through the steps of a form."""

    def __init__(self, definition: Questionnaire, answers: Answers, moment: Moment) -> None:
        self.definition = definition
        self.answers = answers
        self.questions = {one.id: one for page in definition.pages for one in page.questions}
        self.values: dict[str, Value] = {}
        self.asked: dict[str, Question] = {}
        self.counted: dict[str, Answer] = {}
        self.filters: dict[str, Expression] = {}
        self.context = Context(
            moment, self.values, language=definition.default_language, label=self._find_label
        )

    def run(self) -> Reach:
        """Take each step after those it waits for, then settle what is required."""
        steps = find_plan(self.definition)
        for step in steps:
            if all(self._holds(one) for one in step.relevant):
                self._take(step)
        for step in steps:
            if step.id in self.asked and step.required_if:
                is_required = self._holds(step.required_if, otherwise=False)
                self.asked[step.id] = replace(self.asked[step.id], required=is_required)
        form = replace(self.definition, pages=tuple(filter(None, map(self._narrow, self.definition.pages))))
        ordered = {one.id: self.counted[one.id] for one in form.questions() if one.id in self.counted}
        return Reach(form, ordered, self.context, self.filters)

    def _take(self, step: Step) -> None:
        if step.calculation:
            self.values[step.id] = self._work_out(step.calculation)
            return
        question = self.questions[step.id]
        if step.choice_filter:
            if not any(filter_choices(question.choices, step.choice_filter, self.context)):
                return  # nothing to choose from: nobody could answer it
            self.filters[step.id] = step.choice_filter
        self.asked[step.id] = question
        if self._may_have_answer(question):
            counted = _count((self._narrow_to_answer(question),), self.answers)
            self.counted |= counted
            self.values |= {id: to_value(question.kind, answer) for id, answer in counted.items()}

    def _may_have_answer(self, question: Question) -> bool:
        return question.is_answerable and self.answers.get(question.id) is not None

    def _narrow_to_answer(self, question: Question) -> Question:
        """Leave only what was chosen and is offered: of thousands of choices the others are not looked at."""
        if question.id not in self.filters:
            return question
        answer = self.answers[question.id]
        names = set(answer) if isinstance(answer, list) else {answer}
        chosen = tuple(one for one in question.choices if one.name in names)
        return replace(
            question, choices=tuple(filter_choices(chosen, self.filters[question.id], self.context))
        )

    def _narrow(self, page: Page) -> Page | None:
        questions = tuple(self.asked[one.id] for one in page.questions if one.id in self.asked)
        return replace(page, questions=questions) if questions else None

    def _holds(self, condition: Expression, *, otherwise: bool = True) -> bool:
        try:
            return to_boolean(evaluate(condition, self.context))
        except TooMuchWork:
            return otherwise

    def _work_out(self, calculation: Expression) -> Value:
        try:
            return evaluate(calculation, self.context)
        except TooMuchWork:
            return ""

    def _find_label(self, name: str, choice: str) -> str:
        """The words of a choice in the form's own language, so that they are the same for everybody."""
        question = self.questions.get(name)
        if question is None or not choice:
            return ""
        label = find_choice_label(choice, question)
        return find_text(label, self.definition.default_language, self.definition.default_language)[0]


def to_value(kind: str, answer: Answer) -> Value:
    """Return an answer as expressions see it: several choices as one text with spaces between them."""
    if isinstance(answer, list):
        return " ".join(answer)
    if kind == "date":
        return date.fromisoformat(str(answer))
    return float(answer) if isinstance(answer, int) else answer


def _count(questions: tuple[Question, ...], answers: Answers) -> dict[str, Answer]:
    counted = {}
    for question in questions:
        answer, handler = answers.get(question.id), get_handler(question.kind)
        if answer is not None and not handler.is_empty(answer) and handler.is_valid(answer, question):
            counted[question.id] = answer
    return counted
