"""Inputs that stand beside one another, one for each part of an answer, such as day, month and year."""

from collections.abc import Mapping

from forms.fields import AnswerField
from forms.widgets import Params


def list_part_items(field: AnswerField, labels: Mapping[str, str]) -> list[Params]:
    """Return one item for each part, in order, those that are wrong marked. labels: by the part."""
    return [_make_item(part, place, field, labels[part]) for place, part in enumerate(labels)]


def _make_item(part: str, place: int, field: AnswerField, label: str) -> Params:
    is_wrong = bool(field.errors) and (part in field.wrong_parts or not field.wrong_parts)
    return {
        "id": f"{field.id}-{part}",
        "name": part,
        "label": field.wording.mark_up(field.wording.own(label)),
        "classes": f"govuk-input--width-{4 if part == 'year' else 2}" + " govuk-input--error" * is_wrong,
        "value": "".join(field.typed[place : place + 1]),
    }
