"""What every form of the staff area shares: errors for the summary, and fields written in a line."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, Regexp, StopValidation, ValidationError

from consult.errors import Conflict
from forms.intake import as_given

LONGEST_LINE = 300
LONGEST_KEY = 60
EMAIL_SHAPE = r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]+$"
KEY_SHAPE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class DeskForm(FlaskForm):
    """A form of the staff area. Nothing is checked by the browser: every error comes from the server."""

    def list_errors(self) -> list[dict[str, str]]:
        """Items of the error summary; see `list_errors`."""
        return list_errors(self)

    def refuse(self, error: Conflict, fields: Mapping[str, str], usual: str) -> None:
        """Put a refusal beside the field that it is about. fields: by code; usual: for every other code."""
        field = self[fields.get(error.code, usual)]
        field.errors = [*field.errors, f"{error.message} {error.remedy} ({error.code})"]


class Offering:
    """What fields with choices share: pairs of value and label, hints by value, items for the components."""

    def __init__(
        self, label: str, hints: Mapping[Any, str] | None = None, choices: Iterable[Any] = (), **options: Any
    ) -> None:
        super().__init__(label, choices=_name_choices(choices), **options)  # type: ignore[call-arg]
        self.hints = hints or {}

    @property
    def choices(self) -> list[SelectChoice]:
        """The choices; they may be set as pairs."""
        return self._choices

    @choices.setter
    def choices(self, pairs: Iterable[Any]) -> None:
        """Take pairs, or choices as the library names them."""
        self._choices = _name_choices(pairs)

    def pre_validate(self, form: Any) -> None:
        """Raises: ValidationError, in our own words, where something else was sent."""
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise ValidationError("Choose from the list") from None

    def list_items(self) -> list[dict[str, Any]]:
        """Items as the components take them."""
        return _list_items(self)


class ChoiceField(Offering, SelectField):
    """One of a list; shown as radios or as a drop-down. `hints` are by value."""


class SeveralField(Offering, SelectMultipleField):
    """Any number of a list, shown as checkboxes. `hints` are by value."""


class Needed:
    """A validator: something other than blanks has to be given."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:  # noqa: ARG002 - a validator's signature
        """Raises: StopValidation where nothing was given."""
        if not (field.data.strip() if isinstance(field.data, str) else field.data):
            field.errors = []
            raise StopValidation(self.message)


def list_errors(form: Any, order: Sequence[str] = ()) -> list[dict[str, str]]:
    """Items of the error summary in the order of the fields, or in `order`, each linked to its input.

    An error of the form as a whole leads to the first input.
    """
    fields = [form[name] for name in order] or list(form)
    shown = [field for field in fields if not isinstance(field, HiddenField | SubmitField)]
    whole = [{"text": str(error), "href": f"#{shown[0].id}"} for error in form.form_errors]
    wrong = [field for field in shown if field.errors]
    return whole + [{"text": str(field.errors[0]), "href": f"#{field.id}"} for field in wrong]


def trim(value: str | None) -> str:
    """What was typed as it is stored, without the blanks round it."""
    return as_given(value or "").strip()


def line(label: str, needed: str = "", hint: str = "", longest: int = LONGEST_LINE) -> StringField:
    """One line of text; `needed` is the error where it is left empty."""
    too_long = Length(max=longest, message=f"{label} must be {longest} characters or fewer")
    return StringField(label, [_ask(needed), too_long], [trim], description=hint)


def address(label: str, needed: str = "", hint: str = "") -> StringField:
    """An e-mail address."""
    shape = Regexp(EMAIL_SHAPE, message="Enter an e-mail address like name@example.org")
    return StringField(label, [_ask(needed), shape, Length(max=LONGEST_LINE)], [trim], description=hint)


def key(label: str, needed: str, hint: str) -> StringField:
    """A short name that stays the same in files and addresses."""
    shape = Regexp(KEY_SHAPE, message=f"{label} may have small letters, digits and single hyphens only")
    too_long = Length(max=LONGEST_KEY, message=f"{label} must be {LONGEST_KEY} characters or fewer")
    return StringField(label, [Needed(needed), shape, too_long], [trim], description=hint)


def text(label: str, needed: str = "", hint: str = "") -> TextAreaField:
    """Several lines of text."""
    return TextAreaField(label, [_ask(needed)], [trim], description=hint)


def list_choices(kind: Iterable[StrEnum], words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Choices of an enumeration with the words people see."""
    return [(member.value, words[member.value]) for member in kind]


def _ask(needed: str) -> Needed | Optional:
    return Needed(needed) if needed else Optional()


def _name_choices(pairs: Iterable[Any]) -> list[SelectChoice]:
    return [one if isinstance(one, SelectChoice) else SelectChoice(*one) for one in pairs]


def _list_items(field: Any) -> list[dict[str, Any]]:
    items = []
    for value, label, is_chosen, *_ in field.iter_choices():
        item = {"value": value, "text": label, "selected": is_chosen, "checked": is_chosen}
        hint = field.hints.get(value)
        items.append({**item, "hint": {"text": hint}} if hint else item)
    return items
