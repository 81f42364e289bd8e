"""The parameters that the page components are called with; no HTML is written here but spans with `lang`."""

from typing import TYPE_CHECKING, Any

from forms import messages
from forms.answers import Shown
from forms.definitions import Choice, Question
from forms.wording import Wording

if TYPE_CHECKING:
    from forms.fields import AnswerField

Params = dict[str, Any]


class ParamsWidget:
    """The widget of every answer field: calling the field returns its component's parameters."""

    def __call__(self, field: "AnswerField", **_options: object) -> Params:
        """Return the parameters for the kind's template."""
        return field.handler.params(field)


def input_params(field: "AnswerField") -> Params:
    """Return what a component with one input needs: label, hint, error and what was typed."""
    return {
        "id": field.id,
        "name": field.name,
        "label": label_params(field),
        "hint": hint_params(field),
        "errorMessage": error_params(field),
        "value": "".join(field.typed[:1]),
    }


def group_params(field: "AnswerField", *extra_hints: Shown) -> Params:
    """Return what a component with several inputs needs: legend, hint, error and prefix."""
    return {
        "idPrefix": field.id,
        "name": field.name,
        "fieldset": {"legend": label_params(field, component="fieldset__legend")},
        "hint": hint_params(field, *extra_hints),
        "errorMessage": error_params(field),
    }


def with_hints(params: Params, field: "AnswerField", *extra_hints: Shown) -> Params:
    """Return the parameters of a component with further hints behind the question's own."""
    return params | {"hint": hint_params(field, *extra_hints)}


def choice_items(field: "AnswerField") -> list[Params]:
    """Return one item for each choice, those that were chosen checked."""
    return [make_choice_item(choice, field) for choice in field.question.choices]


def make_choice_item(choice: Choice, field: "AnswerField") -> Params:
    """Return the item of one choice, checked where it was chosen."""
    text, language = field.wording.find(choice.label or {"": choice.name})
    return {
        "value": choice.name,
        "text": text,
        "checked": choice.name in field.typed,
        "label": {"attributes": field.wording.attributes(language)},
    }


def label_params(field: "AnswerField", component: str = "label") -> Params:
    """Return the question as label or legend; the only question of a page is its heading."""
    size = "l" if field.is_heading else "m"
    return {
        "html": field.wording.mark_up(field.wording.find(field.question.label)),
        "classes": f"govuk-{component}--{size}",
        "isPageHeading": field.is_heading,
    }


def hint_params(field: "AnswerField", *extra_hints: Shown) -> Params | None:
    """Return the question's hint, its guidance and the hints of its kind, None where there is none."""
    question, find = field.question, field.wording.find
    html = field.wording.mark_up(find(question.hint), find(question.guidance), *extra_hints)
    return {"html": html} if html else None


def error_params(field: "AnswerField") -> Params | None:
    """Return the first error with its translated prefix, None where all is well."""
    if not field.errors:
        return None
    return {
        "html": field.wording.mark_up((field.errors[0], field.error_language)),
        "visuallyHiddenText": field.wording.mark_up(field.wording.own(messages.ERROR)),
    }


def note_params(question: Question, wording: Wording) -> Params:
    """Return a note as paragraphs, each escaped, with the language it is in."""
    texts = [wording.find(text) for text in (question.label, question.hint, question.guidance)]
    blocks = [(block, shown[1]) for shown in texts for block in shown[0].split("\n\n")]
    return {
        "id": f"note_{question.id}",
        "paragraphs": [wording.mark_up(block) for block in blocks if block[0].strip()],
    }
