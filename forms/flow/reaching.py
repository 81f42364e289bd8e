"""What is asked now, given what was answered: one pass through a form in the order of its conditions.

An answer that is off the way counts as empty for everything else too. Where a condition takes too much work
it counts as true: a question too many loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.answers import Answer
from forms.definitions import Page, Question, Questionnaire, Text, find_text
from forms.expressions.contexts import Budget, Context, Moment, TooMuchWork
from forms.expressions.evaluating import evaluate
from forms.expressions.nodes import Expression
from forms.expressions.values import Value, to_boolean
from forms.flow.filtering import filter_choices, give_filters_their_own
from forms.flow.plans import Step, find_plan, has_expressions
from forms.kinds import get_handler

Answers = Mapping[str, Answer | None]

CHOICES_A_STEP = 10
"""Of those that are looked through for the words of any."""


@dataclass(frozen=True)
class Reach:
    """A form as it is for one set of answers.

    form: its pages and questions that are asked now, in order; whether each is required is settled.
    counted: the answers that count: asked for, not empty, and such as the question can have.
    context: what further expressions about these answers are worked out with.
    not_offered: questions that are asked, with an answer that chose what is not offered now: what is left of
    it, None where nothing is. checking: the work that all constraints together may take.
    """

    form: Questionnaire
    counted: Mapping[str, Answer]
    context: Context
    filters: Mapping[str, Expression] = field(default_factory=dict)
    constraints: Mapping[str, Expression] = field(default_factory=dict)
    not_offered: Answers = field(default_factory=dict)
    checking: Budget = field(default_factory=Budget)

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
        own = give_filters_their_own(self.context)
        return replace(question, choices=tuple(filter_choices(question, self.filters[question.id], own)))


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
        self.not_offered: dict[str, Answer | None] = {}
        self.unknown: set[str] = set()
        self.labels: dict[str, Mapping[str, Text]] = {}
        self.context = Context(
            moment, self.values, self.unknown, language=definition.default_language, label=self._find_label
        )
        self.filtering = give_filters_their_own(self.context)

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
        constraints = {one.id: one.constraint for one in steps if one.constraint and one.id in self.asked}
        return Reach(form, ordered, self.context, self.filters, constraints, self.not_offered)

    def _take(self, step: Step) -> None:
        if step.calculation:
            self._work_out(step.id, step.calculation)
            return
        question = self.questions[step.id]
        if step.choice_filter:
            if not any(filter_choices(question, step.choice_filter, self.filtering)):
                return  # nothing to choose from: nobody could answer it
            self.filters[step.id] = step.choice_filter
        self.asked[step.id] = question
        if question.is_answerable:
            self._take_answer(question)

    def _take_answer(self, question: Question) -> None:
        for answer in _count((question,), self.answers).values():
            left = self._leave_offered(question, answer) if question.id in self.filters else answer
            if left == answer:
                self.counted[question.id] = answer
                self.values[question.id] = get_handler(question.kind).to_value(answer)
            else:
                self.not_offered[question.id] = left

    def _leave_offered(self, question: Question, answer: Answer) -> Answer | None:
        """Leave what is offered of an answer: of thousands of choices the others are not looked at."""
        names = answer if isinstance(answer, list) else [str(answer)]
        wanted = self.filters[question.id]
        offered = {one.name for one in filter_choices(question, wanted, self.filtering, set(names))}
        left = [name for name in names if name in offered]
        return (left if isinstance(answer, list) else left[0]) if left else None

    def _narrow(self, page: Page) -> Page | None:
        questions = tuple(self.asked[one.id] for one in page.questions if one.id in self.asked)
        return replace(page, questions=questions) if questions else None

    def _holds(self, condition: Expression, *, otherwise: bool = True) -> bool:
        try:
            return to_boolean(evaluate(condition, self.context))
        except TooMuchWork:
            return otherwise

    def _work_out(self, id: str, calculation: Expression) -> None:
        """Keep a value; one that takes too much work is unknown, not empty: that would be an answer."""
        try:
            self.values[id] = evaluate(calculation, self.context)
        except TooMuchWork:
            self.unknown.add(id)

    def _find_label(self, name: str, choice: str) -> str:
        """The words of a choice in the form's own language, so that they are the same for everybody."""
        question = self.questions.get(name)
        if question is None or not choice:
            return ""
        label = self._list_labels(question).get(choice) or {"": choice}
        return find_text(label, self.definition.default_language, self.definition.default_language)[0]

    def _list_labels(self, question: Question) -> Mapping[str, Text]:
        """The words of all choices by name, looked through once: a filter asks for them with each choice."""
        if question.id not in self.labels:
            self.context.budget.take(len(question.choices) // CHOICES_A_STEP)
            self.labels[question.id] = {one.name: one.label for one in question.choices}
        return self.labels[question.id]


def _count(questions: tuple[Question, ...], answers: Answers) -> dict[str, Answer]:
    counted = {}
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            continue
        handler = get_handler(question.kind)
        if not handler.is_empty(answer) and handler.is_valid(answer, question):
            counted[question.id] = answer
    return counted
