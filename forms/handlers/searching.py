"""A choice of a long list: part of it is typed, and one of those that it fits is chosen."""

from forms.answers import AnswerError, Shown
from forms.definitions import Choice, Question
from forms.fields import AnswerField
from forms.handlers import finding
from forms.messages import (
    FIND_HINT,
    FIND_LEGEND,
    FIND_MANY,
    FIND_NONE,
    FIND_NOTHING,
    FIND_SEVERAL,
    FIND_STATUS,
)
from forms.widgets import Params, input_params, make_choice_item, with_hints

CHOSEN = "choice"
"""The ending of the choices that a text fits."""


def find_name(typed: str, chosen: str, question: Question) -> str | None:
    """Return the choice that was chosen, unless another text was typed since; else the one the text is.

    A text that is just what one choice is called means that one, also where a choice of the page before fits.
    """
    picked = next((one for one in question.choices if one.name == chosen), None) if chosen else None
    if not typed:
        return picked.name if picked else None
    found, are_equal = finding.find_choices(question, typed)
    if are_equal and len(found) == 1:
        return found[0].name
    if picked and any(one is picked for one in found):
        return picked.name
    if not found:
        raise AnswerError(FIND_NONE, typed=typed[:60])
    if len(found) > finding.MOST_SHOWN:
        raise AnswerError(FIND_MANY, parts=[CHOSEN], count=len(found))
    raise AnswerError(FIND_SEVERAL, parts=[CHOSEN])


def make_search(field: AnswerField) -> Params:
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
        "found": _offer_found(found, field) if found else None,
        "attributes": _tell_script(field),
    }


def list_found(field: AnswerField) -> tuple[list[Shown], int]:
    """List the labels of the first choices that what was typed fits, and how many fit in all."""
    found, _ = finding.find_choices(field.question, "".join(field.typed[:1]))
    shown = found[: finding.MOST_SHOWN]
    return [(_say(one, field), field.wording.find(one.label)[1]) for one in shown], len(found)


def _tell_script(field: AnswerField) -> dict[str, str]:
    """Return what a script says of what it found, in the language of the page's own words."""
    said = {"many": FIND_STATUS, "none": FIND_NOTHING}
    return {"data-find": field.name} | {
        f"data-{name}": field.wording.translate(one) for name, one in said.items()
    }


def _offer_found(found: list[Choice], field: AnswerField) -> Params:
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
