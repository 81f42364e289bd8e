"""The forms of a questionnaire: a file to be checked, and what was checked, to be saved."""

import json
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from consult.vocabulary import FormPurpose
from consult.web.desk_forms.base import ChoiceField, DeskForm
from consult.web.desk_words import FORM_PURPOSES
from forms.definitions import Questionnaire, from_dict, to_dict
from forms.errors import FormsError

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
    """A questionnaire that was checked, on its way to be saved; it is checked again on arrival."""

    definition = HiddenField()
    purpose = HiddenField()

    def read(self) -> Questionnaire:
        """The questionnaire. Raises: FormsError (F001) where it is not one."""
        try:
            record = json.loads(self.definition.data or "")
        except ValueError:
            raise FormsError("F001", where="the form", why="it is not complete") from None
        return from_dict(record)

    def read_purpose(self) -> FormPurpose:
        """What it is for; returns unless it says otherwise."""
        is_account = self.purpose.data == FormPurpose.ACCOUNT.value
        return FormPurpose.ACCOUNT if is_account else FormPurpose.RETURN


def write_definition(questionnaire: Questionnaire) -> str:
    """What `CheckedForm` carries."""
    return json.dumps(to_dict(questionnaire), ensure_ascii=True)
