"""One choice of several; its name is stored, never its label."""

from collections.abc import Sequence

from forms.definitions import Question, find_text
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
from forms.widgets import choice_items, group_params, input_params

LIST_APPEARANCES = {"minimal", "autocomplete"}


class SelectOneHandler(Handler):
    """The name of one of the question's choices."""

    kind = "select_one"
    tells = Told.ONE_CHOICE
    required_message = REQUIRED_CHOICE

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the chosen name. Raises: AnswerError for a name that is not a choice."""
        name = "".join(raw[:1]).strip()
        if not name:
            return None
        if name not in {choice.name for choice in question.choices}:
            raise AnswerError(UNKNOWN_CHOICE)
        return name

    def to_raw(self, answer: Answer) -> list[str]:
        """Return the name itself."""
        return [str(answer)]

    def params(self, field: AnswerField) -> Params:
        """Return radios, or a drop-down list where the appearance asks for little space."""
        if not LIST_APPEARANCES & set(field.question.appearance.split()):
            return group_params(field) | {"items": choice_items(field)}
        text, language = field.wording.own(SELECT_PROMPT)
        prompt = {"value": "", "text": text, "attributes": field.wording.attributes(language)}
        return input_params(field) | {
            "as_list": True,
            "items": [prompt, *map(_list_item, choice_items(field))],
        }

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
