"""One choice of several; its name is stored, never its label."""

# ruff: noqa: ARG002 (every kind has the same signatures, also where it has no use for an argument)

from collections.abc import Sequence

from forms.definitions import Choice, Question, find_text
from forms.handlers import finding
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
from forms.messages import (
    FIND_HINT,
    FIND_LEGEND,
    FIND_MANY,
    FIND_NONE,
    FIND_SEVERAL,
    REQUIRED_CHOICE,
    SELECT_PROMPT,
    UNKNOWN_CHOICE,
)
from forms.paper.blanks import Blank, Shape
from forms.paper.words import TICK_ONE
from forms.widgets import choice_items, group_params, input_params, make_choice_item, with_hints

LIST_APPEARANCES = {"minimal", "autocomplete"}
SCALE = "likert"
CHOSEN = "choice"
"""The ending of the choices that a text fits."""


class SelectOneHandler(Handler):
    """The name of one of the question's choices.

    A long list is not shown: people type part of what they mean and, where it may be several, choose again.
    """

    kind = "select_one"
    tells = Told.ONE_CHOICE
    required_message = REQUIRED_CHOICE

    def list_parts(self, question: Question) -> tuple[str, ...]:
        """Return the input itself and, for a long list, the choices that were found."""
        return ("", CHOSEN) if finding.is_looked_through(question) else self.parts

    def parse(self, raw: Sequence[str], question: Question) -> Answer | None:
        """Return the chosen name. Raises: AnswerError for what is not a choice, or may be several."""
        typed, chosen = (*(text.strip() for text in raw), "", "")[:2]
        if finding.is_looked_through(question):
            return _find_name(typed, chosen, question)
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
            return _make_search(field)
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


def _find_name(typed: str, chosen: str, question: Question) -> str | None:
    """Return the choice that was chosen, unless another text was typed since; else the one the text is."""
    picked = next((one for one in question.choices if one.name == chosen), None) if chosen else None
    if picked and (not typed or finding.fits(picked, typed)):
        return picked.name
    if not typed:
        return None
    found, are_equal = finding.find_choices(question, typed)
    if are_equal and len(found) == 1:
        return found[0].name
    if not found:
        raise AnswerError(FIND_NONE, typed=typed[:60])
    if len(found) > finding.MOST_SHOWN:
        raise AnswerError(FIND_MANY, parts=[CHOSEN], count=len(found))
    raise AnswerError(FIND_SEVERAL, parts=[CHOSEN])


def _make_search(field: AnswerField) -> Params:
    """Return a text input and, where what was typed fits several, what it fits."""
    question, (typed, chosen) = field.question, (*field.typed, "", "")[:2]
    picked = next((one for one in question.choices if one.name == chosen), None)
    text = typed if typed.strip() or not picked else _say(picked, field)
    found = finding.find_choices(question, typed)[0] if CHOSEN in field.wrong_parts else []
    hint = field.wording.own(FIND_HINT)
    return with_hints(input_params(field), field, hint) | {
        "as_search": True,
        "value": text,
        "autocomplete": "off",
        "spellcheck": False,
        "found": _list_found(found, field) if found else None,
    }


def _list_found(found: list[Choice], field: AnswerField) -> Params:
    legend = {
        "html": field.wording.mark_up(field.wording.own(FIND_LEGEND)),
        "classes": "govuk-fieldset__legend--s",
    }
    items = [make_choice_item(one, field) | {"text": _say(one, field)} for one in found[: finding.MOST_SHOWN]]
    return {
        "idPrefix": f"{field.id}-{CHOSEN}",
        "name": f"{field.name}-{CHOSEN}",
        "fieldset": {"legend": legend},
        "items": items,
    }


def _say(choice: Choice, field: AnswerField) -> str:
    """Return the label of a choice, with its name behind it where another one is called the same."""
    label = field.wording.find(choice.label or {"": choice.name})[0]
    return f"{label} ({choice.name})" if finding.has_namesake(field.question, choice, label) else label
