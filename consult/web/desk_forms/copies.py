"""Forms that make a copy of an experience for somebody outside, and take one back that was filled in."""

from collections.abc import Iterable
from datetime import date

from flask_wtf.file import FileField
from wtforms import BooleanField

from consult.services.copies.copy_orders import Order
from consult.vocabulary import LANGUAGES
from consult.web.desk_forms.base import ChoiceField, DeskForm, Needed, address, line
from consult.web.desk_forms.days import DayField
from consult.web.desk_forms.questionnaire import FileNeeded

ADDRESS_HINT = "To ask for the copy back. Without one you have to reach them another way."
IS_NONE_OF_THEM = "I have read the list above. This is none of those people, nor from there."


class TranslatorCopyForm(DeskForm):
    """A copy for a translator who is not on the staff."""

    name = line("Name of the translator", "Enter their name", "Printed on every page, and beside quotations.")
    address = address("Their e-mail address", hint=ADDRESS_HINT)
    language = ChoiceField("Translate into", validators=[Needed("Choose the language")])
    until = DayField("Until and including", needed="Enter the last day")
    is_confirmed = BooleanField(IS_NONE_OF_THEM)

    def offer(self, told_in: str) -> None:
        """Set the languages to choose from."""
        rest = [(tag, one.english_name) for tag, one in LANGUAGES.items() if tag != told_in]
        self.language.choices = sorted(rest, key=lambda one: (one[0] != "en", one[1]))

    def read(self) -> Order:
        """What is ordered."""
        return Order(
            name=str(self.name.data),
            until_on=self.until.data or date.min,
            address=str(self.address.data or ""),
            language=str(self.language.data),
            is_confirmed=bool(self.is_confirmed.data),
        )


class ShareForm(DeskForm):
    """A copy for a recipient whom the person allowed."""

    recipient = ChoiceField("Give a copy to", validators=[Needed("Choose who gets it")])
    address = address("E-mail address of whoever receives it there", hint=ADDRESS_HINT)
    until = DayField("Until and including", needed="Enter the last day")
    is_confirmed = BooleanField(IS_NONE_OF_THEM)

    def offer(self, recipients: Iterable[tuple[str, str]]) -> None:
        """Set the recipients to choose from, by key and name."""
        self.recipient.choices = list(recipients)


class FilledCopyForm(DeskForm):
    """The Word file that a translator filled in."""

    file = FileField(
        "The Word file that the translator filled in",
        [FileNeeded((".docx",))],
        description="A copy that was made here. Its rows are compared with what was given out.",
    )
