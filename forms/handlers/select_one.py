"""One choice of several; its name is stored, never its label."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Question, find_text
from forms.handlers import finding, searching
from forms.handlers.base import (
    Answer,
    AnswerError,
    AnswerField,
    Handler,
    Params,
    Shown,
    Told,
    find_choice_label,
)
from forms.messages import REQUIRED_CHOICE, SELECT_PROMPT, UNKNOWN_CHOICE
from forms.paper.blanks import Blank, Shape
from forms.paper.words import TICK_ONE
from forms.widgets import choice_items, group_params, input_params

LIST_APPEARANCES = {"minimal", "autocomplete"}
SCALE = "likert"


class SelectOneHandler(Handler):
    """The name of one of the question's choices.

    A long list is not shown: people type part of what they mean and, where it may be several, choose again.
    """

    kind = "select_one"
    tells = Told.ONE_CHOICE
    required_message = REQUIRED_CHOICE

    def list_parts(self, question: Question) -> tuple[str, ...]:
        """Return the input itself and, for a long list, the choices that were found."""
        return ("", searching.CHOSEN) if finding.is_looked_through(question) else self.parts

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the chosen name. Raises: AnswerError for what is not a choice, or may be several."""
        typed, chosen = (*(text.strip() for text in raw), "", "")[:2]
        if finding.is_looked_through(question):
            return searching.find_name(typed, chosen, question)
        return self.parse_cell(typed, question)

    def parse_cell(self, text: str, question: Question) -> Answer | None:
        """Return the name in a cell. Raises: AnswerError for one that is not a choice."""
        name = text.strip()
        if name and not self.is_valid(name, question):
            raise AnswerError(UNKNOWN_CHOICE)
        return name or None

    def is_valid(self, answer: object, question: Question) -> bool:
        """Tell whether it is the name of a choice."""
        return isinstance(answer, str) and any(answer == choice.name for choice in question.choices)

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the name itself."""
        return [str(answer)]

    def lay_out(self, answer: Answer, question: Question) -> list[str]:
        """Return the name, as that of a choice that was found where the list is looked through."""
        return ["", str(answer)] if finding.is_looked_through(question) else [str(answer)]

    def params(self, field: AnswerField) -> Params:
        """Return radios, a drop-down list where that is asked for, or what was found of a long list."""
        if finding.is_looked_through(field.question):
            return searching.make_search(field)
        looks = set(field.question.appearance.split())
        if not LIST_APPEARANCES & looks:
            scale = {"classes": "likert"} if SCALE in looks else {}
            return group_params(field) | {"items": choice_items(field)} | scale
        text, language = field.wording.own(SELECT_PROMPT)
        prompt = {"value": "", "text": text, "attributes": field.wording.attributes(language)}
        return input_params(field) | {
            "as_list": True,
            "items": [prompt, *map(_list_item, choice_items(field))],
        }

    def leave_blank(self, question: Question) -> Blank:
        """Return a circle before each choice."""
        return Blank(Shape.ONE_OF, instruction=TICK_ONE)

    def display(self, answer: Answer, question: Question, language: str, default: str) -> tuple[Shown, ...]:
        """Return the label of the choice."""
        return (find_text(find_choice_label(str(answer), question), language, default),)


def _list_item(item: Params) -> Params:
    return {
        "value": item["value"],
        "text": item["text"],
        "selected": item["checked"],
        "attributes": item["label"]["attributes"],
    }
