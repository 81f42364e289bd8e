"""Saves that come too late: somebody else saved since the form was opened, so both texts are shown."""

from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField

from consult.web.desk_forms.base import ChoiceField, DeskForm, SeveralField


@dataclass(frozen=True)
class Difference:
    """One field in which what is stored and what was just typed are not the same."""

    label: str
    stored: str
    typed: str


def is_stale(sent_version: str | None, version: int) -> bool:
    """True unless the form was made from the version that is stored now."""
    return sent_version != str(version)


def list_differences(typed: DeskForm, stored: DeskForm) -> list[Difference]:
    """Compare what was typed with a form of the same kind that shows what is stored."""
    pairs = [(field, stored[field.name]) for field in typed if not isinstance(field, HiddenField)]
    compared = [(field.label.text, say_value(there), say_value(field)) for field, there in pairs]
    return [Difference(*texts) for texts in compared if texts[1] != texts[2]]


def say_value(field: Any) -> str:
    """What a field holds in words: choices by their labels, several joined by commas."""
    if isinstance(field, ChoiceField | SeveralField):
        held = set(field.data) if isinstance(field.data, list) else {field.data}
        return ", ".join(label for value, label, *_ in field.iter_choices() if value in held)
    if isinstance(field.data, bool):
        return "Yes" if field.data else "No"
    return "" if field.data is None else str(field.data)
