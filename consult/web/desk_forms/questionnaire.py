"""The forms of a questionnaire: a file to be checked, and what was checked, to be saved."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from consult.vocabulary import FormPurpose
from consult.web.desk_forms.base import ChoiceField, DeskForm
from consult.web.desk_words import FORM_PURPOSES
from forms.definitions import Questionnaire, from_dict, to_dict
from forms.repairing.carrying import pack, unpack
from forms.repairing.extents import EXTENT_HINTS, EXTENT_WORDS, Extent

ENDINGS = (".xlsx", ".xls", ".csv")


class FileNeeded:
    """A validator: a file with a name and one of our endings has to be chosen."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        self.endings = endings

    def __call__(self, _form: Any, field: Any) -> None:
        """Raises: ValidationError."""
        name = str(getattr(field.data, "filename", "") or "")
        if not name:
            raise ValidationError("Choose a file")
        if not name.lower().endswith(self.endings):
            raise ValidationError(f"Choose a file that ends in {', '.join(self.endings)}")


class QuestionnaireFileForm(DeskForm):
    """An XLSForm, and what it is for."""

    file = FileField("File", [FileNeeded(ENDINGS)], description="An XLSForm: .xlsx, .xls or .csv")
    purpose = ChoiceField(
        "What it is for",
        choices=[SelectChoice(purpose.value, words) for purpose, words in FORM_PURPOSES.items()],
        default=FormPurpose.RETURN.value,
    )


class CheckedForm(DeskForm):
    """A questionnaire that was checked, on its way to be saved; it is checked again on arrival.

    Of one that was repaired the sheets come instead, so that the record of repairs is made here.
    """

    definition = HiddenField()
    sheets = HiddenField()
    extent = HiddenField()
    purpose = HiddenField()

    def read(self) -> Questionnaire:
        """The questionnaire. Raises: FormsError (F001) where it is not one."""
        return from_dict(unpack(self.definition.data or ""))

    def read_purpose(self) -> FormPurpose:
        """What it is for; returns unless it says otherwise."""
        is_account = self.purpose.data == FormPurpose.ACCOUNT.value
        return FormPurpose.ACCOUNT if is_account else FormPurpose.RETURN

    def read_extent(self) -> Extent:
        """How far repairs go; nowhere unless it says so."""
        return next((one for one in Extent if one.value == self.extent.data), Extent.NONE)


class RepairForm(CheckedForm):
    """How far the sheets of a file are to be repaired."""

    extent = ChoiceField("What to repair", hints=EXTENT_HINTS)

    def offer(self, extents: Sequence[Extent]) -> None:
        """Offer these, the mildest chosen."""
        self.extent.choices = [(extent.value, EXTENT_WORDS[extent]) for extent in extents]
        self.extent.data = extents[0].value if extents else ""


def write_definition(questionnaire: Questionnaire) -> str:
    """What `CheckedForm` carries."""
    return pack(to_dict(questionnaire))
